"""A directive that amends another: which clauses are then in force, and what the units see."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from house import typed
from reading import page_of, words

from core.directives import amending, verbs
from core.directives.comparison import compare, compare_amendment
from core.directives.models import Clause, Directive
from reports.content.task_status import clauses_for

HEAD = {"number": "1200/SLĐTBXH-BĐG", "issued_on": "1/9/2020", "subject": "Sửa đổi, bổ sung văn bản 908"}


@pytest.fixture
def amendment(cast):
    head = Directive(number=HEAD["number"], issued_on=date(2020, 9, 1), subject=HEAD["subject"])
    return amending.amend(head, cast.directive, by=cast["province"])


def clause(directive, code):
    return directive.clauses.get(code=code)


def change(cast, amendment, code, *, repeals=False, of=None, **fields):
    changed = amending.change_clause(
        amendment, clause(of or cast.directive, code), repeals=repeals, by=cast["province"]
    )
    for name, value in fields.items():
        setattr(changed, name, value)
    return verbs.save_clause(changed, by=cast["province"])


def in_force(cast, year=2020):
    return {one.code: one for one in clauses_for(cast.units["thua-thien-hue"], year)[1]}


def test_a_clause_is_changed_by_the_pages(cast, as_):
    client, where = as_("province"), f"/directives/{cast.directive.pk}/"
    assert f"{where}amend/" in page_of(client, where).xpath("//a/@href")
    response = client.post(f"{where}amend/", typed(client, f"{where}amend/", **HEAD))
    made = Directive.objects.get(amends=cast.directive)
    assert response["Location"] == f"/directives/{made.pk}/"
    assert (made.year, made.issuer, made.is_draft) == (2020, cast.directive.issuer, True)
    chosen = clause(cast.directive, "1.c")
    response = client.post(f"/directives/{made.pk}/clauses/change/", {"clause": chosen.pk})
    changing = made.clauses.get()
    assert response["Location"] == f"/directives/clauses/{changing.pk}/"
    assert (changing.changes, changing.text, changing.task) == (chosen, chosen.text, chosen.task)
    sent = typed(client, response["Location"], text="Ban hành trước.", due_on="30/10/2020")
    assert client.post(response["Location"], sent).status_code == 302
    # A draft changes nothing, and no unit sees it.
    assert in_force(cast)["1.c"] == chosen
    assert as_("officer").get(f"/directives/{made.pk}/").status_code == 404
    assert HEAD["number"] not in words(page_of(as_("officer"), where))
    verbs.publish(made, by=cast["province"])
    now = in_force(cast)["1.c"]
    assert (now, now.text, now.due_on) == (changing, "Ban hành trước.", date(2020, 10, 30))
    # The units see both, and what became of each clause.
    page = page_of(as_("officer"), where)
    assert f"/directives/{made.pk}/#clause-{changing.pk}" in page.xpath(f"//li[@id='clause-{chosen.pk}']//a/@href")
    assert chosen.text in words(page)
    page = words(page_of(as_("officer"), f"/directives/{made.pk}/"))
    assert "Ban hành trước." in page
    assert cast.directive.number in page
    assert "Ban hành" in words(page_of(as_("officer"), f"/directives/{made.pk}/compare/"))


def test_clauses_are_added_repealed_and_changed_again(cast, amendment):
    before = list(in_force(cast))
    change(cast, amendment, "3.c", repeals=True)
    change(cast, amendment, "1.a", text="Một")
    verbs.save_clause(Clause(directive=amendment, code="6", title="Thêm", text="Thêm"), by=cast["province"])
    verbs.publish(amendment, by=cast["province"])
    told = Clause.objects.as_amended(cast.directive)
    assert [one.code for one in told if one.task_id] == [code for code in before if code != "3.c"]
    assert told[-1].code == "6"
    second = Directive(number="1300/SLĐ", issued_on=date(2020, 10, 1), subject="Sửa đổi lần hai")
    second = amending.amend(second, cast.directive, by=cast["province"])
    with pytest.raises(ValidationError):
        change(cast, second, "1.a")
    change(cast, second, "1.a", of=amendment, text="Hai")
    verbs.publish(second, by=cast["province"])
    assert in_force(cast)["1.a"].text == "Hai"
    # The next year begins with what was in force last, and is held against it.
    copied = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    assert {one.code: one.text for one in copied.clauses.all()} == {one.code: one.text for one in told} | {"1.a": "Hai"}
    assert {row.outcome for row in compare(copied, cast.directive)} == {"same"}
    assert Directive.objects.before(copied).first() == cast.directive


def test_an_amendment_is_held_against_what_it_changes(cast, amendment):
    change(cast, amendment, "3.c", repeals=True)
    change(cast, amendment, "1.a", text="Khác")
    verbs.save_clause(Clause(directive=amendment, code="6", title="Thêm", text="Thêm"), by=cast["province"])
    assert [(row.shown.code, row.outcome) for row in compare_amendment(amendment)] == [
        ("3.c", "removed"),
        ("1.a", "changed"),
        ("6", "added"),
    ]


def test_what_an_amendment_cannot_be(cast, amendment, as_):
    client, where = as_("province"), f"/directives/{amendment.pk}/"
    with pytest.raises(ValidationError):
        verbs.publish(amendment, by=cast["province"])
    for page in ("amend/", "copy/"):
        assert client.get(f"{where}{page}")["Location"] == where
    with pytest.raises(ValidationError):
        verbs.copy(amendment, "1", date(2021, 1, 1), 2021, "x", by=cast["province"])
    with pytest.raises(ValidationError):
        amending.amend(Directive(number="2", issued_on=date(2020, 9, 2), subject="x"), amendment, by=cast["province"])
    for name in ("leader", "officer", "admin", "stranger"):
        with pytest.raises(PermissionDenied):
            amending.amend(Directive(), cast.directive, by=cast[name])
    path = f"/directives/{cast.directive.pk}/amend/"
    for day in ("1/4/2020", "1/2/2021"):
        response = client.post(path, HEAD | {"number": "9", "issued_on": day})
        assert "issued_on" in response.context["form"].errors
    # One task, and one name, has one clause.
    offered = page_of(client, f"{where}clauses/new/").xpath("//select[@name='task']/option/@value")
    assert offered == [""]
    given = {"code": "1.a", "title": "Lại", "text": "Lại"}
    assert "code" in client.post(f"{where}clauses/new/", given).context["form"].errors


def test_two_amendments_do_not_ask_for_one_task(cast):
    clause(cast.directive, "4.b").delete()
    drafts = []
    for number in ("1", "2"):
        head = Directive(number=number, issued_on=date(2020, 9, 1), subject="Bổ sung")
        draft = amending.amend(head, cast.directive, by=cast["province"])
        extra = Clause(directive=draft, code=f"6.{number}", title="x", text="x", task=cast.tasks["model.extend"])
        verbs.save_clause(extra, by=cast["province"])
        drafts.append(draft)
    verbs.publish(drafts[0], by=cast["province"])
    with pytest.raises(ValidationError):
        verbs.publish(drafts[1], by=cast["province"])
    drafts[1].refresh_from_db()
    assert drafts[1].is_draft

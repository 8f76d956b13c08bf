"""Next year's directive: copied from this year's, changed while it is a draft, compared, published."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from house import filled_in, form_in, typed
from lxml import html
from reading import page_of, words
from uploading import office, pdf, upload

from core.accounts.models import AuditEntry
from core.directives import verbs
from core.directives.comparison import compare, pieces_of
from core.directives.models import Clause, Directive, RelatedDocument
from core.lib.dates.working_days import is_working_day
from filing.submissions import days_off
from reports.content.task_status import clauses_for

SENT = {"number": "15/SLĐTBXH-BĐG", "issued_on": "15/1/2021", "year": "2021", "subject": "Hướng dẫn năm 2021"}


@pytest.fixture
def draft(cast):
    """The directive of 2021 as it is right after copying."""
    return verbs.copy(cast.directive, SENT["number"], date(2021, 1, 15), 2021, SENT["subject"], by=cast["province"])


def clause(directive, code):
    return directive.clauses.select_related("task").get(code=code)


def acts(action):
    return list(AuditEntry.objects.filter(action=action))


def where(directive, page=""):
    return f"/directives/{directive.pk}/{page}"


def codes(directive):
    return list(directive.clauses.values_list("code", flat=True))


def test_the_copy_has_all_clauses_and_is_seen_by_the_department_alone(cast, as_):
    client = as_("province")
    page = page_of(client, where(cast.directive, "copy/"))
    form = filled_in(form_in(page))
    assert (form["year"], form.get("number", ""), form.get("issued_on", "")) == ("2021", "", "")
    assert form["subject"] == "Hướng dẫn hoạt động bình đẳng giới năm 2021"
    response = client.post(where(cast.directive, "copy/"), form | SENT)
    made = Directive.objects.get(year=2021)
    assert response["Location"] == where(made)
    assert (made.number, made.signer, bool(made.file)) == (SENT["number"], cast.directive.signer, False)
    assert made.is_draft
    copied = ("code", "order", "task", "title", "text", "indicator", "threshold")
    assert list(made.clauses.values(*copied)) == list(cast.directive.clauses.values(*copied))
    (entry,) = acts("directive_copied")
    assert "908/SLĐTBXH-BĐG" in entry.subject
    assert SENT["number"] in entry.subject
    assert client.get(where(made)).status_code == 200
    for page in ("", "compare/"):
        assert as_("officer").get(where(made, page)).status_code == 404
        assert as_("leader").get(where(made, page)).status_code == 200
    assert SENT["number"] not in as_("officer").get("/directives/").content.decode()


def test_due_dates_move_to_the_same_day_or_the_next_working_day(cast, draft):
    for old in cast.directive.clauses.all():
        new = clause(draft, old.code)
        if old.due_on is None:
            assert new.due_on is None
            continue
        same = old.due_on.replace(year=2021)
        assert is_working_day(new.due_on)
        assert 0 <= (new.due_on - same).days <= 3, old.code
    # 15/5/2021 is a Saturday; 10/11/2021 a Wednesday.
    assert clause(draft, "1.a").due_on == date(2021, 5, 17)
    assert clause(draft, "1.c").due_on == date(2021, 11, 10)


def test_due_dates_move_by_the_days_that_the_department_declared(cast):
    days_off.declare_days([date(2021, 5, 17), date(2021, 11, 10)], [date(2021, 11, 13)], "Bão", by=cast["province"])
    cast.directive.clauses.filter(code="1.b").update(due_on=date(2020, 11, 13))
    made = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 5), 2021, "Năm 2021", by=cast["province"])
    assert [clause(made, code).due_on.day for code in ("1.a", "1.c", "1.b")] == [18, 11, 13]


def test_the_29th_of_february_becomes_the_28th(cast):
    Clause.objects.filter(code="1.a").update(due_on=date(2020, 2, 29))
    made = verbs.copy(cast.directive, "15/SLĐ", date(2022, 1, 5), 2022, "Năm 2022", by=cast["province"])
    assert clause(made, "1.a").due_on == date(2022, 2, 28)


def test_what_the_province_publishes_each_year_is_waited_for_again(cast):
    Clause.objects.filter(code="2.d").update(awaits_guidance=False, guidance="12/HD", theme="Chấm dứt bạo lực")
    Clause.objects.filter(code="3.b").update(guidance="13/HD")
    made = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    assert list(made.clauses.filter(awaits_guidance=True).values_list("code", flat=True)) == ["2.d", "3.b"]
    assert not made.clauses.exclude(guidance="", theme="").exists()
    assert clause(cast.directive, "2.d").theme == "Chấm dứt bạo lực"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": ""}, "number"),
        ({"subject": " "}, "subject"),
        ({"issued_on": "31/2/2021"}, "issued_on"),
        ({"issued_on": "1/1/1999", "year": "1999"}, "issued_on"),
        ({"year": "2020", "issued_on": "1/12/2020"}, "year"),
        ({"year": "năm 2021"}, "year"),
        ({"year": "9" * 30}, "year"),
        ({"year": "2023"}, "year"),
        ({"number": "9" * 61}, "number"),
    ],
)
def test_a_copy_that_is_wrong_is_refused_and_stays_typed(cast, as_, given, field):
    client = as_("province")
    sent = typed(client, where(cast.directive, "copy/"), **SENT) | given
    response = client.post(where(cast.directive, "copy/"), sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    left = filled_in(form_in(html.fromstring(response.content.decode())))
    assert all(left.get(name, "") == value for name, value in given.items())
    assert Directive.objects.count() == 1


def test_the_same_letter_is_not_copied_twice(cast, draft, as_):
    client = as_("province")
    sent = typed(client, where(cast.directive, "copy/"), **SENT)
    assert client.post(where(cast.directive, "copy/"), sent).status_code == 422
    assert Directive.objects.count() == 2


def test_only_the_issuing_department_writes(cast, draft):
    for name in ("leader", "admin", "head", "officer", "stranger"):
        by = cast[name]
        refused = (
            lambda by=by: verbs.copy(cast.directive, "1", date(2021, 1, 1), 2021, "x", by=by),
            lambda by=by: verbs.publish(draft, by=by),
            lambda by=by: verbs.change_head(draft, by=by),
            lambda by=by: verbs.delete_draft(draft, by=by),
            lambda by=by: verbs.save_clause(clause(draft, "1.a"), by=by),
            lambda by=by: verbs.set_clause(clause(cast.directive, "1.a"), by=by),
            lambda by=by: verbs.remove_clause(clause(draft, "1.a"), by=by),
            lambda by=by: verbs.move_clause(clause(draft, "1.b"), up=True, by=by),
        )
        for act in refused:
            with pytest.raises(PermissionDenied):
                act()
    assert codes(draft) == codes(cast.directive)


def test_the_words_that_still_name_last_year_are_pointed_out(cast, draft, as_):
    page = page_of(as_("province"), where(draft))
    flagged = {
        words(row.find_class("task-code")[0]) for row in page.xpath("//li[@class='clause'][.//*[contains(., '2020')]]")
    } & {words(row.find_class("task-code")[0]) for row in page.xpath("//li[.//span[@class='pill tone-wait']]")}
    expected = {one.code for one in draft.clauses.all() if "2020" in f"{one.title} {one.text}"}
    assert flagged == expected
    assert "1.a" in flagged
    assert "2.b" not in flagged


def test_head_and_file_of_a_draft_are_changed(draft, as_, django_capture_on_commit_callbacks):
    client = as_("province")
    sent = typed(client, where(draft, "edit/"), subject="Hướng dẫn khác", file=upload("Công văn 15.pdf", pdf()))
    assert client.post(where(draft, "edit/"), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.subject == "Hướng dẫn khác"
    first = draft.file.name
    assert client.get(where(draft, "file/")).getvalue() == pdf()
    # Without another file the one that is there stays; another takes its place.
    del sent["file"]
    client.post(where(draft, "edit/"), sent)
    draft.refresh_from_db()
    assert draft.file.name == first
    # From a page that was opened before the first one came it doesn't; the same one sent twice does.
    again = sent | {"file": upload("Công văn 15.pdf", pdf())}
    assert client.post(where(draft, "edit/"), again).status_code == 302
    draft.refresh_from_db()
    first = draft.file.name
    response = client.post(where(draft, "edit/"), sent | {"file": upload("moi.pdf", pdf("mới"))})
    assert list(response.context["form"].errors) == ["file"]
    sent = typed(client, where(draft, "edit/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(where(draft, "edit/"), sent | {"file": upload("moi.pdf", pdf("mới"))})
    draft.refresh_from_db()
    assert client.get(where(draft, "file/")).getvalue() == pdf("mới")
    assert not draft.file.storage.exists(first)


@pytest.mark.parametrize(
    "file",
    [
        lambda: upload("a.pdf", office()),
        lambda: upload("a.docx", office()),
        lambda: upload("a.pdf", pdf()[:-6]),
        lambda: upload("a.pdf", b"MZ\x90"),
        lambda: upload("a.exe", pdf()),
        lambda: upload("a.pdf", b""),
    ],
)
def test_a_file_that_is_no_whole_pdf_is_refused(draft, as_, file):
    client = as_("province")
    response = client.post(where(draft, "edit/"), typed(client, where(draft, "edit/"), file=file()))
    assert response.status_code == 422
    assert "file" in response.context["form"].errors
    draft.refresh_from_db()
    assert not draft.file


def test_a_file_that_is_too_large_is_refused(draft, as_, settings):
    settings.EVIDENCE_MAX_BYTES = 100
    client = as_("province")
    response = client.post(where(draft, "edit/"), typed(client, where(draft, "edit/"), file=upload("a.pdf", pdf() * 9)))
    assert response.status_code == 422
    assert "file" in response.context["form"].errors


def test_a_clause_of_a_draft_is_changed_with_its_words(draft, as_):
    client = as_("province")
    path = f"/directives/clauses/{clause(draft, '2.a').pk}/"
    sent = typed(client, path, title="Phổ biến pháp luật", text="Nội dung mới.", threshold="20", due_on="1/12/2021")
    assert client.post(path, sent).status_code == 302
    changed = clause(draft, "2.a")
    assert (changed.title, changed.text, changed.threshold) == ("Phổ biến pháp luật", "Nội dung mới.", 20)
    assert changed.due_on == date(2021, 12, 1)
    assert not acts("clause_changed")


def test_a_clause_is_added_with_the_figure_of_its_task(cast, draft, as_):
    client = as_("province")
    verbs.remove_clause(clause(draft, "2.b"), by=cast["province"])
    assert cast.tasks["comm.labour-code"].name in words(page_of(client, where(draft)))
    path = where(draft, "clauses/new/")
    offered = page_of(client, path).xpath("//select[@name='task']/option/@value")
    assert offered == ["", str(cast.tasks["comm.labour-code"].pk)]
    given = {"code": "2.b", "title": "Bộ luật Lao động", "text": "Tuyên truyền."}
    assert client.post(path, given | {"task": offered[1]}).status_code == 302
    added = clause(draft, "2.b")
    former = clause(cast.directive, "2.b")
    assert (added.indicator, added.threshold) == (former.indicator, former.threshold)
    assert codes(draft)[-1] == "2.b"
    # A rule has no figure, whatever was typed.
    assert client.post(path, given | {"code": "6", "threshold": "3"}).status_code == 302
    rule = clause(draft, "6")
    assert (rule.task, rule.indicator, rule.threshold) == (None, "", None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "1.a"}, "code"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"text": "a" * 4001}, "text"),
        ({"task": "999999"}, "task"),
        ({"task": "x"}, "task"),
        ({"due_on": "1/1/1999"}, "due_on"),
        ({"threshold": "0"}, "threshold"),
        ({"threshold": "-1"}, "threshold"),
        ({"awaits_guidance": "on", "guidance": "12/HD"}, "awaits_guidance"),
    ],
)
def test_a_clause_that_is_wrong_is_refused(draft, as_, given, field):
    client = as_("province")
    before = list(draft.clauses.values())
    sent = {"code": "9", "title": "Việc khác", "text": "Làm việc khác."} | given
    response = client.post(where(draft, "clauses/new/"), sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    left = filled_in(form_in(html.fromstring(response.content.decode())))
    assert left.get("title", "") == sent["title"]
    assert list(draft.clauses.values()) == before


def test_no_two_clauses_ask_for_one_task(cast, draft):
    twice = Clause(directive=draft, code="9", title="Lại", text="Lại", task=cast.tasks["plan.annual"])
    with pytest.raises(ValidationError):
        verbs.save_clause(twice, by=cast["province"])


def test_clauses_change_places_and_go(draft, as_):
    client, before = as_("province"), codes(draft)
    second = clause(draft, before[1])
    move = f"/directives/clauses/{second.pk}/move/"
    assert client.post(move, {"direction": "up"})["Location"] == f"{where(draft)}#clause-{second.pk}"
    assert codes(draft) == [before[1], before[0], *before[2:]]
    client.post(move, {"direction": "up"})
    assert codes(draft) == [before[1], before[0], *before[2:]]
    client.post(move, {"direction": "down"})
    assert codes(draft) == before
    remove = f"/directives/clauses/{second.pk}/remove/"
    assert before[1] in words(page_of(client, remove))
    assert codes(draft) == before
    assert client.post(remove).status_code == 302
    assert codes(draft) == [before[0], *before[2:]]


def test_pieces_read_on_as_the_old_text_and_the_new():
    old, new = "Ban hành kế hoạch năm 2020 của huyện", "Ban hành kế hoạch năm 2021 của cấp huyện"
    pieces = pieces_of(old, new)
    assert "".join(part for kind, part in pieces if kind != "new").split() == old.split()
    assert "".join(part for kind, part in pieces if kind != "gone").split() == new.split()
    assert ("gone", "2020 ") in pieces
    assert pieces_of("Như cũ", "Như cũ") == (("same", "Như cũ"),)


def test_the_comparison_tells_what_is_new_gone_and_changed(cast, draft, as_):
    verbs.remove_clause(clause(draft, "3.c"), by=cast["province"])
    verbs.save_clause(Clause(directive=draft, code="6", title="Báo cáo", text="Gửi Sở."), by=cast["province"])
    changed = clause(draft, "1.a")
    changed.title = changed.title.replace("2020", "2021")
    verbs.save_clause(changed, by=cast["province"])
    found = {row.shown.code: row.outcome for row in compare(draft, cast.directive)}
    assert {code: found[code] for code in ("6", "3.c", "1.a", "1.b")} == {
        "6": "added",
        "3.c": "removed",
        "1.a": "changed",
        "1.b": "same",
    }
    assert len(found) == 16
    page = page_of(as_("province"), where(draft, "compare/"))
    rows = {words(row.find_class("task-code")[0]): row for row in page.xpath("//li[@data-outcome]")}
    assert {code: row.get("data-outcome") for code, row in rows.items()} == {k: str(v) for k, v in found.items()}
    assert [words(one).split()[-1] for one in rows["1.a"].xpath(".//h2//del | .//h2//ins")] == ["2020", "2021"]
    assert "Gửi Sở." in words(rows["6"])


def test_without_an_earlier_one_there_is_nothing_to_compare(cast, as_):
    page = page_of(as_("officer"), where(cast.directive, "compare/"))
    assert page.find_class("empty")
    assert f"/directives/{cast.directive.pk}/compare/" not in page_of(as_("officer"), where(cast.directive)).xpath(
        "//a/@href"
    )


def test_publishing_is_asked_for_and_fixes_the_words(cast, draft, as_):
    client = as_("province")
    assert client.get(where(draft, "publish/")).status_code == 200
    draft.refresh_from_db()
    assert draft.is_draft
    assert client.post(where(draft, "publish/")).status_code == 302
    draft.refresh_from_db()
    assert draft.published_on == date(2020, 12, 18)
    # Nobody is asked again.
    assert client.get(where(draft, "publish/")).status_code == 302
    (entry,) = acts("directive_published")
    assert (entry.by, SENT["number"] in entry.subject) == (cast["province"], True)
    assert as_("officer").get(where(draft)).status_code == 200
    client, first = as_("province"), clause(draft, "1.a")
    before = list(draft.clauses.values())
    for path in ("edit/", "delete/", "clauses/new/"):
        assert client.get(where(draft, path))["Location"] == where(draft)
        assert client.post(where(draft, path), SENT | {"code": "9", "title": "x", "text": "x"}).status_code == 302
    for page in ("remove/", "move/"):
        client.post(f"/directives/clauses/{first.pk}/{page}", {"direction": "down"})
    assert list(draft.clauses.values()) == before
    # What the Department sets may change, its words may not.
    sent = {"title": "Khác", "text": "Khác", "code": "9", "task": "", "due_on": "1/6/2021", "threshold": "2"}
    assert client.post(f"/directives/clauses/{first.pk}/", sent).status_code == 302
    changed = clause(draft, "1.a")
    assert (changed.due_on, changed.threshold) == (date(2021, 6, 1), 2)
    assert (changed.title, changed.text, changed.task) == (first.title, first.text, first.task)
    assert len(acts("clause_changed")) == 1
    for act in (verbs.save_clause, verbs.remove_clause):
        with pytest.raises(ValidationError):
            act(clause(draft, "1.a"), by=cast["province"])


def test_a_directive_without_a_task_is_not_published(cast, draft, as_):
    draft.clauses.filter(task__isnull=False).delete()
    client = as_("province")
    assert client.post(where(draft, "publish/")).status_code == 302
    draft.refresh_from_db()
    assert draft.is_draft
    assert not acts("directive_published")
    page = page_of(client, where(draft, "publish/"))
    assert "Công văn chưa có nội dung nào giao nhiệm vụ" in words(page)
    assert not page.xpath("//main//button[@type='submit']")


def test_a_draft_is_not_offered_for_publishing_while_a_document_is_to_be_confirmed(cast, draft, as_):
    client = as_("province")
    assert page_of(client, where(draft, "publish/")).xpath("//main//button[@type='submit']")
    document = RelatedDocument.objects.create(directive=draft, sort="basis", subject="Luật khác", to_confirm=True)
    page = page_of(client, where(draft, "publish/"))
    assert document.subject in words(page)
    assert not page.xpath("//main//button[@type='submit']")


def test_of_two_in_one_year_the_latest_counts(cast, draft, as_):
    verbs.publish(draft, by=cast["province"])
    later = verbs.copy(cast.directive, "99/SLĐ", date(2021, 3, 1), 2021, "Thay thế", by=cast["province"])
    assert SENT["number"] in words(page_of(as_("province"), where(later, "publish/")))
    verbs.publish(later, by=cast["province"])
    assert clauses_for(cast.units["thua-thien-hue"], 2021)[0] == later
    assert "99/SLĐ" in words(page_of(as_("officer"), where(draft)).find_class("notice-closed")[0])
    assert not page_of(as_("officer"), where(later)).find_class("notice-closed")
    # This year's goes on untouched.
    assert clauses_for(cast.units["thua-thien-hue"], 2020)[0] == cast.directive


def test_a_task_without_a_clause_stays_in_sight(cast, draft, as_):
    verbs.remove_clause(clause(draft, "4.b"), by=cast["province"])
    verbs.publish(draft, by=cast["province"])
    (panel,) = page_of(as_("officer"), where(draft)).xpath("//section[@aria-labelledby='not-asked-for']")
    assert [words(one) for one in panel.xpath(".//li")] == [cast.tasks["model.extend"].name]
    assert not page_of(as_("officer"), where(cast.directive)).xpath("//*[@id='not-asked-for']")


def test_a_draft_is_deleted_after_a_question(cast, draft, as_, django_capture_on_commit_callbacks):
    client = as_("province")
    client.post(where(draft, "edit/"), typed(client, where(draft, "edit/"), file=upload("a.pdf", pdf())))
    draft.refresh_from_db()
    assert client.get(where(draft, "delete/")).status_code == 200
    assert Directive.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(where(draft, "delete/"))["Location"] == "/directives/"
    assert Directive.objects.get() == cast.directive
    assert not draft.file.storage.exists(draft.file.name)
    assert len(acts("directive_deleted")) == 1
    assert client.post(where(cast.directive, "delete/")).status_code == 302
    assert Directive.objects.get() == cast.directive


def test_an_exemption_stands_on_record(cast, as_):
    given = {"unit": cast.units["hue"].pk, "task": cast.tasks["model.run"].pk, "valid_from": "15/12/2019"}
    as_("province").post("/directives/exemptions/new/", given | {"reason": "không được hỗ trợ kinh phí"})
    (entry,) = acts("exemption_saved")
    assert (entry.unit, entry.reason) == (cast.units["hue"], "không được hỗ trợ kinh phí")


PAGES = {"": 13, "compare/": 8, "publish/": 11, "clauses/new/": 7, "copy/": 5}


def test_pages_ask_as_often_for_many_clauses_as_for_few(cast, draft, as_):
    client = as_("province")
    for number in (1, 40):
        for one in range(number):
            extra = Clause(directive=draft, code=f"{number}.{one}", title="Thêm", text="Thêm")
            verbs.save_clause(extra, by=cast["province"])
        found = {}
        for page in PAGES:
            client.get(where(draft, page))
            with CaptureQueriesContext(connection) as asked:
                client.get(where(draft, page))
            found[page] = len(asked)
        assert found == PAGES

"""A directive written new, its documents, and the names of the standing tasks."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from house import filled_in, form_in
from reading import page_of, words
from uploading import pdf, upload

from core.accounts.models import AuditEntry
from core.directives import catalogue, related_documents, verbs
from core.directives.models import Directive, RelatedDocument, Task

HEAD = {"number": "15/SLĐTBXH-BĐG", "issued_on": "15/1/2021", "year": "2021", "subject": "Hướng dẫn năm 2021"}


def test_a_directive_is_written_new_and_published(cast, as_):
    client = as_("province")
    assert "/directives/new/" in page_of(client, "/directives/").xpath("//a/@href")
    assert filled_in(form_in(page_of(client, "/directives/new/")))["year"] == "2020"
    response = client.post("/directives/new/", HEAD | {"file": upload("cong-van.pdf", pdf())})
    made = Directive.objects.get(year=2021)
    assert response["Location"] == f"/directives/{made.pk}/"
    assert made.is_draft
    assert (made.issuer, made.file.read()) == (cast["province"].unit, pdf())
    given = {"code": "1", "title": "Kế hoạch", "text": "Ban hành.", "task": cast.tasks["plan.annual"].pk}
    assert client.post(f"/directives/{made.pk}/clauses/new/", given | {"due_on": "1/6/2021"}).status_code == 302
    verbs.publish(made, by=cast["province"])
    page = words(page_of(as_("officer"), f"/directives/{made.pk}/"))
    assert "Ban hành." in page
    assert AuditEntry.objects.filter(action="directive_written").count() == 1


def test_nobody_but_the_department_writes_one(cast, as_):
    for name in ("officer", "head", "leader", "admin"):
        assert as_(name).get("/directives/new/").status_code == 403
        assert "/directives/new/" not in page_of(as_(name), "/directives/").xpath("//a/@href")
        with pytest.raises(PermissionDenied):
            verbs.create(Directive(number="1", subject="x", issued_on=date(2021, 1, 1), year=2021), by=cast[name])


def test_what_is_wrong_is_said_and_nothing_is_lost(cast, as_):
    response = as_("province").post("/directives/new/", HEAD | {"issued_on": "15/1/2019"})
    assert response.status_code == 422
    assert "year" in response.context["form"].errors
    assert response.context["form"]["subject"].value() == HEAD["subject"]
    # The number and day of one that is there already.
    twice = {"number": cast.directive.number, "issued_on": "14/4/2020", "year": "2020", "subject": "Lại"}
    assert as_("province").post("/directives/new/", twice).status_code == 422


def test_a_deleted_draft_is_not_loaded_again(cast):
    draft = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    verbs.delete_draft(draft, by=cast["province"])
    call_command("load_directive", verbosity=0)
    assert list(Directive.objects.all()) == [cast.directive]


def test_the_demonstrations_directive_names_what_it_rests_on(cast, as_):
    page = words(page_of(as_("officer"), f"/directives/{cast.directive.pk}/").xpath("//*[@aria-labelledby='bases']")[0])
    assert "25/KH-UBND" in page
    assert "12/2/2020" in page
    assert "458/LĐTBXH-BĐG" in page


@pytest.fixture
def draft(cast):
    return verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])


def test_documents_are_named_changed_and_taken_out(cast, draft, as_):
    client, where = as_("province"), f"/directives/{draft.pk}/"
    basis = {"subject": "Chương trình", "number": "12/QĐ-TTg", "issued_on": "3/1/2021", "issuer": "Thủ tướng"}
    assert client.post(f"{where}bases/new/", basis)["Location"] == where
    assert client.post(f"{where}asked/new/", {"subject": "Báo cáo năm", "due_on": "10/12/2021"}).status_code == 302
    page = page_of(client, where)
    assert "12/QĐ-TTg" in words(page.xpath("//*[@aria-labelledby='bases']")[0])
    assert "10/12/2021" in words(page.xpath("//*[@aria-labelledby='asked']")[0])
    first = draft.documents.get(sort="basis")
    assert client.post(f"/directives/documents/{first.pk}/", basis | {"issuer": "Chính phủ"}).status_code == 302
    first.refresh_from_db()
    assert first.issuer == "Chính phủ"
    assert "Chương trình" in words(page_of(client, f"/directives/documents/{first.pk}/remove/"))
    assert client.post(f"/directives/documents/{first.pk}/remove/").status_code == 302
    assert [one.sort for one in draft.documents.all()] == ["asked"]
    # Once it is published its documents stay.
    verbs.publish(draft, by=cast["province"])
    last = draft.documents.get()
    assert client.post(f"/directives/documents/{last.pk}/remove/")["Location"] == where
    with pytest.raises(ValidationError):
        related_documents.save_document(last, by=cast["province"])
    # What it asks for goes over into the next year, what it rests on does not.
    again = verbs.copy(draft, "16/SLĐ", date(2022, 1, 14), 2022, "Năm 2022", by=cast["province"])
    assert [(one.subject, one.due_on.year) for one in again.documents.all()] == [("Báo cáo năm", 2022)]


@pytest.mark.parametrize("missing", ["number", "issued_on", "issuer"])
def test_a_basis_is_whole_or_marked_to_confirm(cast, draft, as_, missing):
    where = f"/directives/{draft.pk}/bases/new/"
    basis = {"subject": "Luật", "number": "13/2022/QH15", "issued_on": "14/11/2022", "issuer": "Quốc hội", missing: ""}
    response = as_("province").post(where, basis)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]
    assert as_("province").post(where, basis | {"to_confirm": "on"}).status_code == 302


def test_what_is_to_confirm_is_not_published(cast, draft, as_):
    RelatedDocument.objects.create(directive=draft, sort="basis", subject="Luật phòng, chống", to_confirm=True)
    assert "Luật phòng, chống" in words(page_of(as_("province"), f"/directives/{draft.pk}/publish/"))
    with pytest.raises(ValidationError):
        verbs.publish(draft, by=cast["province"])
    draft.documents.update(to_confirm=False)
    verbs.publish(draft, by=cast["province"])
    assert not draft.is_draft


def test_task_names_are_the_departments(cast, as_):
    task = cast.tasks["comm.labour-code"]
    assert task.name in words(page_of(as_("officer"), "/directives/tasks/"))
    assert as_("officer").post(f"/directives/tasks/{task.pk}/", {"name": "Khác"}).status_code == 403
    with pytest.raises(PermissionDenied):
        catalogue.save_task(task, by=cast["leader"])
    assert as_("province").post(f"/directives/tasks/{task.pk}/", {"name": "Luật mới về lao động"}).status_code == 302
    task.refresh_from_db()
    assert (task.name, task.code) == ("Luật mới về lao động", "comm.labour-code")
    # Loading again leaves it.
    call_command("load_directive", verbosity=0)
    assert Task.objects.get(pk=task.pk).name == "Luật mới về lao động"
    assert "Luật mới về lao động" in words(page_of(as_("officer"), "/communications/new/?task=comm.labour-code"))

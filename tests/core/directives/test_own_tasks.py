"""Tasks that the Department adds, each with the form of one that is there; and the starter set with two of them."""

import tomllib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import training
from reading import page_of, words

from core.directives import catalogue, starter, verbs
from core.directives.models import Clause, Directive, Task
from core.indicators.catalogue import all_indicators
from filing.models.records import Status
from filing.records.saving import save_record
from filing.submissions.verbs import submit
from reports.content.disclosure_control.gate import part_of
from reports.content.frozen.content import read
from reports.content.task_status import clauses_for, task_statuses
from reports.documents.composition import compose
from reports.drafting.draft import draft
from reports.models import Edition

NAME = "Tập huấn phòng, chống bạo lực gia đình"


@pytest.fixture
def own(cast):
    given = {"name": NAME, "programme": "Chương trình", "term": "2021-2030", "legal_basis": "Luật số 13/2022/QH15"}
    return catalogue.add_task(Task(**given), cast.tasks["cap.training"], by=cast["province"])


@pytest.fixture
def asked(cast, own):
    """The task asked for by the directive in force: done with two of its records."""
    return Clause.objects.create(
        directive=cast.directive, code="3.d", order=99, task=own, title=NAME, text="Tập huấn.", threshold=2
    )


def course(cast, own, **given):
    made = training(cast, **given)
    made.task = own
    return made


def status(cast):
    window = cast.submission().period.window
    clauses = clauses_for(cast.units["thua-thien-hue"], 2020)[1]
    unit_id = cast.units["nam-dong"].pk
    statuses = task_statuses({unit_id: [unit_id]}, clauses, window, window)[unit_id]
    return next(one for one in statuses if one.clause.code == "3.d")


def test_a_task_is_added_by_the_page_and_used_by_the_form(cast, as_):
    sent = {"name": NAME, "like": cast.tasks["cap.training"].pk, "legal_basis": "Luật", "to_confirm": "on"}
    assert as_("officer").post("/directives/tasks/new/", sent).status_code == 403
    assert as_("province").post("/directives/tasks/new/", sent)["Location"] == "/directives/tasks/"
    # Sent twice it is added once.
    assert "name" in as_("province").post("/directives/tasks/new/", sent).context["form"].errors
    own = Task.objects.get(name=NAME)
    assert (own.area, own.form_of, own.told_basis) == ("capacity", "cap.training", "")
    page = page_of(as_("officer"), f"/capacity/new/?task={own.code}")
    chosen = page.xpath("//select[@name='task']/option[@selected]/@value")
    assert chosen == [str(own.pk)]
    for path in ("/capacity/reviews/new/", "/capacity/standing/new/"):
        assert str(own.pk) not in page_of(as_("officer"), path).xpath("//select[@name='task']/option/@value")
    assert NAME in words(page_of(as_("officer"), "/capacity/"))
    with pytest.raises(PermissionDenied):
        catalogue.add_task(Task(name="x"), cast.tasks["cap.training"], by=cast["leader"])


def test_its_records_are_filed_listed_and_counted(cast, own, as_):
    made = save_record(course(cast, own), by=cast["officer"])
    assert made.title in words(page_of(as_("officer"), f"/capacity/?task={own.pk}"))
    assert own in type(made).tasks()


def test_its_status_follows_the_number_of_its_records(cast, own, asked, as_):
    assert status(cast).status == "not_started"
    save_record(course(cast, own, status=Status.PLANNED), by=cast["officer"])
    save_record(course(cast, own), by=cast["officer"])
    assert status(cast).status == "in_progress"
    save_record(training(cast, also=[own.code]), by=cast["officer"])
    assert (status(cast).status, status(cast).records) == ("done", 3)
    # On both desks, in the group of its area.
    page = page_of(as_("officer"), "/")
    assert NAME in words(page)
    headings = [words(one) for one in page.xpath("//section//h2")]
    assert len(headings) == len(set(headings))
    assert as_("province").get("/").status_code == 200


def test_a_report_tells_of_it_with_its_basis(cast, own, asked):
    save_record(course(cast, own, attendance=40, female=20), by=cast["officer"])
    submit(cast.submission(), compose, by=cast["officer"])
    content = cast.submission().snapshot.content
    assert content["own_tasks"] == {
        own.code: {"name": NAME, "area": "capacity", "basis": "Chương trình 2021-2030, Luật số 13/2022/QH15"}
    }
    told = {one.key: one.text for section in draft(part_of(read(content), Edition.INTERNAL)) for one in section.told}
    assert told[f"capacity.{own.code}"] == (
        f"Trong kỳ, toàn huyện đã thực hiện 01 hoạt động với 40 lượt người tham dự thuộc nội dung “{NAME}” "
        "(Chương trình 2021-2030, Luật số 13/2022/QH15)."
    )


def test_a_clause_of_an_own_task_has_a_threshold(cast, own, as_):
    made = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    given = {"code": "6", "title": NAME, "text": "Tập huấn.", "task": own.pk, "threshold": "3"}
    assert as_("province").post(f"/directives/{made.pk}/clauses/new/", given).status_code == 302
    assert made.clauses.get(code="6").threshold == 3
    verbs.publish(made, by=cast["province"])
    path = f"/directives/clauses/{made.clauses.get(code='6').pk}/"
    assert as_("province").post(path, {"threshold": "4", "due_on": "1/12/2021"}).status_code == 302
    assert made.clauses.get(code="6").threshold == 4


def test_a_directive_begins_with_the_starter_set(cast, as_):
    head = {"number": "1/SNV", "issued_on": "5/1/2021", "year": "2021", "subject": "Năm 2021", "starter": "on"}
    assert as_("province").post("/directives/new/", head).status_code == 302
    made = Directive.objects.get(year=2021)
    data = tomllib.loads(starter.STARTER.read_text(encoding="utf-8"))
    assert made.clauses.count() == len(data["clauses"])
    assert not made.clauses.filter(due_on__isnull=False)
    assert "2021" in made.clauses.get(code="1.a").title
    for clause in made.clauses.filter(task__isnull=False).select_related("task"):
        indicator = all_indicators().get(clause.indicator)
        assert clause.task.is_own if indicator is None else clause.task.code in indicator.tasks, clause
    # Its facts of law wait for the Department.
    assert {one.to_confirm for one in made.documents.filter(sort="basis")} == {True}
    assert {task.to_confirm for task in Task.objects.exclude(form_of="")} == {True}
    with pytest.raises(ValidationError):
        verbs.publish(made, by=cast["province"])
    assert as_("province").get(f"/directives/{made.pk}/").status_code == 200
    # Another one finds the tasks that are there.
    number = Task.objects.count()
    starter.create_from_starter(
        Directive(number="2/SNV", issued_on=date(2027, 1, 5), year=2027, subject="Năm 2027"), by=cast["province"]
    )
    assert Task.objects.count() == number

"""Forms on which nothing is wrong, to be spoilt; and what the page of a refused form must hold."""

from datetime import date

from house import PARAGRAPH, filled_in, form_in, typed
from lxml import html
from making import MAKERS, campaign, hand_in
from uploading import png, upload

from core.directives.models import Clause, Exemption
from filing.areas import all_areas
from filing.models import Edit, Estimate, Evidence, Period, Remark, Submission
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose
from reports.models import Compilation, Document, Issue, Schedule

KEPT = (
    *(kind.model for area in all_areas() for kind in area.kinds),
    Clause,
    Compilation,
    Document,
    Edit,
    Estimate,
    Evidence,
    Exemption,
    Issue,
    Period,
    Remark,
    Schedule,
    Submission,
)
PERIOD = {
    "kind": "quarter",
    "year": "2021",
    "number": "1",
    "due_on": "21/3/2021",
    "asked_number": "9/SLĐ",
    "asked_on": "1/12/2020",
    "asked_subject": "Báo cáo quý",
}


# What somebody is typing into a record that is there: the first of these that it has.
CHANGED = {"note": "Đang gõ dở", "detail": "Đang gõ dở", "managing_body": "Đang gõ dở", "staff_trained": "3"}


def form_of(cast, as_, name):
    """(client, path, what a valid form sends): a form of that name on which nothing is wrong."""
    if name in MAKERS:
        record = save_record(MAKERS[name](cast), by=cast["officer"])
        client, path = as_("officer"), f"{record.get_absolute_url()}edit/"
        changed = next(name for name in CHANGED if hasattr(record, name))
        return client, path, typed(client, path) | {changed: CHANGED[changed]}
    if name == "text":
        path = f"/reports/{cast.submission().pk}/text/"
        return as_("officer"), path, typed(as_("officer"), path, proposals="Đang gõ dở")
    if name in ("paragraph", "estimates", "issue"):
        path, given = _of_report(cast, name)
        return as_("officer"), path, typed(as_("officer"), path, **given)
    if name in ("return", "pin"):
        save_record(campaign(cast), by=cast["officer"])
        verbs.submit(cast.submission(), compose, by=cast["officer"])
        verbs.send(cast.submission(), by=cast["head"])
        page, given = (
            ("return/", {"comment": "Sửa"}) if name == "return" else ("pins/new/?figure=TT-02", {"text": "Sửa"})
        )
        path = f"/reports/{cast.submission().pk}/{page}"
        return as_("province"), path, typed(as_("province"), path, **given)
    client = as_("province")
    if name == "dossier":
        save_record(campaign(cast), by=cast["officer"])
        return client, "/reports/dossiers/new/", typed(client, "/reports/dossiers/new/")
    if name == "schedule":
        path = "/reports/schedules/new/"
        return client, path, typed(client, path, people=str(cast["leader"].pk))
    if name == "clause":
        path = f"/directives/clauses/{Clause.objects.get(task=cast.tasks['comm.policy']).pk}/"
        return client, path, typed(client, path, due_on="1/11/2020")
    path = {"period": "/reports/periods/new/", "exemption": "/directives/exemptions/new/"}[name]
    unit, task = cast.units["nam-dong"].pk, cast.tasks["comm.policy"].pk
    exemption = {"unit": str(unit), "task": str(task), "valid_from": "1/1/2020", "reason": "Không có"}
    return client, path, typed(client, path) | (PERIOD if name == "period" else exemption)


def _of_report(cast, name):
    """(path, what is typed there) of the officer's forms about a report: one paragraph, estimates, the issue."""
    if name == "estimates":
        month = Period(
            root=cast.units["thua-thien-hue"],
            kind="month",
            year=2021,
            number=1,
            start=date(2020, 12, 15),
            end=date(2021, 1, 14),
            due_on=date(2020, 12, 21),
            asked_number="1/SLĐ",
            asked_on=date(2020, 12, 1),
            asked_subject="Báo cáo tháng",
        )
        report = verbs.open_period(month, by=cast["province"]).submissions.get(unit=cast.units["nam-dong"])
        return f"/reports/{report.pk}/estimates/", {"figure_0": "1.250"}
    where = f"/reports/{cast.submission().pk}"
    if name == "paragraph":
        return f"{where}/paragraphs/{PARAGRAPH}/", {"text": "Đang gõ dở"}
    hand_in(cast, "nam-dong")
    given = {"number": "05/BC-LĐTBXH", "issued_on": "17/12/2020"}
    return f"{where}/issue/", given | {"file": upload("ban-hanh.png", png())}


def stored():
    return {model: list(model.objects.order_by("pk").values()) for model in KEPT}


def refused(client, path, sent):
    """The page of a form that was refused; nothing was saved."""
    before = stored()
    response = client.post(path, sent)
    assert response.status_code == 422
    assert stored() == before
    return html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def assert_told_at(page, field, message):
    """The field is marked, described by the message, and the summary's link leads to it."""
    control = form_in(page).inputs[field]
    assert "is-invalid" in control.get("class")
    assert control.get("aria-invalid") == "true"
    described = [page.get_element_by_id(one) for one in control.get("aria-describedby").split()]
    assert message in [words(one) for one in described]
    assert message in [words(one) for one in control.xpath("..//*[@class='invalid-feedback']")]
    link = page.xpath("//*[@data-error-summary][@role='alert']//a[@href=$id]", id=f"#{control.get('id')}")
    (told,) = (words(one) for one in link)
    label = told.removesuffix(f": {message}")
    assert label != told
    assert label in words(page.xpath("//label[@for=$id]", id=control.get("id"))[0])


def assert_still_typed(page, sent, but=()):
    left = filled_in(form_in(page))
    for name, value in sent.items():
        # No browser keeps a chosen file.
        if name not in {"csrfmiddlewaretoken", *but} and not hasattr(value, "read"):
            assert left.get(name, "") == str(value).replace("\u200b", "").replace("\u202e", ""), name

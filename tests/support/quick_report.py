"""Quick reports as tests need them: asked of units, answered, and grown old."""

from datetime import timedelta

from core.units.models import Placement, Unit
from core.units.tree import rebuild_ancestry
from department.models import QuestionKind, QuickQuestion, QuickReport
from department.quick_reports import verbs

SLUGS = ("nam-dong", "phu-loc")


def asked(cast, *kinds, slugs=SLUGS, units=None, hours=24, by="province", **given):
    """A quick report of Thừa Thiên Huế with a question of each kind, a figure (TT-02) among them by default."""
    units = [cast.units[slug] for slug in slugs] if units is None else units
    fields = {"title": "Truyền thông tuần này", "start": "2020-01-01", "end": "2020-12-18"} | given
    report = QuickReport(root=cast.units["thua-thien-hue"], **fields)
    questions = [one if isinstance(one, QuickQuestion) else question(one) for one in kinds or tuple(QuestionKind)]
    verbs.ask(report, questions, units, hours, by=cast[by])
    return QuickReport.objects.get(pk=report.pk)


def question(kind):
    if kind == QuestionKind.FIGURE:
        return verbs.question_of(verbs.catalogue.get_indicator("TT-02"))
    measure = "người" if kind == QuestionKind.NUMBER else ""
    return QuickQuestion(kind=kind, words=f"Câu hỏi {kind}", measure=measure)


def answered(cast, report, *values, slug="nam-dong", by="officer", version=None):
    """The unit's answer to the questions in order."""
    row = report.answers.get(unit=cast.units[slug])
    keys = [str(one.pk) for one in report.questions.all()]
    said = dict(zip(keys, values, strict=True))
    return verbs.answer(row, said, row.version if version is None else version, by=cast[by])


def moved(report, **ago):
    """The report as if it had been asked, and been due, so much earlier."""
    past = timedelta(**ago)
    QuickReport.objects.filter(pk=report.pk).update(asked_at=report.asked_at - past, due_at=report.due_at - past)
    return QuickReport.objects.get(pk=report.pk)


def districts(cast, number):
    """The Department's districts, made up to that number; Nam Đông is the first."""
    model, units = cast.units["nam-dong"], list(verbs.units_of(cast.units["thua-thien-hue"]))
    for one in range(len(units), number):
        unit = Unit.objects.create(
            code=f"x{one}",
            name=f"Huyện {one}",
            short_name=f"{one}",
            kind="Huyện",
            slug=f"huyen-{one}",
            level=model.level,
            valid_from=model.valid_from,
        )
        Placement.objects.create(unit=unit, parent=cast.units["thua-thien-hue"], valid_from=model.valid_from)
    rebuild_ancestry()
    return sorted(verbs.units_of(cast.units["thua-thien-hue"]), key=lambda unit: unit != model)[:number]

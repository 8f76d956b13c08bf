"""A province in which each count of victims and perpetrators, and each typed one, is a prime that stands nowhere else.

Nine districts, five half-months, and each text field of each record. All that is small of the province are three men
among the victims of one half-year.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import compress

from cast import TODAY, assemble
from django.db import models, transaction
from django.test import override_settings
from making import MAKERS, campaign, log_entry, site

from core.accounts.models import Role, User
from core.directives.models import Exemption
from core.indicators.facts import mark_dirty
from core.lib.dates.windows import Window, slot_end
from core.units.models import Unit
from department.dashboards import contents
from department.dashboards.chart_figures import scope_of_province
from department.models import QuickQuestion, QuickReport
from department.quick_reports import verbs as quick_reports_verbs
from department.quick_reports.document import compile_quick
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.models import Period, Submission
from filing.models.rows_field import RowsField
from filing.records.saving import save_record
from filing.submissions import text_verbs
from filing.submissions import verbs as submissions_verbs
from filing.submissions.text_verbs import TEXTS
from models_sites.models import LogEntry
from reports.content.summary_content import open_summary
from reports.documents.brief import compile_brief
from reports.documents.composition import compose, draft_summary
from reports.documents.late_letter import compile_letter
from reports.dossiers.gathering import compile_dossier
from reports.models import CompilationType

DAYS = [date(2019, 3, 1), date(2019, 9, 1), date(2020, 3, 1), date(2020, 7, 1), date(2020, 10, 1)]
SMALL_AT, SMALL = ("nam-dong", date(2020, 10, 1)), 3
# What a log counts besides its figures: parts of victims and perpetrators.
PARTS = {
    whole: [
        one.name
        for one in LogEntry._meta.fields
        if one.name.startswith(f"{whole}_") and isinstance(one, models.PositiveIntegerField)
    ]
    for whole in ("victims", "perpetrators")
}
# Of whom each is helped or handled in some way.
HELPED = {"victims": "victims_helped", "perpetrators": "perpetrators_handled"}
HALF = Window(date(2020, 6, 15), date(2020, 12, 14))


def primes(first, last):
    """The primes from `first` to below `last`, in order."""
    sieve = bytearray([1]) * last
    for one in range(2, int(last**0.5) + 1):
        if sieve[one]:
            sieve[one * one :: one] = bytes(len(range(one * one, last, one)))
    return compress(range(first, last), sieve[first:])


@dataclass
class Planted:
    """The province; `counts` and `typed` are {number: where it was put}, `sources` the frozen content of each sort."""

    cast: object
    counts: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    logs: list = field(default_factory=list)
    sources: dict = field(default_factory=dict)
    parts: object = field(default_factory=lambda: primes(100_003, 140_000))
    wholes: object = field(default_factory=lambda: primes(900_001, 930_000))

    @property
    def secrets(self):
        return self.counts | self.typed

    def sentence(self, where):
        """A typed sentence that counts victims, in words of its own number."""
        number = next(self.parts)
        self.typed[number] = where
        return f"Giúp {number} nạn nhân."


@contextmanager
def planted_province(folder):
    """The province in place of an empty one, rolled back at the end."""
    days = {"DEMO_TODAY": TODAY, "DATA_DIR": folder, "MEDIA_ROOT": folder / "media"}
    with override_settings(**days), transaction.atomic():
        yield plant()
        transaction.set_rollback(True)


def plant():
    """Everything filed, every report handed in and approved, and one content of each sort."""
    made = Planted(assemble())
    province = made.cast["province"]
    districts = list(Unit.objects.reporting_to(province.unit, HALF.end).order_by("code"))
    period = _period(made, province, districts)
    shelter = site(made.cast, name="Nhà tạm lánh", kind_id="shelter", capacity=2, opened_on=date(2019, 1, 1))
    save_record(shelter, by=made.cast["officer"])
    for unit in districts:
        for day in DAYS:
            _log(made, unit.slug, day, site=shelter if shelter.unit_id == unit.pk else None)
    _records(made)
    _words(made, period)
    _sums(made, [one.pk for one in districts])
    for unit in districts:
        _hand_in(Submission.objects.get(period=period, unit=unit), province)
    _compile(made, period)
    return made


def _period(made, province, districts):
    Period.objects.update(due_on=date(2020, 12, 15))
    period = Period.objects.create(
        root=province.unit,
        kind="half",
        year=2020,
        number=2,
        start=HALF.start,
        end=HALF.end,
        due_on=date(2020, 12, 15),
        asked_number="908/SLĐTBXH-BĐG",
        asked_on=date(2020, 4, 14),
        asked_subject=made.sentence("the subject of the letter"),
        subject=made.sentence("the subject of the period"),
        opened_by=province,
        opened_on=TODAY,
    )
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in districts)
    return period


def _log(made, slug, day, **given):
    """One half-month of a district: wholes with all their parts, each a prime."""
    given |= {"started_on": day, "ended_on": slot_end(day), "activities": 1}
    for whole, parts in PARTS.items():
        given[whole] = next(made.wholes)
        # Nobody is helped in a way who was not helped: of the primes the whole of the ways has the largest.
        helped, numbers = HELPED[whole], sorted(next(made.parts) for _part in parts)
        given |= dict(zip([*(part for part in parts if part != helped), helped], numbers, strict=True))
    # All victims are women, but for three men in one half-month.
    given["victims_female"] = given["victims"] - (SMALL if (slug, day) == SMALL_AT else 0)
    entry = log_entry(made.cast, slug=slug, **given)
    made.logs.append(save_record(entry, by=_person(entry.unit, Role.OFFICER)))
    for name in (name for whole, parts in PARTS.items() for name in (whole, *parts)):
        made.counts[given[name]] = f"{name} of {slug}, {day}"


def _records(made):
    """One record of each kind of Nam Đông, within the half-year, whose every text counts victims; and a plan ahead."""
    for name, maker in MAKERS.items():
        if maker is not log_entry:
            record = maker(made.cast)
            _dated(record)
            for one in record._meta.fields:
                _typed(made, record, one, name)
            # As the database has it, whatever a form would say of such words in each field.
            record.created_by = made.cast["officer"]
            record.save()
            mark_dirty(record._meta.label, record.unit_id, record.marked_days)
    ahead = campaign(made.cast, started_on=date(2021, 1, 10), status="planned", title=made.sentence("a planned title"))
    save_record(ahead, by=made.cast["officer"])


def _dated(record):
    for one in record._meta.fields:
        if isinstance(one, models.DateField) and not one.generated and getattr(record, one.name, None):
            setattr(record, one.name, date(2020, 11, 10))


def _typed(made, record, one, where):
    is_text = isinstance(one, (models.CharField, models.TextField)) and not one.choices and one.editable
    if isinstance(one, RowsField):
        row = {column.name: _cell(made, column, f"{where}{one.name}.{column.name}") for column in one.columns}
        setattr(record, one.name, [row])
    elif is_text and not one.is_relation and (one.max_length or 100) > 30:
        setattr(record, one.name, made.sentence(f"{where}{one.name}"))


def _cell(made, column, where):
    if column.kind == "text":
        return made.sentence(where)
    return {"day": "2020-11-10", "choice": column.choices[0][0] if column.choices else ""}.get(column.kind, 2)


def _words(made, period):
    """What is typed into reports, and beside them."""
    cast, unit = made.cast, made.cast.units["nam-dong"]
    report = Submission.objects.get(period=period, unit=unit)
    _written(made, report, "report", cast["officer"])
    text_verbs.write_paragraph(report, "models.people", f"Có {_bare(made)} người.", "", by=cast["officer"])
    asked = Difficulty(unit=unit, title=made.sentence("a difficulty"), text=made.sentence("a difficulty's text"))
    raise_difficulty(asked, by=cast["officer"])
    Difficulty.objects.update(raised_on=date(2020, 12, 1))
    Exemption.objects.create(
        unit=unit, task=cast.tasks["model.extend"], valid_from=date(2019, 1, 1), reason=made.sentence("an exemption")
    )


def _bare(made):
    number = next(made.parts)
    made.typed[number] = "the paragraph on victims"
    return number


def _written(made, report, what, by):
    for name in TEXTS:
        setattr(report, name, made.sentence(f"{what}: {name}"))
    text_verbs.save_text(report, by=by)
    for key in ("plans.issued", "evaluation.added"):
        text = made.sentence(f"{what}: {key}")
        text_verbs.write_paragraph(report, key, text, made.sentence(f"{what}: {key} as drafted"), by=by)


def _sums(made, ids):
    """What single units, and the province of the victims, come to in any window of the report."""
    windows = {"now": (3, 4), "cumulative": (2, 3, 4), "before": (1,)}
    for name, chosen in windows.items():
        days = {DAYS[place] for place in chosen}
        logs = [one for one in made.logs if one.started_on in days]
        of_victims, of_perpetrators = ([whole, *parts] for whole, parts in PARTS.items())
        for unit_id in ids:
            own = [one for one in logs if one.unit_id == unit_id]
            _add(made, own, [*of_victims, *of_perpetrators], f"{unit_id}: {name}")
        _add(made, logs, of_victims, f"the province: {name}")


def _add(made, logs, names, where):
    for name in names:
        made.counts[sum(getattr(one, name) for one in logs)] = f"{name} of {where}"


def told_of_province(made):
    """The perpetrators of the whole province, which are no secret: now, cumulative, before."""
    return {
        sum(one.perpetrators for one in made.logs if one.started_on in {DAYS[place] for place in chosen})
        for chosen in ((3, 4), (2, 3, 4), (1,))
    }


def _hand_in(submission, province):
    officer, head = (_person(submission.unit, role) for role in (Role.OFFICER, Role.HEAD))
    submissions_verbs.submit(submission, compose, by=officer)
    submissions_verbs.send(submission, by=head)
    submissions_verbs.approve(submission, compose, by=province)


def _person(unit, role):
    found = User.objects.filter(unit=unit, role=role).first()
    return found or User.objects.create(username=f"{unit.slug}-{role}", full_name=str(role), unit=unit, role=role)


def _compile(made, period):
    """The frozen content of each sort of document."""
    cast, by = made.cast, made.cast["province"]
    draft_summary(period, by=by)
    summary = open_summary(period, by=by)
    _written(made, summary, "summary", by)
    submissions_verbs.submit_summary(summary, compose, by=by)
    submissions_verbs.approve_summary(summary, by=cast["leader"])
    year = cast.submission().period
    scope = scope_of_province(by.unit, 2020)
    made.sources = {
        CompilationType.UNIT_REPORT: Submission.objects.get(period=period, unit=cast.units["nam-dong"]).snapshot,
        CompilationType.PROVINCIAL_SUMMARY: Submission.objects.get(pk=summary.pk).snapshot,
        CompilationType.BRIEF: compile_brief(period, by=by),
        CompilationType.LETTER: compile_letter(year, by=by),
        CompilationType.DOSSIER: compile_dossier(cast.units["nam-dong"], HALF, by=by),
        CompilationType.QUICK_REPORT: _quick(made),
        CompilationType.DASHBOARD: contents.freeze_dashboard(scope, contents.charts_of(scope), by=by),
    }


def _quick(made):
    report, cast = QuickReport(root=made.cast["province"].unit, title="Báo cáo nhanh"), made.cast
    quick_reports_verbs.ask(
        report, [QuickQuestion(kind="text", words="Khó khăn")], [cast.units["nam-dong"]], 4, by=cast["province"]
    )
    said = {str(report.questions.get().pk): made.sentence("a quick answer")}
    quick_reports_verbs.answer(report.answers.get(), said, 0, by=cast["officer"])
    return compile_quick(report, by=cast["province"])

"""Standing figures: numbers as they stood on a day."""

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core.lib.text.vietnamese import date_short
from filing.models.attendance import FEMALE_TOO_MANY
from filing.models.parts import PREDATES, LaterHeldNumbers, Within, each_within, held, number_in, part_within
from filing.models.records import Record, Status, counting_day
from filing.wording.counts import counted, people

PART_TOO_MANY = _("A part cannot be more than its total.")
MEN_TOO_MANY = _("The number of men in the part cannot be more than the number of men in total.")

# Where a number is unknown the comparison is null, which a constraint lets pass.
MEN_WITHIN = Q(total__gte=number_in("female") + number_in("part") - number_in("part_female"))


class StandingMeasure(models.TextChoices):
    """What a standing figure counts (NL-04 to NL-07)."""

    STAFF = "staff", _("Gender equality staff, and those trained at least once")
    PARTY_DISTRICT = "party_district", _("Members of the district Party committee")
    PARTY_COMMUNE = "party_commune", _("Members of commune Party committees")
    CANDIDATES = "candidates", _("Candidates for People's Councils")
    DEPUTIES = "deputies", _("Deputies of People's Councils")
    BODIES = "bodies", _("Bodies, and those with a woman among their key leaders")
    COMMITTEES = "committees", _("People's Committees, and those with a woman among their key leaders")


PARTS = {
    StandingMeasure.STAFF: _("%(part)s of %(total)s gender equality staff trained at least once"),
    StandingMeasure.BODIES: _("%(part)s of %(total)s bodies with a woman among their key leaders"),
    StandingMeasure.COMMITTEES: _("%(part)s of %(total)s People's Committees with a woman among their key leaders"),
}


class Standing(LaterHeldNumbers, Record):
    """A figure as of a day, with its source; it holds until there is a later one."""

    TASKS = ("cap.review", "cap.training")
    TAKES_OWN_TASKS = False
    PREFIX = "standing-"
    RELATED = ("task", "unit")
    DATED_BY = ("as_of",)
    SEARCHED = ("measure", "source", "note")
    FROZEN_FIELDS = ("measure", "as_of", "total", "female", "part", "part_female", "source", "note")
    RULES = (
        *each_within(["female"], "total", _("Women cannot be more than the total.")),
        *each_within(["part"], "total", PART_TOO_MANY),
        *each_within(["part_female"], "part", _("Women in the part cannot be more than the part.")),
        *each_within(["part_female"], "female", _("Women in the part cannot be more than all women.")),
        Within(("part_male",), ("male",), MEN_TOO_MANY, at="part_female"),
    )

    measure = models.CharField(_("Figure"), max_length=20, choices=StandingMeasure.choices)
    as_of = models.DateField(_("Date of the figure"))
    counted_on = counting_day("as_of")
    total = models.PositiveIntegerField(_("Total"))
    female = models.PositiveIntegerField(_("of whom women"), null=True, blank=True)
    part = models.PositiveIntegerField(_("Part (trained, or with a woman leader)"), null=True, blank=True)
    part_female = models.PositiveIntegerField(_("Women in the part"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    note = models.TextField(_("Note"), max_length=2000, blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("figure at a date"), _("figures at a date")
        constraints = [
            part_within("female", "total", "female_within", FEMALE_TOO_MANY),
            part_within("part", "total", "part_within", PART_TOO_MANY),
            part_within("part_female", "part", "part_female_within", PART_TOO_MANY),
            part_within("part_female", "female", "part_female_of_female", PART_TOO_MANY, unless=PREDATES),
            held(MEN_WITHIN | PREDATES, "part_male_within", MEN_TOO_MANY),
            models.UniqueConstraint(
                fields=["unit", "measure", "as_of"],
                condition=Q(deleted_at=None),
                name="standing_once",
                violation_error_message=_("This figure has already been entered for that date."),
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}, {date_short(self.as_of)}"

    @property
    def summary(self):
        if self.part is None:
            return counted((people(self.total, self.female), _("total")))
        shares = {"part": number_format(self.part), "total": number_format(self.total)}
        summary = PARTS.get(self.measure, _("%(part)s of %(total)s")) % shares
        return summary if self.part_female is None else f"{summary} · {counted((self.part_female, _('women')))}"

    def reaches_into(self, window, stored):
        was, holds = (row and row._held_on(window.end) for row in (stored, self))
        return was != holds

    def _held_on(self, day):
        """Return the numbers if they are the unit's latest as of a day, else None."""
        if self.deleted_at or self.status != Status.DONE or self.as_of > day:
            return None
        later = Standing.objects.filter(unit=self.unit_id, measure=self.measure, status=Status.DONE)
        if later.filter(as_of__gt=self.as_of, as_of__lte=day).exclude(pk=self.pk).exists():
            return None
        return self.measure, self.total, self.female, self.part, self.part_female

    @property
    def male(self):
        """The number of men; None where all or women are unknown."""
        return None if None in (self.total, self.female) else self.total - self.female

    @property
    def part_male(self):
        """The men among the part; None where a number is unknown."""
        return None if None in (self.part, self.part_female) else self.part - self.part_female

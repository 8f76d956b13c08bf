"""Administrative units with their dated tree, and the bodies that report for them."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SHORT_KINDS = {
    "Thành phố": "TP",
    "Thị xã": "TX",
    "Huyện": "H.",
    "Phường": "P.",
    "Xã": "X.",
    "Thị trấn": "TT.",
    "Đặc khu": "ĐK.",
}

# More reforms than a unit lives through while its files are still worked on; each is one join.
PATHS = tuple("__".join(["kept_by"] * length) for length in range(1, 5))


class Level(models.TextChoices):
    """A tier of government; which tier reports is data (`ReportingLevel`)."""

    COUNTRY = "country", _("Country")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to` (the last valid day; none while it lasts)."""

    def valid_on(self, day):
        """Return the rows in force on that day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class UnitQuerySet(DatedQuerySet):
    """Look-ups of units in the tree."""

    def under(self, unit, day=None):
        """Return the unit and all units below it at any depth, on `day` or, without one, ever."""
        links = Ancestry.objects.filter(ancestor=unit)
        if day:
            links = links.valid_on(day)
        return self.filter(pk__in=links.values("unit"))

    def kept_for(self, keeper_id):
        """Return the units that one keeps, or will keep, itself or through others."""
        return self.filter(reduce(or_, (Q(**{path: keeper_id}) for path in PATHS)))

    def reporting_to(self, root, day):
        """Return the units below `root` that owe reports on `day`: the valid units of the level in force."""
        level = ReportingLevel.objects.valid_on(day).filter(root=root).values("level")[:1]
        return self.under(root, day).valid_on(day).filter(level=models.Subquery(level))


class Unit(models.Model):
    """One version of an administrative unit, identified by its code together with its first day.

    `kept_by`: after its last day, who keeps its records and finishes its reports; of a merged unit the one it went to.
    """

    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("full name"), max_length=120, help_text="Xã Tân Phú")
    short_name = models.CharField(_("short name"), max_length=100, help_text="Tân Phú")
    kind = models.CharField(_("kind"), max_length=30, help_text="Xã")
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last valid day"), null=True, blank=True)
    kept_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="keeps", verbose_name=_("its files are kept by")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        verbose_name, verbose_name_plural = _("unit"), _("units")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name_in_sentence(self):
        """`huyện Nam Đông`: the name inside a sentence, with the kind in lower case."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def label(self):
        """`H. Nam Đông`: the short form for tables."""
        return f"{SHORT_KINDS.get(self.kind, self.kind)} {self.short_name}".strip()


class Placement(models.Model):
    """A dated link from a unit to the unit it lies in; written by `core.units.tree.place`."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements", verbose_name=_("unit"))
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="placed_below", verbose_name=_("is part of"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last valid day"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("placement"), _("placements")
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_once_from_a_day"),
            models.CheckConstraint(condition=~Q(unit=models.F("parent")), name="placement_not_in_itself"),
        ]

    def __str__(self):
        return f"{self.unit} < {self.parent}"


class Ancestry(models.Model):
    """The transitive closure of the placements: a unit with itself and all above it, so that a look-up is one join."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="ancestries")
    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="descents")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "unit", "valid_from"], name="ancestry_once_from_a_day"),
        ]

    def __str__(self):
        return f"{self.unit_id} < {self.ancestor_id}"


class Succession(models.Model):
    """A successor of a unit that was merged or split (many to many).

    `is_whole` when all of the unit went to that successor, which then reads its past.
    """

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField()
    is_whole = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]

    def __str__(self):
        return f"{self.predecessor} > {self.successor}"


class ReportingLevel(models.Model):
    """The level below a province that owes reports from a day on: districts in 2020, communes from 1/7/2025."""

    root = models.ForeignKey(Unit, models.CASCADE, related_name="reporting_levels")
    level = models.CharField(max_length=10, choices=Level.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "valid_from"], name="reporting_level_once")]

    def __str__(self):
        return f"{self.root}: {self.level}"


class Body(models.Model):
    """An office that issues documents for a unit, with what Decree 30/2020 prints of it (boxes 2 to 9)."""

    class Function(models.TextChoices):
        # Whatever office has it; stored by the name of the one that had it first.
        LABOUR = "labour", _("Gender equality")
        COMMITTEE = "committee", _("People's Committee")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name=_("unit"))
    function = models.CharField(_("function"), max_length=12, choices=Function.choices)
    name = models.CharField(_("name"), max_length=200)
    superior_heading = models.CharField(_("superior body, as on paper"), max_length=200, blank=True)
    heading = models.TextField(_("name on paper, one part per line"), max_length=300)
    symbol = models.CharField(_("symbol"), max_length=30, help_text="UBND")
    filing = models.CharField(_("archived at"), max_length=60, help_text="VT, VHXH")
    place = models.CharField(_("place in the date line"), max_length=60, help_text="Tân Phú")
    addressees = models.TextField(_("addressees, one per line"), max_length=1000, blank=True)
    recipients = models.TextField(_("recipients, one per line"), max_length=1000, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last valid day"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("body"), _("bodies")
        constraints = [
            models.UniqueConstraint(fields=["unit", "function", "valid_from"], name="body_once_from_a_day"),
        ]

    def __str__(self):
        return self.name


class Signer(models.Model):
    """A signer of a body: authority and title (`KT. TRƯỞNG PHÒNG` / `PHÓ TRƯỞNG PHÒNG`), and the name if known."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="signers", verbose_name=_("body"))
    lines = models.TextField(_("authority and job title, one part per line"), max_length=200)
    name = models.CharField(_("name"), max_length=100, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last valid day"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("signer"), _("signers")
        ordering = ["-valid_from"]

    def __str__(self):
        return self.lines.splitlines()[-1] if self.lines else ""

"""Which level of units below a province reports from which day on."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.lib.dates.clock import today
from core.lib.dates.windows import Window
from core.lib.text.vietnamese import date_short
from core.units.models import Ancestry, Level, ReportingLevel, Succession, Unit

BELOW_PROVINCE = (Level.DISTRICT, Level.COMMUNE)


def units_of_level(root, level, day):
    """Return the units of the level that lie below `root` on that day."""
    return Unit.objects.under(root, day).valid_on(day).filter(level=level).exclude(pk=root.pk)


def reporting_in(root_id, window):
    """Return the units below the province that owe a report of the window.

    All that were of the level in force on any of its days, but those that ended and went whole to another of these:
    its report tells their days.
    """
    below = _ever_reporting(root_id, *_overlaps(window, "", "ancestor__reporting_levels__")).exclude(unit=root_id)
    told_by_another = Succession.objects.filter(
        is_whole=True, predecessor__valid_to__lt=window.end, successor__in=below.values("unit")
    )
    return Unit.objects.filter(pk__in=below.values("unit")).exclude(pk__in=told_by_another.values("predecessor"))


def reporting_on(root_id, day):
    """Return the units that report on that day to the province, or to one that went into it since."""
    below = _ever_reporting(root_id, *_overlaps(Window(day, day), "", "ancestor__reporting_levels__"))
    return Unit.objects.filter(pk__in=below.values("unit"))


def counted_units(root_id):
    """Return all whose work the totals of a province count: those that ever reported to it, and `roots_of` it."""
    reporting = _ever_reporting(root_id).values("unit")
    return Unit.objects.filter(Q(pk__in=roots_of(root_id).values("pk")) | Q(pk__in=reporting))


def roots_of(root_id):
    """Return the province with those that ended and went into it, whose past is in its totals."""
    ended = Unit.objects.kept_for(root_id).filter(level=Level.PROVINCE, valid_to__lt=today())
    return Unit.objects.filter(Q(pk=root_id) | Q(pk__in=ended.values("pk")))


def province_of(unit, day):
    """Return the id of the province that a unit lies in on that day, or on its last one before; None where in none."""
    links = Ancestry.objects.valid_on(min(day, unit.valid_to or day)).filter(unit=unit)
    return links.filter(ancestor__level=Level.PROVINCE).values_list("ancestor", flat=True).first()


def _ever_reporting(root_id, *conditions):
    """Return the ancestry of the units that lay below one of `roots_of` while their level reported to it."""
    rule = "ancestor__reporting_levels__"
    return Ancestry.objects.filter(
        *conditions,
        Q(valid_to=None) | Q(valid_to__gte=F(f"{rule}valid_from")),
        Q(**{f"{rule}valid_to": None}) | Q(**{f"{rule}valid_to__gte": F("valid_from")}),
        ancestor__in=roots_of(root_id).values("pk"),
        **{f"{rule}level": F("unit__level")},
    )


def _overlaps(window, *prefixes):
    for prefix in prefixes:
        yield Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": window.start})
        yield Q(**{f"{prefix}valid_from__lte": window.end})


@transaction.atomic
def set_level(root, level, valid_from):
    """Let the level report from that day on, until the day before the next rule begins."""
    rules = ReportingLevel.objects.select_for_update().filter(root=root)
    rules.filter(valid_from=valid_from).delete()
    rules.filter(valid_from__lt=valid_from).exclude(valid_to__lt=valid_from).update(
        valid_to=valid_from - timedelta(days=1)
    )
    later = rules.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    valid_to = later.valid_from - timedelta(days=1) if later else None
    return ReportingLevel.objects.create(root=root, level=level, valid_from=valid_from, valid_to=valid_to)


def refuse_without_units(root, day, field):
    """Raise ValidationError, at that field, where nobody below `root` reports on that day; it says why."""
    rule = ReportingLevel.objects.valid_on(day).filter(root=root).first()
    words = {"root": root, "day": date_short(day)}
    if rule is None:
        message = _("No level of units reports on %(day)s, the last day of the period. The administrator sets this.")
    elif not units_of_level(root, rule.level, day).exists():
        message = _(
            "No unit of the reporting level (%(level)s) belongs to %(root)s on %(day)s, the last day of the period."
        )
        words["level"] = Level(rule.level).label
    else:
        return
    raise ValidationError({field: ValidationError(message % words)})

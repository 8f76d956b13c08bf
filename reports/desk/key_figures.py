"""The few figures of a whole province that the Department looks at first: against the year before and the target."""

from dataclasses import dataclass

from calendars.windows import reporting_year
from indicators import catalogue
from indicators.figures import Figure, together
from indicators.models import Target
from progress import areas

KEY_FIGURES = ("TT-02", "TT-05.2", "NL-02", "MH-01.1")


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the period with last year's beside it, and the year's so far beside the year's target, if any."""

    indicator: object
    now: Figure
    before: Figure
    so_far: Figure
    target: Target | None
    url: str

    @property
    def pair(self):
        return self.indicator, self.now

    @property
    def pair_so_far(self):
        return self.indicator, self.so_far

    @property
    def female_percent(self):
        return 100 * self.now.female / self.now.sexed

    @property
    def change(self):
        """In percent; None without comparison."""
        if not self.before.value or self.now.value is None:
            return None
        return 100 * (self.now.value - self.before.value) / self.before.value

    @property
    def reached(self):
        """What the year has come to so far, in percent of the target; None without target."""
        if self.target is None or not self.target.value:
            return None
        return 100 * (self.so_far.value or 0) / self.indicator.scale / float(self.target.value)


def key_figures(period, units, so_far, user):
    """[KeyFigure, …] of the units taken as one; `so_far` are the figures of the whole reporting year."""
    figures, before = together(units, period.window), together(units, period.last_year)
    targets = {
        one.indicator: one
        for one in Target.objects.visible_to(user).filter(
            unit=period.root_id, year=period.year, indicator__in=KEY_FIGURES
        )
    }
    return [
        KeyFigure(
            catalogue.get(key),
            figures[key],
            before[key],
            so_far[key],
            targets.get(key),
            records_url(key, period.window),
        )
        for key in KEY_FIGURES
    ]


def kinds_behind(key):
    """The kinds of records from which a figure is counted; none for difficulties, which lie in no area."""
    kinds = {kind.model._meta.label: kind for one in areas.all_areas() for kind in one.kinds}
    return [kinds[label] for label in sorted(catalogue.sources_of(key)) if label in kinds]


def records_url(key, window, unit_id=None):
    """Where the records are listed from which a figure is counted first of all, those of the window's year."""
    kind = kinds_behind(key)[0]
    return listed(kind, window, unit=unit_id)


def listed(kind, window, **given):
    """The address of a kind's list, narrowed to the reporting year in which the window ends and to what is given."""
    if kind.is_record:
        given["year"] = reporting_year(window.end)
    query = "&".join(f"{name}={value}" for name, value in given.items() if value)
    return f"{kind.list_url}?{query}" if query else kind.list_url

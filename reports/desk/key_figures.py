"""The province's key figures, compared with the year before and with the target."""

from dataclasses import dataclass

from core.indicators import catalogue
from core.indicators.figures import NO_DATA, Figure, combined_figures
from core.indicators.models import Target
from core.lib.dates.windows import reporting_year
from core.lib.rounding import exact, percent_of
from filing import areas
from reports.content.figures.comparability import why_whole_not_compared

KEY_FIGURES = ("TT-02", "TT-05.2", "NL-02", "MH-01.1")


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the period beside last year's, and the year so far beside the year's target.

    `not_compared` says why there is none of last year.
    """

    indicator: object
    current: Figure
    previous: Figure
    so_far: Figure
    target: Target | None
    url: str
    not_compared: str | None = None

    @property
    def pair(self):
        return self.indicator, self.current

    @property
    def pair_so_far(self):
        return self.indicator, self.so_far

    @property
    def female_percent(self):
        return percent_of(*self.current.female_share)

    @property
    def change(self):
        """Return the change in percent; None without comparison."""
        if not self.previous.value or self.current.value is None:
            return None
        return percent_of(self.current.value - self.previous.value, self.previous.value)

    @property
    def change_size(self):
        """Return how much it changed in percent, without a sign; None without comparison."""
        return None if self.change is None else abs(self.change)

    @property
    def reached(self):
        """Return the year so far in percent of the target; None without target."""
        if self.target is None or not self.target.value:
            return None
        return percent_of(exact(self.so_far.value or 0) / self.indicator.scale, self.target.value)


def key_figures(period, units, so_far, user):
    """Return the key figures of the units together.

    `so_far` are the figures of the whole reporting year.
    """
    figures, previous = combined_figures(units, period.window), combined_figures(units, period.last_year, is_fresh=True)
    why = why_whole_not_compared(period.root_id, period.window, period.last_year)
    targets = {
        target.indicator: target
        for target in Target.objects.visible_to(user).filter(
            unit=period.root_id, year=period.year, indicator__in=KEY_FIGURES
        )
    }
    return [
        KeyFigure(
            catalogue.get_indicator(key),
            figures[key],
            NO_DATA if why else previous[key],
            so_far[key],
            targets.get(key),
            areas.records_url(key, year=reporting_year(period.window.end)),
            why,
        )
        for key in KEY_FIGURES
    ]

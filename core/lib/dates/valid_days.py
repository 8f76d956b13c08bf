"""The range of days that may be entered, which catches slips such as 1920 or 2202."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.text.vietnamese import date_short

# The national strategy behind the work began in 2011; plans reach at most two years ahead.
EARLIEST_DAY = date(2011, 1, 1)
LATEST_DAYS_AHEAD = 731


def is_valid_day(day):
    return EARLIEST_DAY <= day <= today() + timedelta(days=LATEST_DAYS_AHEAD)


def valid_range():
    """Return the bounds as parameters of a message: `earliest` and `latest`."""
    latest = today() + timedelta(days=LATEST_DAYS_AHEAD)
    return {"earliest": date_short(EARLIEST_DAY), "latest": date_short(latest)}


def refuse_invalid_day(day):
    """Validate a form field: ValidationError for a day outside the range."""
    if not is_valid_day(day):
        raise ValidationError(_("The date must be between %(earliest)s and %(latest)s."), params=valid_range())


def refuse_backwards(form, first="start", last="end"):
    """Add an error to a form whose last day lies before its first, and return whether it does."""
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    is_backwards = bool(start and end and end < start)
    if is_backwards:
        form.add_error(last, _("The last day is before the first day."))
    return is_backwards

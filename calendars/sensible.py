"""Which days may stand in the portal at all: a slip of the finger writes 1920 or 2202."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from texts.vietnamese import date_short

# The national strategy that the work answers to began in 2011; what is planned lies at most two years ahead.
EARLIEST_DAY = date(2011, 1, 1)
LATEST_DAYS_AHEAD = 731


def is_sensible(day):
    return EARLIEST_DAY <= day <= today() + timedelta(days=LATEST_DAYS_AHEAD)


def sensible_range():
    """The two days as the message names them."""
    latest = today() + timedelta(days=LATEST_DAYS_AHEAD)
    return {"earliest": date_short(EARLIEST_DAY), "latest": date_short(latest)}


def refuse_senseless(day):
    """A validator of a form's field: ValidationError for a day outside the range."""
    if not is_sensible(day):
        raise ValidationError(_("This date lies outside %(earliest)s to %(latest)s."), params=sensible_range())

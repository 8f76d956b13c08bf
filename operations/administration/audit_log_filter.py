"""The filter of the audit log."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.audit_filters import AuditFilter
from core.accounts.models import User
from core.lib.dates.clock import local_day, now, today
from core.lib.typed.fields import DayField
from operations.administration.people.accounts import ids_matching


class AuditLogFilter(AuditFilter):
    """Entries by action, person, address and days; a value that is wrong filters nothing."""

    who = forms.CharField(label=_("Name or username"), max_length=100)
    address = forms.GenericIPAddressField(label=_("Network address"))
    since = DayField(label=_("From day"))
    until = DayField(label=_("To day"))

    def narrow(self, entries):
        """Return those of the entries (a queryset) that fit the filter."""
        criteria = self.given
        if words := criteria.pop("who", ""):
            entries = entries.filter(by__in=ids_matching(User.objects.all(), words, ("full_name", "username")))
        if day := criteria.pop("since", None):
            entries = entries.filter(at__gte=_midnight(day))
        if day := criteria.pop("until", None):
            entries = entries.filter(at__lt=_midnight(day + timedelta(days=1)))
        return entries.filter(**criteria)


def _midnight(day):
    """Return the real instant at which a day of the list begins; the demonstration's days lie elsewhere."""
    return timezone.make_aware(datetime.combine(day, time.min)) + (local_day(now()) - today())

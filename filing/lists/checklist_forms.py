"""The forms of a checklist: the row of a commune, and the common day."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.dates.clock import today
from core.lib.pages.forms import PortalForm
from core.lib.text.vietnamese import date_short
from core.lib.typed.fields import DayField
from filing.errors import ClosedDays, Conflict
from filing.models.records import Status
from filing.records.days_of_units import unit_of_day
from filing.records.saving import delete_record, save_record, who_and_when

NOBODY = {"who": "–", "when": "–"}


class CommonDay(PortalForm):
    """The form of the common day, for ticked rows without a day of their own."""

    all_day = DayField(label=gettext_lazy("Date for ticked communes without one"), required=False)

    def __init__(self, data, *, kind, year):
        super().__init__(data)
        self.fields["all_day"].widget.attrs["class"] = "form-control"
        usual = date(year, *kind.usual_day) if kind.usual_day else None
        self.fields["all_day"].initial = usual if usual and usual <= today() else None


class CommuneForm(PortalForm):
    """The row of a commune; `record` is the stored one, `version` that of the opened page."""

    tick = forms.BooleanField(label=gettext_lazy("Ticked"), required=False)
    day = DayField(required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, target, record, common):
        self.target, self.record, self.common = target, record, common
        self.commune = target.commune
        self.filed = (record.day, record.detail) if record else (None, "")
        self.is_done = bool(record and record.status == Status.DONE)
        super().__init__(data, prefix=f"c{self.commune.pk}", initial=self._initial())
        fields = {name: target._meta.get_field(name) for name in ("day", "detail")}
        self.fields["day"].label = fields["day"].verbose_name
        self.fields["detail"] = forms.CharField(
            label=fields["detail"].verbose_name, max_length=fields["detail"].max_length, required=False
        )
        for name, css_class in (("tick", "form-check-input"), ("day", "form-control"), ("detail", "form-control")):
            self.fields[name].widget.attrs["class"] = css_class

    def _initial(self):
        if not self.record:
            return {}
        day, detail = self.filed
        return {"tick": self.is_done, "day": day, "detail": detail, "version": self.record.version}

    def clean(self):
        cleaned = super().clean()
        if self.is_ticked():
            # Shown again, the box must be ticked: unticked it would mean "delete" once the row is filed.
            cleaned["tick"], self.data[self.add_prefix("tick")] = True, "on"
            if not cleaned.get("day") and "day" not in self.errors:
                self._take_common_day(cleaned)
        return cleaned

    def _take_common_day(self, cleaned):
        cleaned["day"] = self.common.cleaned_data.get("all_day")
        if not cleaned["day"] and not self.common.errors:
            self.add_error("day", _("Enter the date, or remove the tick."))

    @property
    def cells(self):
        return [self["day"], self["detail"]]

    @property
    def typed(self):
        return self.cleaned_data.get("day"), self.cleaned_data.get("detail", "")

    def is_ticked(self):
        """Return whether the row counts as ticked: ticked, or with something typed.

        Where the tick of a filed row was removed, that was on purpose.
        """
        if self.cleaned_data["tick"]:
            return True
        was_done = self._opened_version() is not None and (self.is_done or self.record is None)
        return not was_done and self.typed not in ((None, ""), self.filed)

    def save(self, by):
        """Save the row and return whether it changed; a refusal becomes an error at its cell."""
        if self.is_ticked() and not self.typed[0]:
            # The common day is invalid, and has the error.
            return False
        try:
            return self._save(by)
        except ValidationError as refusal:
            self._add_refusal(refusal)
            return False

    def _save(self, by):
        if self._is_as_filed():
            return False
        if self._opened_version() != (self.record.version if self.record else None):
            if self._is_untouched():
                return False
            raise self._conflict()
        if self.is_ticked():
            record = self.record or self.target
            record.day, record.detail = self.typed
            if self.record is None:
                record.unit = unit_of_day(record.unit, self.commune, record.day)
            record.status = Status.DONE
            save_record(record, by=by)
        else:
            delete_record(self.record, by=by)
        return True

    def _opened_version(self):
        """Return the version that the page was opened with; None where nothing was filed."""
        text = self.cleaned_data.get("version", "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None

    def _is_as_filed(self):
        if self.is_ticked():
            return self.is_done and self.typed == self.filed
        return self.record is None or self._opened_version() is None or not self.is_done

    def _is_untouched(self):
        """Return whether the row is sent as the page showed it, so that another's change stands."""
        day, detail = self.typed
        return (
            self.target.history.model.objects.filter(
                unit=self.target.unit_id,
                commune=self.commune.pk,
                year=self.target.year,
                version=self._opened_version(),
                day=day,
                detail=detail,
                status=Status.DONE,
                deleted_at=None,
            ).exists()
            and self.cleaned_data["tick"]
        )

    def _conflict(self):
        kind, unit, year = type(self.target), self.target.unit_id, self.target.year
        rows = kind.everything.filter(unit=unit, year=year, commune=self.commune).select_related("changed_by")
        last = rows.order_by("-changed_at").first()
        details = who_and_when(last) if last else NOBODY
        if self.record:
            details |= {"what": " · ".join(filter(None, (date_short(self.record.day), self.record.detail)))}
            text = _("%(who)s changed this row at %(when)s: %(what)s. Save again to replace it with yours.")
        else:
            text = _("%(who)s removed this tick at %(when)s. Save again to keep it ticked.")
        return Conflict(text % details, self.record)

    def _add_refusal(self, refusal):
        if isinstance(refusal, Conflict):
            # Having seen the other's change, the person may save over it.
            self.data[self.add_prefix("version")] = str(refusal.current.version) if refusal.current else ""
        if hasattr(refusal, "error_dict"):
            for name, faults in refusal.error_dict.items():
                self.add_error(name if name in ("day", "detail") else "tick", faults)
        else:
            self.add_error("day" if isinstance(refusal, ClosedDays) else "tick", refusal)

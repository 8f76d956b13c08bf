"""The rows of a checklist: what a commune did in a year, as it is filed and as it is typed, and its saving."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.clock import today
from directives.models import Task
from progress.filing import ClosedDays, Conflict, delete_record, lock_unit, save_record, who_and_when
from progress.records import Status
from texts.forms import DayField, PortalForm
from texts.normalise import fold
from texts.vietnamese import date_short
from units.models import Ancestry, Level, Unit

NOBODY = {"who": "–", "when": "–"}


def communes_on(unit, day):
    """The communes that lie in the unit on that day."""
    return Unit.objects.under(unit, day).valid_on(day).filter(level=Level.COMMUNE).exclude(pk=unit.pk)


def tallies(kind, units, year, day):
    """[(unit, communes that did it, all communes)]; three queries however many there are.

    As on a unit's own page, a commune that is no more but has something filed counts with the others.
    """
    links = Ancestry.objects.valid_on(day).filter(ancestor__in=units, depth__gt=0)
    communes = Unit.objects.valid_on(day).filter(level=Level.COMMUNE)
    pairs = set(links.filter(unit__in=communes).values_list("ancestor_id", "unit_id"))
    filed = kind.model.objects.filter(unit__in=units, year=year).values_list("unit_id", "commune_id", "status")
    done = {(unit_id, commune_id) for unit_id, commune_id, status in filed if status == Status.DONE}
    pairs |= {(unit_id, commune_id) for unit_id, commune_id, _status in filed}
    return [(unit, _of(unit, done), _of(unit, pairs)) for unit in units]


def _of(unit, pairs):
    return sum(unit_id == unit.pk for unit_id, _commune_id in pairs)


class CommonDay(PortalForm):
    """A day for all that are ticked and have none of their own."""

    all_day = DayField(label=gettext_lazy("Day for those ticked without one"), required=False)

    def __init__(self, data, *, kind, year):
        super().__init__(data)
        self.fields["all_day"].widget.attrs["class"] = "form-control"
        usual = date(year, *kind.usual_day) if kind.usual_day else None
        self.fields["all_day"].initial = usual if usual and usual <= today() else None


class TickForm(PortalForm):
    """One commune's row. `record` is what stands in the database, `version` what stood there when the page opened."""

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
        for name, look in (("tick", "form-check-input"), ("day", "form-control"), ("detail", "form-control")):
            self.fields[name].widget.attrs["class"] = look

    def _initial(self):
        if not self.record:
            return {}
        day, detail = self.filed
        return {"tick": self.is_done, "day": day, "detail": detail, "version": self.record.version}

    def clean(self):
        cleaned = super().clean()
        if self.is_ticked():
            # Shown again, the box says what counts: as it stands, it would mean "taken away" once the row is filed.
            cleaned["tick"], self.data[self.add_prefix("tick")] = True, "on"
            if not cleaned.get("day") and "day" not in self.errors:
                self._take_common_day(cleaned)
        return cleaned

    def _take_common_day(self, cleaned):
        cleaned["day"] = self.common.cleaned_data.get("all_day")
        if not cleaned["day"] and not self.common.errors:
            self.add_error("day", _("Write the day, or take the tick away."))

    @property
    def cells(self):
        return [self["day"], self["detail"]]

    @property
    def typed(self):
        return self.cleaned_data.get("day"), self.cleaned_data.get("detail", "")

    def is_ticked(self):
        """A row with something typed counts as ticked; but a tick that stood there was taken away on purpose."""
        if self.cleaned_data["tick"]:
            return True
        was_done = self._seen() is not None and (self.is_done or self.record is None)
        return not was_done and self.typed not in ((None, ""), self.filed)

    def save(self, by):
        """Whether something was changed; a refusal is told at its cell."""
        if self.is_ticked() and not self.typed[0]:
            # The day for all is wrong, and told there.
            return False
        try:
            return self._save(by)
        except ValidationError as refusal:
            self._add_refusal(refusal)
            return False

    def _save(self, by):
        if self._is_as_filed():
            return False
        if self._seen() != (self.record.version if self.record else None):
            if self._is_untouched():
                return False
            raise self._conflict()
        if self.is_ticked():
            record = self.record or self.target
            record.day, record.detail = self.typed
            record.status = Status.DONE
            save_record(record, by=by)
        else:
            delete_record(self.record, by=by)
        return True

    def _seen(self):
        """The version that the page was made with; None where nothing was filed."""
        text = self.cleaned_data.get("version", "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None

    def _is_as_filed(self):
        if self.is_ticked():
            return self.is_done and self.typed == self.filed
        return self.record is None or self._seen() is None or not self.is_done

    def _is_untouched(self):
        """Whether the row is sent as the page had it: then what someone else did to it meanwhile stands."""
        day, detail = self.typed
        return self.target.history.model.objects.filter(
            unit=self.target.unit_id, commune=self.commune.pk, year=self.target.year, version=self._seen(),
            day=day, detail=detail, status=Status.DONE, deleted_at=None,
        ).exists() and self.cleaned_data["tick"]  # fmt: skip

    def _conflict(self):
        kind, unit, year = type(self.target), self.target.unit_id, self.target.year
        rows = kind.everything.filter(unit=unit, year=year, commune=self.commune).select_related("changed_by")
        last = rows.order_by("-changed_at").first()
        told = who_and_when(last) if last else NOBODY
        if self.record:
            told |= {"what": " · ".join(filter(None, (date_short(self.record.day), self.record.detail)))}
            text = _("%(who)s changed this row at %(when)s: %(what)s. Save again to put yours in its place.")
        else:
            text = _("%(who)s took this tick away at %(when)s. Save again to tick it all the same.")
        return Conflict(text % told, self.record)

    def _add_refusal(self, refusal):
        if isinstance(refusal, Conflict):
            # Told of the other's change, the person may save over it.
            self.data[self.add_prefix("version")] = str(refusal.current.version) if refusal.current else ""
        if hasattr(refusal, "error_dict"):
            for name, faults in refusal.error_dict.items():
                self.add_error(name if name in ("day", "detail") else "tick", faults)
        else:
            self.add_error("day" if isinstance(refusal, ClosedDays) else "tick", refusal)


class Sheet:
    """The checklist of one unit and year: `rows` by the communes' names, and the `common` day.

    A commune that is no more has its row as long as something is filed for it.
    """

    def __init__(self, kind, records, unit, year, day, data=None):
        self.unit, self.common = unit, CommonDay(data, kind=kind, year=year)
        filed = {one.commune_id: one for one in records.filter(unit=unit, year=year)}
        communes = {one.pk: one for one in communes_on(unit, day)}
        communes |= {pk: one.commune for pk, one in filed.items() if pk not in communes}
        self.rows = [
            TickForm(
                data,
                target=kind.model(unit=unit, commune=commune, year=year),
                record=filed.get(commune.pk),
                common=self.common,
            )
            for commune in sorted(communes.values(), key=lambda one: (fold(one.short_name), one.pk))
        ]

    @property
    def done(self):
        return sum(row.is_done for row in self.rows)

    @property
    def errors(self):
        """Whether anything was refused."""
        return self.common.errors or any(row.errors for row in self.rows)


@transaction.atomic
def save_sheet(make, unit, task_code, *, by):
    """(sheet, how many rows were changed): all that was typed or, where anything is refused, nothing.

    `make` reads and binds the sheet; it is called under the unit's lock, so that what it compares with stays.
    """
    lock_unit(unit.pk)
    sheet = make()
    task, changed = Task.objects.get(code=task_code), 0
    sheet.common.is_valid()
    for row in sheet.rows:
        row.target.task = task
        if row.is_valid():
            changed += row.save(by)
    if sheet.errors:
        transaction.set_rollback(True)
    return sheet, changed

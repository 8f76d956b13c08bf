"""The forms of a change of units: its day and kind, one form for each kind, and the lines with title and basis."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import DayField, PortalForm, form_helper
from core.lib.text.vietnamese import date_short
from core.units.country import KNOWN_FROM
from core.units.models import Unit
from operations.administration.bulk.forms import RowsForm
from operations.administration.changes.country_lines import code_of, days_of_changes
from operations.administration.changes.lines import Extent, Line, kind_of_name
from operations.administration.changes.sheet import ChangeSheet
from operations.administration.models import UnitChange
from operations.administration.unit_choice import UnitField, grouped_choices


class Operation(models.TextChoices):
    """The kinds of a change, as they are chosen."""

    RENAME = "rename", _("Rename a unit")
    MOVE = "move", _("Move a unit to another parent unit")
    MERGE = "merge", _("Merge units into a new one")
    SPLIT = "split", _("Split a unit")
    ABSORB = "absorb", _("Add units to one that continues")
    ABOLISH = "abolish", _("Abolish a unit")
    REPLACE = "replace", _("Replace the province itself")
    ROWS = "rows", _("Several changes, as a table")
    COUNTRY = "country", _("All changes on that day in the national table of units")


# What each asks for, in this order.
FIELDS = {
    Operation.RENAME: ("unit", "name", "code"),
    Operation.MOVE: ("unit", "parent"),
    Operation.MERGE: ("units", "name", "code", "parent"),
    Operation.SPLIT: ("unit", "parts", "goes_on", "keeper"),
    Operation.ABSORB: ("units", "into", "goes_on"),
    Operation.ABOLISH: ("unit", "keeper"),
    Operation.REPLACE: ("name", "code"),
}
OPTIONAL = {Operation.RENAME: ("code",), Operation.MERGE: ("code", "parent"), Operation.REPLACE: ("code",)}


def _day_field():
    return DayField(label=_("First day of the new units"), validators=[refuse_invalid_day], ahead=True)


class ChooseForm(PortalForm):
    """From which day on, and which kind of change."""

    day = _day_field()
    kind = forms.ChoiceField(label=_("Kind of change"), choices=Operation.choices, widget=forms.RadioSelect)

    def __init__(self, *args, root, **kwargs):
        super().__init__(*args, **kwargs)
        self.root = root

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Operation.COUNTRY and (day := cleaned.get("day")):
            days = days_of_changes(self.root.code, KNOWN_FROM, day + timedelta(days=3650))
            if day not in days:
                known = ", ".join(map(date_short, days)) or "–"
                message = _("The national table has no change here on that day. It has changes on: %(days)s.")
                self.add_error("day", forms.ValidationError(message, params={"days": known}))
        return cleaned


class OperationForm(PortalForm):
    """One kind of change; `lines` is what was filled in."""

    unit = UnitField(label=_("Unit"))
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Units"), widget=forms.SelectMultiple(attrs={"size": 12, "lang": "vi"})
    )
    into = UnitField(label=_("The unit that continues"))
    name = forms.CharField(
        label=_("Full name of the new unit"), max_length=120, widget=forms.TextInput(attrs={"lang": "vi"})
    )
    code = forms.CharField(label=_("Unit code"), max_length=10, help_text=_("Leave empty to keep the code."))
    parent = UnitField(label=_("Is part of"))
    parts = forms.CharField(
        label=_("New units, one per line: code; name"),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        help_text=_("Without a code, the code in the national table of units is used."),
    )
    goes_on = forms.BooleanField(label=_("Only a part is moved; the old unit continues"), required=False)
    keeper = UnitField(
        label=_("Who keeps the files"),
        required=False,
        help_text=_("Finishes its reports and sees its records. If empty: the province."),
    )

    def __init__(self, *args, root, day, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.root, self.day = Operation(kind), root, day
        eve = day - timedelta(days=1)
        units = Unit.objects.under(root.pk, eve).valid_on(eve)
        choices = grouped_choices(units)
        for name in list(self.fields):
            if name not in FIELDS[self.kind]:
                del self.fields[name]
        for name in {"unit", "units", "into", "parent", "keeper"} & self.fields.keys():
            self.fields[name].queryset = units
            self.fields[name].choices = choices[1:] if name == "units" else choices
        for name in OPTIONAL.get(self.kind, ()):
            self.fields[name].required = False
        if self.kind == Operation.MERGE:
            self.fields["code"].help_text = _("If empty: the code in the national table of units.")
        if "units" in self.fields:
            self.fields["units"].help_text = _("Hold Ctrl (on a Mac: Cmd) to choose several.")

    @property
    def helper(self):
        return form_helper(*FIELDS[self.kind])

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not kind_of_name(name):
            raise forms.ValidationError(_("The name must begin with the kind of unit, as in “Xã Tân Phú”."))
        return name

    def clean_parts(self):
        parts = [[cell.strip() for cell in line.split(";")] for line in self.cleaned_data["parts"].splitlines()]
        parts = [part if part[1:] else [self._known_code(part[0]), *part] for part in parts if any(part)]
        if any(len(part) != 2 or not all(part) for part in parts):
            raise forms.ValidationError(_("Write the code, a semicolon and the name on each line."))
        return parts

    def clean(self):
        cleaned = super().clean()
        if self.kind == Operation.MERGE and cleaned.get("name") and not cleaned.get("code"):
            cleaned["code"] = self._known_code(cleaned["name"])
            if not cleaned["code"]:
                self.add_error("code", _("The national table of units has no such name on that day. Enter the code."))
        return cleaned

    def _known_code(self, name):
        return code_of(name, self.root.code, self.day)

    @property
    def lines(self):
        """The lines that this change comes to."""
        given = self.cleaned_data
        unit, parent = given.get("unit"), given.get("parent")
        keeper = given["keeper"].code if given.get("keeper") else ""
        part = Extent.CUT if given.get("goes_on") else Extent.PART
        olds = given.get("units") or [unit or self.root]
        match self.kind:
            case Operation.MOVE:
                return [Line(old=unit.code, extent=Extent.MOVE.value, parent=parent.code)]
            case Operation.ABOLISH:
                return [Line(old=unit.code, extent=Extent.ABOLISH.value, keeper=keeper)]
            case Operation.SPLIT:
                told = {"old": unit.code, "extent": part.value, "keeper": "" if given["goes_on"] else keeper}
                return [Line(**told, new=code, name=name) for code, name in given["parts"]]
            case Operation.ABSORB:
                extent = Extent.CUT if given["goes_on"] else Extent.WHOLE
                return [Line(old=old.code, extent=extent.value, new=given["into"].code) for old in olds]
        told = {"new": given["code"] or olds[0].code, "name": given["name"], "parent": parent.code if parent else ""}
        return [Line(old=old.code, extent=Extent.WHOLE.value, **told) for old in olds]


class ChangeForm(RowsForm):
    """Title, legal basis, day and lines of a change."""

    title = forms.CharField(
        label=_("Title"),
        max_length=UnitChange._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"lang": "vi"}),
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=UnitChange._meta.get_field("basis").max_length,
        widget=forms.TextInput(attrs={"lang": "vi"}),
        help_text=_("Number, date and subject of the resolution or decision."),
    )
    day = _day_field()

    def __init__(self, *args, root, **kwargs):
        super().__init__(*args, sheet=None, **kwargs)
        self.root = root

    @property
    def helper(self):
        helper = form_helper()
        helper.layout = Layout("title", "basis", "day", "rows", "upload")
        return helper

    def clean(self):
        if day := self.cleaned_data.get("day"):
            self.sheet = ChangeSheet(self.root, day)
        return super().clean()

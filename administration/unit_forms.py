"""What is typed about a unit: its names and days, where it lies, and what follows it."""

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from administration.dated import DatedForm, DatedRows
from administration.unit_choice import UnitField, choices_of
from administration.units import parents_for, refuse_days, refuse_lower
from texts.forms import example
from units.models import Placement, Unit


class UnitForm(DatedForm):
    """Names and days of a unit that there is."""

    class Meta(DatedForm.Meta):
        model = Unit
        fields = ["name", "short_name", "kind", "code", "valid_from", "valid_to"]
        help_texts = {
            "name": example("Huyện Nam Đông"),
            "short_name": example("Nam Đông"),
            "kind": example("Huyện"),
            "code": _("As the General Statistics Office lists it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "short_name", "kind"):
            self.fields[name].widget.attrs["lang"] = "vi"

    def clean(self):
        cleaned = super().clean()
        code, since, until = (cleaned.get(name) for name in ("code", "valid_from", "valid_to"))
        if code and since:
            others = Unit.objects.exclude(pk__in=self.leaving(cleaned)).filter(code=code)
            others = others.exclude(valid_to__lt=since)
            if other := (others.filter(valid_from__lte=until) if until else others).first():
                self.add_error("code", _("%(unit)s has this code at the time.") % {"unit": other})
        return cleaned

    def leaving(self, cleaned):
        """The ids of the units whose code is free for this one."""
        return {self.instance.pk}


class NewUnitForm(UnitForm):
    """The same for a unit that was not there, and in what it lies."""

    parent = UnitField(label=_("Lies in"))

    class Meta(UnitForm.Meta):
        fields = ["level", *UnitForm.Meta.fields[:-1]]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(Unit.objects.under(by.unit_id).filter(valid_to=None))


class UnitsField(forms.ModelMultipleChoiceField):
    """Boxes of units, whose names are Vietnamese whatever the language of the page."""

    def label_from_instance(self, unit):
        return example(unit)


class FollowingForm(UnitForm):
    """The unit that follows: its names, its first day, and which others go into it too."""

    parent = UnitField(label=_("Lies in"))
    others = UnitsField(
        Unit.objects.none(), label=_("Merged with it"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Other units that become part of the new one on the same day."),
    )  # fmt: skip
    is_part = forms.BooleanField(
        label=_("Only a part goes over; the units named here go on"), required=False,
        help_text=_("Otherwise they end the day before, and what lies in them lies in the new unit."),
    )  # fmt: skip

    class Meta(UnitForm.Meta):
        fields = ["valid_from", *UnitForm.Meta.fields[:-2]]
        labels = {"valid_from": _("First day of the new unit")}

    def __init__(self, *args, by, before, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = before
        self.fields["parent"].offer(Unit.objects.under(by.unit_id).filter(valid_to=None))
        self.fields["parent"].initial = parent
        beside = Unit.objects.under(parent.pk).filter(level=before.level, valid_to=None) if parent else Unit.objects
        self.fields["others"].queryset = beside.exclude(pk=before.pk).filter(pk__in=Unit.objects.under(by.unit_id))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("valid_from"):
            before = [self.before, *(cleaned.get("others") or ())]
            try:
                refuse_days(before, cleaned["valid_from"], is_part=cleaned.get("is_part"))
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned

    def leaving(self, cleaned):
        """Whoever ends the day before leaves the code free."""
        return set() if cleaned.get("is_part") else {self.before.pk, *(one.pk for one in cleaned.get("others") or ())}


class PlacementForm(DatedForm):
    """One row: in what the unit lies, from when to when."""

    parent = UnitField(label=_("Lies in"))

    class Meta(DatedForm.Meta):
        model = Placement
        fields = ["parent", "valid_from", "valid_to"]

    def __init__(self, *args, parents, choices, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["parent"].offer(parents, choices)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("parent"):
            try:
                refuse_lower(self.unit.level, cleaned["parent"], "parent")
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned


def placement_rows(unit, by, data=None):
    """The formset of a unit's placements with a spare row."""
    made = inlineformset_factory(
        Unit, Placement, form=PlacementForm, formset=DatedRows, fk_name="unit", extra=1, can_delete=False
    )
    parents = parents_for(by, unit)
    given = {"parents": parents, "choices": choices_of(parents), "unit": unit}
    return made(data, instance=unit, queryset=unit.placements.order_by("valid_from"), form_kwargs=given)

"""The forms about a unit: its names and days, who keeps its files, and where it lies."""

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from core.lib.text.markup import vi
from core.units.models import Placement, Unit
from operations.administration.dated_forms import DatedForm, DatedFormSet
from operations.administration.unit_choice import UnitField, grouped_choices
from operations.administration.units.unit_list import possible_parents
from operations.administration.units.verbs import refuse_lower


class UnitForm(DatedForm):
    """Names and days of an existing unit."""

    class Meta(DatedForm.Meta):
        model = Unit
        fields = ["name", "short_name", "kind", "code", "valid_from", "valid_to", "kept_by"]
        help_texts = {
            "name": vi("Xã Tân Phú"),
            "short_name": vi("Tân Phú"),
            "kind": vi("Xã"),
            "code": _("As the General Statistics Office lists it."),
            "kept_by": _("Of a unit that has ended: whoever finishes its reports and sees its records."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if "kept_by" in self.fields:
            keepers = Unit.objects.under(by.unit_id).exclude(pk=self.instance.pk)
            self.fields["kept_by"].queryset = keepers
            self.fields["kept_by"].choices = grouped_choices(keepers)
        for name in ("name", "short_name", "kind"):
            self.fields[name].widget.attrs["lang"] = "vi"

    def clean(self):
        cleaned = super().clean()
        code, since, until = (cleaned.get(name) for name in ("code", "valid_from", "valid_to"))
        if code and since:
            others = Unit.objects.exclude(pk=self.instance.pk).filter(code=code)
            others = others.exclude(valid_to__lt=since)
            if other := (others.filter(valid_from__lte=until) if until else others).first():
                self.add_error("code", _("%(unit)s uses this code at that time.") % {"unit": other})
        return cleaned


class NewUnitForm(UnitForm):
    """The form of a new unit, with the unit it lies in."""

    parent = UnitField(label=_("Is part of"))

    class Meta(UnitForm.Meta):
        fields = ["level", *UnitForm.Meta.fields[:-2]]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.fields["parent"].offer(Unit.objects.under(by.unit_id).filter(valid_to=None))


class PlacementForm(DatedForm):
    """One row: which unit the unit lies in, from when to when."""

    parent = UnitField(label=_("Is part of"))

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


def placement_formset(unit, by, data=None):
    """Return the formset of a unit's placements, with a spare row."""
    formset_class = inlineformset_factory(
        Unit, Placement, form=PlacementForm, formset=DatedFormSet, fk_name="unit", extra=1, can_delete=False
    )
    parents = possible_parents(by, unit)
    form_kwargs = {"parents": parents, "choices": grouped_choices(parents), "unit": unit}
    placements = unit.placements.order_by("valid_from")
    return formset_class(data, instance=unit, queryset=placements, form_kwargs=form_kwargs)

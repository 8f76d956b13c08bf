"""The forms about a unit: its names and days, where it lies, and the unit that follows it."""

from django import forms
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from core.lib.text.markup import vi
from core.units.models import Placement, Unit
from operations.administration.dated_forms import DatedForm, DatedFormSet
from operations.administration.unit_choice import UnitField, grouped_choices
from operations.administration.units.unit_list import possible_parents
from operations.administration.units.verbs import refuse_days, refuse_lower


class UnitForm(DatedForm):
    """Names and days of an existing unit."""

    class Meta(DatedForm.Meta):
        model = Unit
        fields = ["name", "short_name", "kind", "code", "valid_from", "valid_to"]
        help_texts = {
            "name": vi("Xã Tân Phú"),
            "short_name": vi("Tân Phú"),
            "kind": vi("Xã"),
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
            others = Unit.objects.exclude(pk__in=self.units_giving_up_code(cleaned)).filter(code=code)
            others = others.exclude(valid_to__lt=since)
            if other := (others.filter(valid_from__lte=until) if until else others).first():
                self.add_error("code", _("%(unit)s uses this code at that time.") % {"unit": other})
        return cleaned

    def units_giving_up_code(self, cleaned):
        """Return the ids of the units whose code is free for this one."""
        return {self.instance.pk}


class NewUnitForm(UnitForm):
    """The form of a new unit, with the unit it lies in."""

    parent = UnitField(label=_("Is part of"))

    class Meta(UnitForm.Meta):
        fields = ["level", *UnitForm.Meta.fields[:-1]]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(Unit.objects.under(by.unit_id).filter(valid_to=None))


class PredecessorsField(forms.ModelMultipleChoiceField):
    """Checkboxes of units, whose names are Vietnamese whatever the language of the page."""

    def label_from_instance(self, unit):
        return vi(unit)


class FollowingForm(UnitForm):
    """The unit that follows another: its names, its first day, and which others go into it too."""

    parent = UnitField(label=_("Is part of"))
    others = PredecessorsField(
        Unit.objects.none(),
        label=_("Merged with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Other units that become part of the new unit on the same day."),
    )
    is_part = forms.BooleanField(
        label=_("Only part moves to the new unit; the units above continue"),
        required=False,
        help_text=_("Otherwise these units end the day before, and the units below them move to the new unit."),
    )

    class Meta(UnitForm.Meta):
        fields = ["valid_from", *UnitForm.Meta.fields[:-2]]
        labels = {"valid_from": _("First day of the new unit")}

    def __init__(self, *args, by, predecessor, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.predecessor = predecessor
        self.fields["parent"].offer(Unit.objects.under(by.unit_id).filter(valid_to=None))
        self.fields["parent"].initial = parent
        siblings = (
            Unit.objects.under(parent.pk).filter(level=predecessor.level, valid_to=None) if parent else Unit.objects
        )
        self.fields["others"].queryset = siblings.exclude(pk=predecessor.pk).filter(
            pk__in=Unit.objects.under(by.unit_id)
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("valid_from"):
            predecessors = [self.predecessor, *(cleaned.get("others") or ())]
            try:
                refuse_days(predecessors, cleaned["valid_from"], is_part=cleaned.get("is_part"))
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned

    def units_giving_up_code(self, cleaned):
        """Return the ids of the predecessors, which end the day before, unless they go on."""
        if cleaned.get("is_part"):
            return set()
        return {self.predecessor.pk, *(unit.pk for unit in cleaned.get("others") or ())}


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

"""The forms about a body: what Decree 30/2020/NĐ-CP has printed of it, and its signers in rows."""

from crispy_forms.layout import Fieldset
from django import forms
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import form_helper
from core.lib.text.markup import vi, with_vietnamese
from core.units.models import Body, Signer
from operations.administration.dated_forms import DatedForm, DatedFormSet
from operations.administration.unit_choice import UnitField, units_in_force

HEAD = ("superior_heading", "heading", "bureau", "symbol", "place", "addressees")
FOOT = ("recipients", "filing")
LINES = {"heading": 2, "bureau": 2, "addressees": 3, "recipients": 4}


class BodyForm(DatedForm):
    """An existing body; its unit stays."""

    class Meta(DatedForm.Meta):
        model = Body
        fields = ["name", "function", "valid_from", "valid_to", *HEAD, *FOOT]
        help_texts = {
            "name": vi("Ủy ban nhân dân xã Tân Phú"),
            "superior_heading": _("Leave empty if the body is the People's Committee itself."),
            "heading": _("In capitals. Break the line where it breaks on paper."),
            "bureau": _("In capitals, for papers within the body such as a submission slip."),
            "symbol": vi("UBND (in thành Số: …/BC-UBND)"),
            "place": vi("Tân Phú"),
            "addressees": with_vietnamese(_("After {}. One addressee per line."), "“Kính gửi”"),
            "recipients": with_vietnamese(
                _("Under {}. One recipient per line, without hyphen or semicolon."), "“Nơi nhận”"
            ),
            "filing": vi("VT, VHXH (in thành - Lưu: VT, VHXH.)"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*HEAD, *FOOT, "name"):
            widget = self.fields[name].widget
            widget.attrs |= {"lang": "vi", "data-shows": name}
            if name in LINES:
                widget.attrs["rows"] = LINES[name]

    @property
    def helper(self):
        unit = ("unit",) if "unit" in self.fields else ()
        return form_helper(
            Fieldset(_("Body details"), *unit, "name", "function", "valid_from", "valid_to"),
            Fieldset(_("Top of the document"), *HEAD),
            Fieldset(_("End of the document"), *FOOT),
        )

    def clean(self):
        cleaned = super().clean()
        since, function = cleaned.get("valid_from"), cleaned.get("function")
        unit = cleaned.get("unit") or self.instance.unit_id
        others = Body.objects.exclude(pk=self.instance.pk).filter(unit=unit, function=function, valid_from=since)
        if since and unit and others.exists():
            self.add_error("valid_from", _("The unit already has a body with this function from this day."))
        return cleaned


class NewBodyForm(BodyForm):
    """A new body of a unit that is chosen."""

    unit = UnitField(label=_("Unit"))

    class Meta(BodyForm.Meta):
        fields = ["unit", *BodyForm.Meta.fields]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units_in_force(by))


class SignerForm(DatedForm):
    """One row: authority and title, the name, from when to when."""

    class Meta(DatedForm.Meta):
        model = Signer
        fields = ["lines", "name", "valid_from", "valid_to"]
        labels = {"lines": _("Authority and job title, one part per line"), "name": _("Full name")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].widget = forms.Textarea(
            attrs={"rows": 2, "lang": "vi", "placeholder": "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG"}
        )
        self.fields["name"].widget.attrs["lang"] = "vi"


def signer_formset(body, data=None):
    """Return the formset of a body's signers, the latest first, with a spare row."""
    formset_class = inlineformset_factory(
        Body, Signer, form=SignerForm, formset=DatedFormSet, extra=1, can_delete=False
    )
    return formset_class(data, instance=body, prefix="signers")

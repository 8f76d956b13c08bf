"""Forms of what stands beside a directive's clauses: the clauses that it changes, and its documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.directives.models import Clause, DocumentSort, RelatedDocument
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import DataSelect, PortalForm, PortalModelForm
from core.lib.pages.merging import MergingMixin


class ClauseChangeForm(PortalForm):
    """The choice of a clause in force that an amendment changes or takes out of force."""

    clause = forms.ModelChoiceField(Clause.objects.none(), label=_("Clause"), widget=DataSelect)
    repeals = forms.BooleanField(
        label=_("Repeal this clause"),
        required=False,
        help_text=_("If you leave this empty, you change its text in the next step."),
    )

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, **kwargs)
        changed = set(draft.clauses.values_list("changes", flat=True))
        left = [clause.pk for clause in Clause.objects.as_amended(draft.amends) if clause.pk not in changed]
        self.fields["clause"].queryset = Clause.objects.filter(pk__in=left)
        self.fields["clause"].label_from_instance = lambda clause: f"{clause.code} {clause.title}"


class RelatedDocumentForm(MergingMixin, PortalModelForm):
    """A document that a directive rests on (number, day, issuer), or one that it asks for (due date)."""

    class Meta(PortalModelForm.Meta):
        model = RelatedDocument
        fields = ["subject", "number", "issued_on", "issuer", "due_on", "to_confirm"]
        help_texts = {
            "due_on": _("The day by which the units send it."),
            "to_confirm": _("You cannot publish the directive while this is ticked."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_basis = self.instance.sort == DocumentSort.BASIS
        for name in ("due_on",) if is_basis else ("number", "issued_on", "issuer", "to_confirm"):
            del self.fields[name]
        self.fields["issued_on" if is_basis else "due_on"].validators.append(refuse_invalid_day)

    def clean(self):
        cleaned = super().clean()
        if self.instance.sort == DocumentSort.BASIS and not cleaned.get("to_confirm"):
            for name in ("number", "issued_on", "issuer"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Enter it, or tick “to confirm”."))
        return cleaned

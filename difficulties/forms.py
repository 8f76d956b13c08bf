"""The forms of a difficulty: the difficulty itself, a reply, and resolving it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import DataSelect, FilterForm, PortalForm, PortalModelForm
from core.units.models import Unit
from difficulties.models import Difficulty, DifficultyState
from filing.wording.addressees import Addressee

LENGTH = 4000


class DifficultyForm(PortalModelForm):
    """The form of a new difficulty of the person's unit."""

    class Meta(PortalModelForm.Meta):
        model = Difficulty
        fields = ["title", "task", "addressee", "text"]
        help_texts = {
            "title": _("One line. It may appear in the unit's report."),
            "task": _("Leave empty if it concerns no task, or all tasks."),
            "addressee": _(
                "The report names it under its proposals. The Department reads and answers every difficulty."
            ),
            "text": _("Describe the difficulty and what the Department can do. No names, no cases."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 6
        self.fields["task"].empty_label = _("No specific task")
        self.fields["addressee"].required = False

    def clean_addressee(self):
        """Return who is to act: the Department, to which it is sent, unless another was chosen."""
        return self.cleaned_data["addressee"] or Addressee.DEPARTMENT


class ReplyForm(PortalForm):
    """The form of a reply in the thread."""

    text = forms.CharField(label=_("Your answer"), max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class ResolveForm(PortalForm):
    """The form that resolves a difficulty, with an optional last reply.

    The Department must reply if the unit is waiting (`verbs.resolve`).
    """

    text = forms.CharField(
        label=_("Closing remark"), required=False, max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, owed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = owed
        if owed:
            self.fields["text"].help_text = _("The unit is waiting for an answer. Write it here.")


class DifficultyFilter(FilterForm):
    """The filter of the list: state and, for those who see several, unit.

    An unknown state is OPEN.
    """

    ALL = "all"
    TABS = (*DifficultyState.choices, (ALL, _("All")))

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("All units"), widget=DataSelect)
    state = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, difficulties, with_units):
        super().__init__(data)
        if with_units:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=difficulties.order_by().values("unit"))
        else:
            del self.fields["unit"]
        requested_state = data.get("state")
        self.state = requested_state if requested_state in dict(self.TABS) else DifficultyState.OPEN

    def of_unit(self, difficulties):
        """Return the difficulties of the requested unit, in any state."""
        return difficulties.filter(**self.given)

    def in_state(self, difficulties):
        """Return the difficulties in the requested state; open ones with the longest waiting first."""
        if self.state == self.ALL:
            return difficulties
        in_state = difficulties.filter(state=self.state)
        return in_state.order_by("waiting_since", "pk") if self.state == DifficultyState.OPEN else in_state

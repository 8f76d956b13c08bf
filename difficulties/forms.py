"""What is typed about a difficulty: the matter itself, a word in its thread, a word at its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from difficulties.models import Difficulty, State
from progress.safety import PointsOutPersonalData
from texts.forms import DataSelect, FilterForm, PortalForm, PortalModelForm
from units.models import Unit

LENGTH = 4000


class DifficultyForm(PointsOutPersonalData, PortalModelForm):
    """A new difficulty of the person's own unit."""

    GUARDED = ("title", "text")

    class Meta(PortalModelForm.Meta):
        model = Difficulty
        fields = ["title", "task", "text"]
        help_texts = {
            "title": _("In one line. It may stand in the unit's report."),
            "task": _("Leave empty if it concerns none of the tasks, or all of them."),
            "text": _("What stands in the way, and what the Department can do. No names, no cases."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 6
        self.fields["task"].empty_label = _("No single task")


class WordForm(PointsOutPersonalData, PortalForm):
    """A word in the thread."""

    text = forms.CharField(label=_("Your answer"), max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class ResolveForm(PointsOutPersonalData, PortalForm):
    """A last word, which only the Department owes, and only while the unit waits (`verbs.resolve`)."""

    text = forms.CharField(
        label=_("A last word"), required=False, max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, owed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = owed
        if owed:
            self.fields["text"].help_text = _("The unit is waiting for an answer: write it here.")


class DifficultyFilter(FilterForm):
    """State and, for those who see several, unit. A state that doesn't exist is that of what waits."""

    ALL = "all"
    TABS = (*State.choices, (ALL, _("All")))

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("All units"), widget=DataSelect)
    state = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, difficulties, with_units):
        super().__init__(data)
        if with_units:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=difficulties.order_by().values("unit"))
        else:
            del self.fields["unit"]
        asked = data.get("state")
        self.state = asked if asked in dict(self.TABS) else State.OPEN

    def of_unit(self, difficulties):
        """Those of the unit that was asked for, of every state."""
        return difficulties.filter(**self.given)

    def in_state(self, difficulties):
        """Those in the state that was asked for; of what waits, what has waited longest comes first."""
        if self.state == self.ALL:
            return difficulties
        found = difficulties.filter(state=self.state)
        return found.order_by("waiting_since", "pk") if self.state == State.OPEN else found

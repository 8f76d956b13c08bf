"""Forms of the acts on a report: the reason, and what was pinned in the review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.dates.working_days import next_working_day
from core.lib.forms import PortalForm
from core.lib.typed.fields import DayField
from filing.models import DayOff


class ActForm(PortalForm):
    """Form of an act that asks for nothing besides its question."""

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        self.submission = submission


class ApproveForm(ActForm):
    """Form of an approval.

    `pinned` are the pending remarks that the approval drops.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pinned = list(self.submission.remarks.pending())


class ReasonForm(ActForm):
    """Form of the reason why a report is given back or opened again."""

    comment = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required. Say what must be corrected."),
    )


class ReturnForm(ReasonForm):
    """Form of a return by the Department.

    The reason may be left empty if remarks are pinned to records, figures or paragraphs.
    """

    correct_by = DayField(
        label=_("To be corrected by"),
        required=False,
        ahead=True,
        help_text=_("If this is a day off, the due date moves to the next working day."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pinned = list(self.submission.remarks.pending())
        if self.pinned:
            self.fields["comment"].required = False
            self.fields["comment"].help_text = _("Optional. The unit sees what you pinned.")

    def clean_correct_by(self):
        day = self.cleaned_data["correct_by"]
        if day is None:
            return None
        refuse_invalid_day(day)
        if day < today():
            raise forms.ValidationError(_("This date has passed."))
        return next_working_day(day, DayOff.objects.of(self.submission.period.root_id))

"""Forms of the acts on a report: the reason, and what was pinned in the review."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import PortalForm
from core.lib.text.markup import vi
from core.lib.text.vietnamese import join_and
from core.lib.typed.fields import DayField
from filing.models import DayOff, SubmissionState


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


class SubmitSummaryForm(ActForm):
    """Form of handing the summary to the leader: while units are missing, a tick says that it is meant so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.submission.period.submissions.of_districts().exclude(state=SubmissionState.APPROVED)
        missing = [other.unit.name_in_sentence for other in others.select_related("unit").order_by("unit__code")]
        if missing:
            self.fields["is_incomplete"] = forms.BooleanField(
                label=format_html(
                    gettext("Submit it without the units whose reports are not approved ({}): {}"),
                    len(missing),
                    vi(join_and(missing)),
                ),
                error_messages={"required": _("Tick the box, or wait until these reports are approved.")},
            )

    def clean(self):
        # The tick is asked of the person alone; what is left are the answers that the act takes.
        self.cleaned_data.pop("is_incomplete", None)


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
        return DayOff.objects.due_date(self.submission.period.root_id, day)

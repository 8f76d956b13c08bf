"""Acts on a report as the pages offer them: permission, wording and the verb that carries each out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import (
    WHO,
    can_approve_summary,
    can_compile_summary,
    can_file,
    can_request,
    can_review,
    can_sign_off,
)
from filing.submissions import transitions, verbs
from reports.documents.composition import compose
from reports.forms import ApproveForm, ReasonForm, ReturnForm


@dataclass(frozen=True)
class Act:
    """An act on a report: its words, its permission and its verb.

    `form` asks for what the act needs besides the question (`reports.forms`). `of_summary` is True for acts on the
    provincial summary, False for acts on the districts' reports, None for both.
    """

    name: str
    verb: str
    label: str
    question: str
    consequence: str
    done: str
    may: Callable
    who_may: Callable
    carry_out: Callable
    form: type | None = None
    is_primary: bool = True
    of_summary: bool | None = False


def _submit(submission, form, *, by):
    verbs.submit(submission, compose, by=by)


def _send(submission, form, *, by):
    verbs.send(submission, by=by)


def _send_back(submission, form, *, by):
    verbs.send_back(submission, form.cleaned_data["comment"], by=by)


def _withdraw(submission, form, *, by):
    verbs.withdraw(submission, by=by)


def _return(submission, form, *, by):
    verbs.return_(submission, form.cleaned_data["comment"], by=by, correct_by=form.cleaned_data["correct_by"])


def _approve(submission, form, *, by):
    verbs.approve(submission, compose, by=by)


def _reopen(submission, form, *, by):
    verbs.reopen(submission, form.cleaned_data["comment"], by=by)


def _submit_summary(submission, form, *, by):
    verbs.submit_summary(submission, compose, by=by)


def _send_back_summary(submission, form, *, by):
    verbs.send_back_summary(submission, form.cleaned_data["comment"], by=by)


def _approve_summary(submission, form, *, by):
    verbs.approve_summary(submission, by=by)


def _can_reopen(user, unit_id):
    return can_review(user, unit_id) or (can_compile_summary(user) and can_file(user, unit_id))


def _can_withdraw(user, unit_id):
    return can_request(user, unit_id) or (user.acting_for_id == unit_id and can_file(user, unit_id))


ACTS = {
    act.name: act
    for act in (
        Act(
            "submit",
            "submit",
            _("Submit to the head"),
            _("Submit this report to the head?"),
            _("The records, figures and text are frozen. They open again if the report is given back."),
            _("Submitted. The head of the office can approve and send it now."),
            can_file,
            WHO.files,
            _submit,
        ),
        Act(
            "send",
            "send",
            _("Approve and send to the Department"),
            _("Approve this report and send it?"),
            _("It goes to the Department as it is frozen here."),
            _("Approved and sent to the Department."),
            can_sign_off,
            WHO.signs_off,
            _send,
        ),
        Act(
            "send-back",
            "send_back",
            _("Give back to the officer"),
            _("Give this report back to the officer?"),
            _("The officer can change records and text again."),
            _("Given back to the officer."),
            can_sign_off,
            WHO.signs_off,
            _send_back,
            form=ReasonForm,
            is_primary=False,
        ),
        Act(
            "withdraw",
            "withdraw",
            _("Take back"),
            _("Take this report back from the Department?"),
            _("It can be changed again and has to be sent anew. This works until the Department begins to read it."),
            _("Taken back. Do not forget to send it again."),
            _can_withdraw,
            WHO.asks,
            _withdraw,
            is_primary=False,
        ),
        Act(
            "approve",
            "approve",
            _("Approve"),
            _("Approve this report?"),
            _("The unit's days in this period stay closed, and the report counts in the provincial summary."),
            _("Approved."),
            can_review,
            WHO.reviews,
            _approve,
            form=ApproveForm,
        ),
        Act(
            "return",
            "return",
            _("Return"),
            _("Return this report for correction?"),
            _("Only what you pinned is opened to the unit; without a pin the whole period is."),
            _("Returned to the unit."),
            can_review,
            WHO.reviews,
            _return,
            form=ReturnForm,
            is_primary=False,
        ),
        Act(
            "reopen",
            "reopen",
            _("Open again"),
            _("Open this approved report again?"),
            _("Records and text can be changed again. What was issued stays as it is; the next version names it."),
            _("The report is open again."),
            _can_reopen,
            WHO.reviews,
            _reopen,
            form=ReasonForm,
            is_primary=False,
            of_summary=None,
        ),
        Act(
            "submit-summary",
            "submit_summary",
            _("Submit to the leader"),
            _("Submit this summary to the leader of the Department?"),
            _(
                "The figures, the reports that it adds up, and the text are frozen. "
                "They open again if it is given back."
            ),
            _("Submitted. The leader of the Department can approve it now."),
            can_file,
            WHO.files,
            _submit_summary,
            of_summary=True,
        ),
        Act(
            "approve-summary",
            "approve_summary",
            _("Approve the summary"),
            _("Approve this summary?"),
            _("It can be issued as it is frozen here."),
            _("Approved. Number, day and signature are given outside and recorded here afterwards."),
            can_approve_summary,
            WHO.approves_summary,
            _approve_summary,
            of_summary=True,
        ),
        Act(
            "send-back-summary",
            "send_back_summary",
            _("Give back to the officer"),
            _("Give this summary back to the officer?"),
            _("The officer can change the text again."),
            _("Given back to the officer."),
            can_approve_summary,
            WHO.approves_summary,
            _send_back_summary,
            form=ReasonForm,
            is_primary=False,
            of_summary=True,
        ),
    )
}


def acts_for(submission, user):
    """Return the acts that the user may do on the report in its present state, the primary one last."""
    possible = [
        act
        for act in ACTS.values()
        if act.of_summary in (None, submission.is_summary)
        and submission.state in transitions.TRANSITIONS[act.verb][0]
        and act.may(user, submission.unit_id)
        and not (act.verb == "withdraw" and submission.is_under_review)
    ]
    return sorted(possible, key=lambda act: act.is_primary)

"""The administrator's pages that change how an account stands: closed, open, locked, log-ins, second factor, link."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.authentication import second_factor
from core.lib.pages.form_handling import carry_out, question_page, sent
from core.lib.pages.seen import seen_in
from operations.administration.people import verbs
from operations.administration.people.forms import AccountReasonForm
from operations.administration.people.views import OFFICER_ROLES, person_context, person_or_404


@require_http_methods(["GET", "POST"])
def person_close(request, pk):
    """Ask for the reason, then close the account."""
    person = person_or_404(request, pk)
    lead = _(
        "All sessions end now and nobody can log in with this account. The person's entries stay. You can "
        "reopen the account."
    )
    hand_over = person.role in OFFICER_ROLES and person.is_active and person.has_usable_password()
    title, done = _("Close the account"), _("Account closed.")
    return _confirm_with_reason(request, person, verbs.close, done, title, lead, hand_over=hand_over)


@require_http_methods(["GET", "POST"])
def person_open(request, pk):
    """Ask for the reason, then open the account again."""
    person = person_or_404(request, pk)
    lead = _("The person can log in with the old password, or set a new one with a link.")
    title, done = _("Reopen the account"), _("Account reopened.")
    return _confirm_with_reason(request, person, verbs.open_again, done, title, lead)


def _confirm_with_reason(request, person, action, done, title, lead, **more):
    """Ask for a reason, then call `action(person, reason, by=…)` and say `done`."""
    form = AccountReasonForm(sent(request))
    answer = carry_out(
        request,
        lambda: action(person, form.cleaned_data["reason"], by=request.user, seen=seen_in(request)),
        done,
        reverse("administration:person", args=[person.pk]),
        form=form,
    )
    if answer:
        return answer
    person = person_or_404(request, person.pk)
    return _question(request, person, title, lead, form=form, seen=verbs.version_shown(person), **more)


def _question(request, person, title, lead, label="", **more):
    more |= person_context(person) | {"template": "administration/confirm.html", "person": person}
    return question_page(request, title, submit_label=label or title, lead=lead, **more)


@require_http_methods(["GET", "POST"])
def person_factor(request, pk):
    """Ask, then remove the second factor, for a lost phone."""
    person = person_or_404(request, pk)
    answer = carry_out(
        request,
        lambda: second_factor.remove(person, by=request.user),
        _("Two-step verification removed. The person sets it up again at the next log-in."),
        reverse("administration:person", args=[pk]),
    )
    lead = _("For a lost phone. Check that it is the right person who asks. All sessions end.")
    return answer or _question(request, person, _("Remove two-step verification"), lead)


@require_http_methods(["GET", "POST"])
def person_log_ins(request, pk):
    """Ask, then end all log-ins of the person; of one's own the present one stays."""
    person = person_or_404(request, pk)
    keep = request.session.session_key if person.pk == request.user.pk else None
    answer = carry_out(
        request,
        lambda: verbs.end_log_ins(person, by=request.user, keep=keep),
        _("All sessions have ended."),
        reverse("administration:person", args=[pk]),
    )
    lead = _("Text they typed and did not save stays in their browser. They can log in again.")
    return answer or _question(request, person, _("End all sessions"), lead, _("End the sessions"))


@require_POST
def person_link(request, pk):
    """Send a link to choose a password, or the invitation again."""
    person = person_or_404(request, pk)
    return carry_out(
        request,
        lambda: verbs.send_link(person, by=request.user),
        _("An email with a link is on its way to %s.") % person.email,
        reverse("administration:person", args=[pk]),
    )


@require_POST
def person_unlock(request, pk):
    """Lift the lock after wrong passwords."""
    person = person_or_404(request, pk)
    return carry_out(
        request,
        lambda: verbs.unlock(person, by=request.user),
        _("Account unlocked. The person can log in again now."),
        reverse("administration:person", args=[pk]),
    )

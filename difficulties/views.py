"""The pages of difficulties: the list, a difficulty with its thread, and its forms.

Each looks its difficulty up through `visible_to`.
"""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.accounts.permissions import WHO, can_file, can_raise_difficulty, can_resolve_difficulty, can_review, require
from core.lib.pages.form_handling import carry_out, form_page, page_of, question_page, sent, show
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from difficulties import verbs
from difficulties.forms import DifficultyFilter, DifficultyForm, ReplyForm, ResolveForm
from difficulties.models import Difficulty, DifficultyState
from filing.idempotency import form_id, form_keys, make_once


@require_GET
def difficulty_list(request):
    visible = Difficulty.objects.visible_to(request.user)
    with_units = not request.user.is_district
    difficulty_filter = DifficultyFilter(request.GET, difficulties=visible, with_units=with_units)
    of_unit = difficulty_filter.of_unit(visible)
    numbers = dict(of_unit.order_by().values_list("state").annotate(Count("pk")))
    numbers[DifficultyFilter.ALL] = sum(numbers.values())
    rows = difficulty_filter.in_state(of_unit).select_related("unit", "task")
    context = {
        "title": _("Difficulties"),
        "filter": difficulty_filter,
        "tabs": [(key, label, numbers.get(key, 0)) for key, label in DifficultyFilter.TABS],
        "page_obj": page_of(request, rows),
        "with_units": with_units,
        "may_raise": can_raise_difficulty(request.user),
    }
    return render(request, "difficulties/list.html", context)


@require_http_methods(["GET", "POST"])
def difficulty_new(request):
    require(can_raise_difficulty(request.user), WHO.files())
    form = DifficultyForm(sent(request), instance=Difficulty(unit=request.user.filing_unit))
    title, lead = _("Report a difficulty"), _("The Department reads it and answers here.")
    return carry_out(
        request,
        lambda: make_once(request, lambda: verbs.raise_difficulty(form.save(commit=False), by=request.user)),
        lambda difficulty: _("Sent to the Department: %s.") % difficulty,
        lambda difficulty: difficulty,
        form=form,
    ) or form_page(
        request, form, title, reverse("difficulties:list"), lead=lead, submit_label=_("Send"), **form_keys(request)
    )


@require_GET
def difficulty_detail(request, pk):
    difficulty = _visible_or_404(request, pk)
    return _detail_page(request, difficulty, _reply_form(request, difficulty))


@require_http_methods(["GET", "POST"])
def difficulty_reply(request, pk):
    """Reply to a difficulty: the Department answers, the unit writes again."""
    difficulty = _visible_or_404(request, pk)
    answers = can_review(request.user, difficulty.unit_id)
    require(answers or can_file(request.user, difficulty.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    form = _reply_form(request, difficulty)
    verb = partial(verbs.answer if answers else verbs.write_again, seen=seen_in(request))
    return _carry_out(request, form, difficulty, verb, _("Message sent.")) or _detail_page(request, difficulty, form)


@require_http_methods(["GET", "POST"])
def difficulty_resolve(request, pk):
    difficulty = _visible_or_404(request, pk)
    require(can_resolve_difficulty(request.user, difficulty.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    if difficulty.state == DifficultyState.RESOLVED:
        return _too_late(request, difficulty)
    owed = difficulty.state == DifficultyState.OPEN and can_review(request.user, difficulty.unit_id)
    form = ResolveForm(sent(request), owed=owed)
    resolve = partial(verbs.resolve, seen=seen_in(request))
    return _carry_out(request, form, difficulty, resolve, _("Resolved: %s.") % difficulty) or form_page(
        request,
        form,
        _("Is this difficulty resolved?"),
        difficulty.get_absolute_url(),
        lead=vi(difficulty),
        submit_label=_("Mark as resolved"),
        seen=verbs.version_shown(difficulty),
        **form_keys(request),
    )


@require_http_methods(["GET", "POST"])
def difficulty_withdraw(request, pk):
    difficulty = _visible_or_404(request, pk)
    require(can_file(request.user, difficulty.unit_id), WHO.files())
    if not difficulty.can_be_withdrawn:
        return _too_late(request, difficulty)
    here = difficulty.get_absolute_url()
    answer = carry_out(
        request,
        lambda: verbs.withdraw(difficulty, by=request.user),
        _("Withdrawn: %s.") % difficulty,
        "difficulties:list",
        otherwise=here,
        undo=reverse("difficulties:restore", args=[pk]),
    )
    lead = _("The Department no longer sees it and no figure counts it. You can undo this right away.")
    title = _("Withdraw this difficulty?")
    return answer or question_page(request, title, here, _("Withdraw"), lead, about=vi(difficulty))


@require_POST
def difficulty_restore(request, pk):
    """Restore a withdrawn difficulty; offered in the message of its withdrawal."""
    withdrawn = Difficulty.everything.visible_to(request.user).exclude(withdrawn_at=None)
    difficulty = get_object_or_404(withdrawn, pk=pk)
    require(can_file(request.user, difficulty.unit_id), WHO.files())
    done = _("Restored: %s.") % difficulty
    return carry_out(request, lambda: verbs.restore(difficulty, by=request.user), done, difficulty)


def _visible_or_404(request, pk):
    rows = Difficulty.objects.visible_to(request.user).select_related("unit", "task", "raised_by")
    return get_object_or_404(rows, pk=pk)


def _reply_form(request, difficulty):
    answers = can_review(request.user, difficulty.unit_id)
    return ReplyForm(sent(request), label=_("Answer") if answers else _("Write again"))


def _carry_out(request, form, difficulty, verb, done):
    """Carry a verb out with what was written; a refusal is shown above the form, which keeps its text."""
    answer = carry_out(
        request,
        lambda: make_once(request, lambda: verb(difficulty, form.cleaned_data["text"], by=request.user)),
        done,
        difficulty.get_absolute_url(),
        form=form,
    )
    if answer is None and form.is_bound:
        difficulty.refresh_from_db()
    return answer


def _detail_page(request, difficulty, form):
    files, answers = can_file(request.user, difficulty.unit_id), can_review(request.user, difficulty.unit_id)
    resolved = difficulty.state == DifficultyState.RESOLVED
    context = {
        "crumbs": [(_("Difficulties"), reverse("difficulties:list"))],
        "difficulty": difficulty,
        "replies": difficulty.replies.select_related("by"),
        "form": form,
        "form_id": form_id(request),
        "seen": verbs.version_shown(difficulty),
        "answers": answers,
        "may_write": files or (answers and not resolved) or form.is_bound,
        "may_resolve": (files or answers) and not resolved,
        "may_withdraw": files and difficulty.can_be_withdrawn,
    }
    return show(request, "difficulties/detail.html", context, form)


def _too_late(request, difficulty):
    message = _("You cannot do this: the difficulty is “%s”.") % difficulty.get_state_display()
    messages.warning(request, message)
    return redirect(difficulty)

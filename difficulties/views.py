"""The pages of difficulties: the list, a difficulty with its thread, and its forms.

Each looks its difficulty up through `visible_to`.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.accounts.permissions import WHO, can_file, can_raise_difficulty, can_resolve_difficulty, can_review, require
from core.lib.form_handling import sent, show
from core.lib.seen import seen_in
from core.lib.text.markup import vi
from difficulties import verbs
from difficulties.forms import DifficultyFilter, DifficultyForm, ReplyForm, ResolveForm
from difficulties.models import Difficulty, DifficultyState
from filing.drafts import draft_key
from filing.idempotency import form_id, make_once

PAGE_SIZE = 50


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
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "with_units": with_units,
        "may_raise": can_raise_difficulty(request.user),
    }
    return render(request, "difficulties/list.html", context)


@require_http_methods(["GET", "POST"])
def difficulty_new(request):
    require(can_raise_difficulty(request.user), WHO.files())
    form = DifficultyForm(sent(request), instance=Difficulty(unit=request.user.filing_unit))
    if form.is_valid():
        difficulty = make_once(request, lambda: verbs.raise_difficulty(form.save(commit=False), by=request.user))
        messages.success(request, _("Sent to the Department: %s.") % difficulty)
        return redirect(difficulty)
    lead = _("The Department reads it and answers here.")
    return _form_page(request, form, _("Report a difficulty"), lead, reverse("difficulties:list"), _("Send"))


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
    if _save(request, form, difficulty, partial(verbs.answer if answers else verbs.write_again, seen=seen_in(request))):
        messages.success(request, _("Message sent."))
        return redirect(difficulty)
    return _detail_page(request, difficulty, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def difficulty_resolve(request, pk):
    difficulty = _visible_or_404(request, pk)
    require(can_resolve_difficulty(request.user, difficulty.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    if difficulty.state == DifficultyState.RESOLVED:
        return _too_late(request, difficulty)
    owed = difficulty.state == DifficultyState.OPEN and can_review(request.user, difficulty.unit_id)
    form = ResolveForm(sent(request), owed=owed)
    if _save(request, form, difficulty, partial(verbs.resolve, seen=seen_in(request))):
        messages.success(request, _("Resolved: %s.") % difficulty)
        return redirect(difficulty)
    title, label = _("Is this difficulty resolved?"), _("Mark as resolved")
    lead = vi(difficulty)
    seen = verbs.version_shown(difficulty)
    return _form_page(request, form, title, lead, difficulty.get_absolute_url(), label, seen=seen)


@require_http_methods(["GET", "POST"])
def difficulty_withdraw(request, pk):
    difficulty = _visible_or_404(request, pk)
    require(can_file(request.user, difficulty.unit_id), WHO.files())
    if not difficulty.can_be_withdrawn:
        return _too_late(request, difficulty)
    if request.method == "GET":
        return render(request, "difficulties/withdraw.html", _withdraw_context(difficulty))
    try:
        verbs.withdraw(difficulty, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(difficulty)
    undo = reverse("difficulties:restore", args=[pk])
    messages.success(request, _("Withdrawn: %s.") % difficulty, extra_tags=undo)
    return redirect("difficulties:list")


@require_POST
def difficulty_restore(request, pk):
    """Restore a withdrawn difficulty; offered in the message of its withdrawal."""
    withdrawn = Difficulty.everything.visible_to(request.user).exclude(withdrawn_at=None)
    difficulty = get_object_or_404(withdrawn, pk=pk)
    require(can_file(request.user, difficulty.unit_id), WHO.files())
    verbs.restore(difficulty, by=request.user)
    messages.success(request, _("Restored: %s.") % difficulty)
    return redirect(difficulty)


def _visible_or_404(request, pk):
    rows = Difficulty.objects.visible_to(request.user).select_related("unit", "task", "raised_by")
    return get_object_or_404(rows, pk=pk)


def _reply_form(request, difficulty):
    answers = can_review(request.user, difficulty.unit_id)
    return ReplyForm(sent(request), label=_("Answer") if answers else _("Write again"))


def _save(request, form, difficulty, verb):
    """Return whether the verb was done; a refusal is shown above the form, which keeps its text."""
    if not form.is_valid():
        return False
    try:
        make_once(request, lambda: verb(difficulty, form.cleaned_data["text"], by=request.user))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        difficulty.refresh_from_db()
    return form.is_valid()


def _detail_page(request, difficulty, form, status=200):
    files, answers = can_file(request.user, difficulty.unit_id), can_review(request.user, difficulty.unit_id)
    resolved = difficulty.state == DifficultyState.RESOLVED
    context = {
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
    return render(request, "difficulties/detail.html", context, status=status)


def _form_page(request, form, title, lead, cancel_url, label, **more):
    context = {"form": form, "title": title, "lead": lead, "cancel_url": cancel_url, "submit_label": label, **more}
    context |= {"draft_key": draft_key(request), "form_id": form_id(request)}
    return show(request, "form_page.html", context, form)


def _withdraw_context(difficulty):
    cancel_url = difficulty.get_absolute_url()
    return {"difficulty": difficulty, "cancel_url": cancel_url, "submit_label": _("Withdraw")}


def _too_late(request, difficulty):
    message = _("You cannot do this: the difficulty is “%s”.") % difficulty.get_state_display()
    messages.warning(request, message)
    return redirect(difficulty)

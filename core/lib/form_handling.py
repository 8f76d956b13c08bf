"""From a sent form to its verb, its message and the next page: one way for all pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from core.lib.seen import ChangedSince


def sent(request):
    """Return what was sent, for a form to be bound to; None on a page that is only asked for."""
    return request.POST if request.method == "POST" else None


def carry_out(request, verb, done, to, *, form=None, otherwise=None, again=None):
    """Call the verb and redirect with its message; None where its refusal stands in the form, to be shown again.

    `done` and `to` may be functions of the verb's result. A refusal that names no field of the form leads to
    `otherwise`, if that is given; without a form every refusal is a message, and where what the page showed has
    changed since, it leads to `again`, the page as it is now.
    """
    if form is not None and not form.is_valid():
        return None
    try:
        result = verb()
    except ValidationError as refusal:
        stays = otherwise is None or isinstance(refusal, ChangedSince) or hasattr(refusal, "error_dict")
        if form is not None and stays:
            form.add_error(None, refusal)
            return None
        messages.error(request, " ".join(refusal.messages))
        if again is not None and isinstance(refusal, ChangedSince):
            return redirect(again)
        return redirect(to if otherwise is None else otherwise)
    messages.success(request, done(result) if callable(done) else done)
    return redirect(to(result) if callable(to) else to)


def show(request, template, context, form=None):
    """Show a page with a form: 422 where it was sent and refused."""
    return render(request, template, context, status=422 if form is not None and form.is_bound else 200)

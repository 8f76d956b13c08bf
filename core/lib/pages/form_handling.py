"""One way for all pages from a sent form to its verb, message and next page; pages of rows."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from core.lib.pages.seen import ChangedSince


def sent(request):
    """Return what was sent, for a form to be bound to; None on a page that is only asked for."""
    return request.POST if request.method == "POST" else None


def carry_out(request, verb, done, to, *, nothing=None, form=None, field=None, otherwise=None, again=None, undo=None):
    """Call the verb of what was sent and redirect with its message; None where a page is to be shown.

    That is one that is only asked for, or whose form holds a fault or the verb's refusal. `done` ("" where the next
    page says it) and `to` may be functions of the verb's result; `nothing` is told instead where the verb returned
    nothing, as there was nothing to do; `undo` is the address that takes it back. A refusal that names no field of the
    form stands at `field`, or leads to `otherwise`, if that is given. Without a form every refusal is a message; where
    what the page showed has changed since, it leads to `again`, the page as it is now.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return None
    try:
        result = verb()
    except ValidationError as refusal:
        stays = otherwise is None or isinstance(refusal, ChangedSince) or hasattr(refusal, "error_dict")
        if form is not None and stays:
            refuse(form, refusal, field)
            return None
        messages.error(request, " ".join(refusal.messages))
        if again is not None and isinstance(refusal, ChangedSince):
            return redirect(again)
        return redirect(to if otherwise is None else otherwise)
    is_done = nothing is None or bool(result)
    text = nothing if not is_done else done(result) if callable(done) else done
    if text:
        tell = messages.success if is_done else messages.info
        tell(request, text, extra_tags=undo or "")
    return redirect(to(result) if callable(to) else to)


def refuse(form, refusal, field=None):
    """Show a verb's refusal at the form's fields, or on top where it has none of that name."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(field, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def show(request, template, context, form=None):
    """Show a page with a form: 422 where it was sent and refused."""
    is_refused = form is not None and form.is_bound and not form.is_valid()
    return render(request, template, context, status=422 if is_refused else 200)


def form_page(request, form, title, cancel_url, *, lead="", submit_label="", template="form_page.html", **more):
    """Show the page of one form, by `form_page.html` or a template that extends it."""
    context = {"form": form, "title": title, "lead": lead, "cancel_url": cancel_url, "submit_label": submit_label}
    return show(request, template, context | more, form)


def question_page(
    request, title, cancel_url, submit_label, lead="", *, form=None, template="confirm_page.html", **more
):
    """Ask whether to do what cannot be undone, by `confirm_page.html` or a template that extends it."""
    more |= {"lead": lead, "submit_label": submit_label}
    return form_page(request, form, title, cancel_url, template=template, **more)


def page_of(request, rows, size=50):
    """Return the page of the rows that the address asks for."""
    return Paginator(rows, size).get_page(request.GET.get("page"))

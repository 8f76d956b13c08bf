"""The pages of a user's own notices, and their choice of mails."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.lib.pages.form_handling import carry_out, page_of
from core.notifications import verbs
from core.notifications.forms import MailChoiceForm
from core.notifications.models import MailChoice, Notice


@require_GET
def notice_list(request):
    """List the user's notices, the newest first."""
    choice = MailChoice.objects.filter(person=request.user).first()
    context = {
        "title": _("Notifications"),
        "page_obj": page_of(request, Notice.objects.visible_to(request.user)),
        "form": MailChoiceForm(instance=choice),
    }
    return render(request, "notifications/list.html", context)


@require_POST
def notice_open(request, pk):
    """Mark a notice as seen and redirect to its page, which checks permissions itself."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    verbs.mark_seen(notice, by=request.user)
    return redirect(notice.path)


@require_POST
def notice_see_all(request):
    done = _("All notifications are marked as read.")
    return carry_out(request, lambda: verbs.mark_all_seen(by=request.user), done, "notices:list", nothing="")


@require_POST
def mail_choice(request):
    form = MailChoiceForm(request.POST)
    # Two checkboxes can't be invalid.
    return carry_out(
        request,
        lambda: verbs.choose_mail(request.user, **form.cleaned_data),
        _("Your choice has been saved."),
        "notices:list",
        form=form,
    )

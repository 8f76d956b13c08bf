"""One's own notices, and whether they come by mail too."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from notices import verbs
from notices.forms import MailChoiceForm
from notices.models import MailChoice, Notice

PAGE_SIZE = 50


@require_GET
def notice_list(request):
    """The newest first."""
    notices = Paginator(Notice.objects.visible_to(request.user), PAGE_SIZE)
    choice = MailChoice.objects.filter(person=request.user).first()
    context = {
        "title": _("Notices"),
        "page_obj": notices.get_page(request.GET.get("page")),
        "form": MailChoiceForm(instance=choice),
    }
    return render(request, "notices/list.html", context)


@require_POST
def notice_open(request, pk):
    """To the page that the notice is about; it is seen by that. Whether one may read the page is the page's own."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    verbs.see(notice, by=request.user)
    return redirect(notice.path)


@require_POST
def notice_see_all(request):
    if verbs.see_all(by=request.user):
        messages.success(request, _("All notices are marked as read."))
    return redirect("notices:list")


@require_POST
def mail_choice(request):
    form = MailChoiceForm(request.POST)
    # A box is ticked or not: there is nothing to get wrong.
    form.is_valid()
    verbs.choose_mail(request.user, **form.cleaned_data)
    messages.success(request, _("Your choice is kept."))
    return redirect("notices:list")

"""The page on which the Department lets typed text of a report go outside, text by text."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_release_text, require
from core.lib.pages.form_handling import carry_out, page_of
from core.lib.text.markup import vi
from filing.models import Submission
from reports.content.disclosure_control.releases import release_texts
from reports.content.disclosure_control.typed_text import texts_of
from reports.content.frozen.content import read
from reports.models import TextRelease
from reports.views.text_places import heading_of, marked, words_of

# A form of more ticks would be refused as a whole.
PAGE_SIZE = 100


@require_http_methods(["GET", "POST"])
def text_releases(request, pk):
    """Show each typed text of the frozen report with a tick, and keep what is ticked."""
    submissions = Submission.objects.visible_to(request.user).select_related("snapshot", "unit", "period__root")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_release_text(request.user, submission.unit_id), WHO.reviews())
    content = read(submission.snapshot.content) if submission.is_frozen else None
    if content is None or not content.has_editions:
        messages.info(
            request, _("Texts can only be released after the report is handed in. Until then they can change.")
        )
        return redirect("reports:submission", pk)
    texts = texts_of(content)
    page = page_of(request, texts, PAGE_SIZE)
    if request.method == "POST":
        return _save(request, submission, {text.digest for text in page}, page.number)
    released = {
        row.sha256: row for row in TextRelease.objects.filter(snapshot=submission.snapshot).select_related("by")
    }
    before = _released_before(submission)
    rows = [
        {
            "digest": text.digest,
            "heading": heading_of(text.where),
            "where": words_of(text.where),
            "text": marked(text.text),
            "release": released.get(text.digest),
            "version": before.get(text.digest),
        }
        for text in page
    ]
    context = {
        "title": _("What may leave the Department"),
        "submission": submission,
        "page_obj": page,
        "rows": rows,
        "texts": len(texts),
        "texts_released": sum(text.digest in released for text in texts),
        "crumbs": [(vi(submission), reverse("reports:submission", args=[pk]))],
    }
    return render(request, "reports/submissions/releases.html", context)


def _save(request, submission, shown, number):
    version = request.POST.get("snapshot", "")
    version = int(version) if version.isdecimal() and len(version) < 10 else None
    ticked, were_ticked = (set(request.POST.getlist(name)) for name in ("text", "ticked"))
    path = reverse("reports:release", args=[submission.pk])
    return carry_out(
        request,
        lambda: release_texts(submission, version, shown, ticked, by=request.user, were_ticked=were_ticked),
        _saved_message,
        f"{path}?{urlencode({'page': number})}" if number > 1 else path,
    )


def _saved_message(outcome):
    if not any(outcome):
        return _("Nothing was changed.")
    texts = dict(zip(("new", "back"), outcome, strict=True))
    return _("Saved. Newly released: %(new)s; withdrawn: %(back)s. Public documents will be made again.") % texts


def _released_before(submission):
    """Return {digest: version} of the texts that an earlier version of the report had released."""
    rows = TextRelease.objects.filter(snapshot__submission=submission).exclude(snapshot=submission.snapshot_id)
    return dict(rows.order_by("snapshot__version").values_list("sha256", "snapshot__version"))

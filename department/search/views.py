"""The page of the search."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.ratelimit import ratelimited
from core.lib.text.normalise import clean
from department.search.search import find

MAX_LETTERS = 100


@require_GET
@ratelimited("search", "GET")
def search(request):
    """Show the hits by kind; for too few letters nothing is searched."""
    words = clean(request.GET.get("q", ""))[:MAX_LETTERS].strip()
    context = {"title": _("Search"), "words": words, "groups": find(words, request.user) if words else []}
    return render(request, "department/search/search.html", context)

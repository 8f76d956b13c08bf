"""The page of the one search."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.pace import paced
from steering.search import SHORTEST, found
from texts.normalise import clean

LONGEST = 100


@require_GET
@paced("search", "GET")
def search(request):
    """What the words are found in, by kind; short of SHORTEST letters nothing is looked for."""
    words = clean(request.GET.get("q", ""))[:LONGEST].strip()
    context = {"words": words, "groups": found(words, request.user) if words else [], "shortest": SHORTEST}
    return render(request, "steering/search.html", context)

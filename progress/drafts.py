"""Drafts live in the browser (`static/js/drafts.js`); the server says whose they are, and which of them are saved."""

import re

SAVED = "saved_drafts"
# More than a person saves before the next page comes: a page that comes drops what it is told of.
MOST_SAVED = 20


def draft_key(request):
    """Whose form this is, for whom and where: the `draft_key` of a page made of `form_page.html`.

    What was typed in for one unit from its paper is never offered for another.
    """
    acting_for = request.user.acting_for_id
    return f"{request.user.pk}:{f'{acting_for}:' if acting_for else ''}{request.path}"


def remember_saved(get_response):
    """Middleware: a form that was sent with a draft's id and answered by a redirect is saved.

    The session keeps the id, so that the next page drops the draft even where this very answer gets lost.
    """

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            draft = request.POST.get("draft", "")
            if re.fullmatch(r"[a-z0-9]{8,40}", draft):
                request.session[SAVED] = [*request.session.get(SAVED, ()), draft][-MOST_SAVED:]
        return response

    return middleware

"""The server's part of form drafts, which the browser keeps (`static/js/drafts.js`)."""

import re

SESSION_KEY = "saved_drafts"
# More than a person saves between two pages: each page drops the drafts that the session names.
MAX_SAVED = 20


def draft_key(request, unit=None):
    """Return the key of a form's draft: the person, the unit filed for, the path, an ended unit chosen there.

    The `draft_key` of `form_page.html`. What was typed for one unit is never offered for another, whether the person
    types in a paper meanwhile or has moved.
    """
    key = f"{request.user.pk}:{request.user.filing_unit_id}:{request.path}"
    return f"{key}:{unit.pk}" if unit else key


def remember_saved(get_response):
    """Return middleware that remembers the drafts of saved forms in the session.

    A form is saved when it was sent with a draft's id and answered with a redirect. The next page drops the draft,
    even where this answer gets lost.
    """

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            draft = request.POST.get("draft", "")
            if re.fullmatch(r"[a-z0-9]{8,40}", draft):
                request.session[SESSION_KEY] = [*request.session.get(SESSION_KEY, ()), draft][-MAX_SAVED:]
        return response

    return middleware

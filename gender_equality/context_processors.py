"""Template context of every page."""

from functools import cache

from django.conf import settings

from core.accounts.authentication.ended_session import whose_log_in
from core.notifications.models import Notice
from department.quick_reports.verbs import owed_by
from operations.administration.open_points import open_points


def page(request):
    """Return the context of the page frame and of the home pages.

    `demo_today` is the day of the demonstration's banner, `log_in` whose log-in the page's forms are sent by. All
    others are callables, so that only a page that shows them queries, and once: `unseen_notices`, the number at the
    bell; `quick_owed`, the quick reports that the user's unit has still to answer; `set_up_needs`, what in the set-up
    needs the administrator.
    """
    return {
        "demo_today": settings.DEMO_TODAY,
        "log_in": whose_log_in(request),
        "unseen_notices": cache(lambda: Notice.objects.visible_to(request.user).unseen().count()),
        "quick_owed": cache(lambda: owed_by(request.user)),
        "set_up_needs": cache(lambda: open_points(request.user)),
    }

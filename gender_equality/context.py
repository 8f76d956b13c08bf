from functools import cache

from django.conf import settings

from notices.models import Notice
from steering.quick import owed_by


def page(request):
    """What every page's frame needs: the demonstration's day, for the banner; how many notices are new, for the bell.

    `unseen_notices` asks once, and only where a page shows it, which is to people who have logged in. `quick_owed` are
    the quick reports that the person's unit has still to answer; asked by the home alone.
    """
    return {
        "demo_today": settings.DEMO_TODAY,
        "unseen_notices": cache(lambda: Notice.objects.visible_to(request.user).unseen().count()),
        "quick_owed": cache(lambda: owed_by(request.user)),
    }

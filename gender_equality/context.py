from functools import cache

from django.conf import settings

from notices.models import Notice


def page(request):
    """What every page's frame needs: the demonstration's day, for the banner; how many notices are new, for the bell.

    `unseen_notices` asks once, and only where a page shows it, which is to people who have logged in.
    """
    return {
        "demo_today": settings.DEMO_TODAY,
        "unseen_notices": cache(lambda: Notice.objects.visible_to(request.user).unseen().count()),
    }

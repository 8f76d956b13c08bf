from functools import cache

from django.conf import settings

from administration.attention import needs
from notices.models import Notice
from steering.quick import owed_by


def page(request):
    """What every page's frame needs: the demonstration's day, for the banner; how many notices are new, for the bell.

    `unseen_notices` asks once, and only where a page shows it, which is to people who have logged in. `quick_owed` are
    the quick reports that the person's unit has still to answer, `set_up_needs` what in the set-up needs the
    administrator; asked by the homes alone.
    """
    return {
        "demo_today": settings.DEMO_TODAY,
        "unseen_notices": cache(lambda: Notice.objects.visible_to(request.user).unseen().count()),
        "quick_owed": cache(lambda: owed_by(request.user)),
        "set_up_needs": cache(lambda: needs(request.user)),
    }

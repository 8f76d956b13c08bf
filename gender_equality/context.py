from django.conf import settings


def page(request):
    """What every page's frame needs: the demonstration's day, for the banner."""
    return {"demo_today": settings.DEMO_TODAY}

"""Addresses of the whole portal."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from gender_equality.health import healthz

handler400, handler500 = "gender_equality.error_pages.bad_request", "gender_equality.error_pages.server_error"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("core.accounts.urls")),
    path("notices/", include("core.notifications.urls")),
    path("directives/", include("core.directives.urls")),
    *[path(f"{area.replace('_', '-')}/", include(f"{area}.urls")) for area in settings.AREAS],
    path("difficulties/", include("difficulties.urls")),
    path("directory/", include("shelters.urls")),
    path("purges/", include("operations.erasure.urls")),
    path("shelters/", include("shelters.public.urls")),
    path("", include("filing.urls")),
    path("", include("reports.urls")),
    path("", include("department.urls")),
    path("", include("operations.administration.urls")),
]

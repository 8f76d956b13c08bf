from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from gender_equality.health import healthz

handler400, handler500 = "gender_equality.trouble.bad_request", "gender_equality.trouble.server_error"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("accounts.urls")),
    path("notices/", include("notices.urls")),
    path("directives/", include("directives.urls")),
    *[path(f"{area.replace('_', '-')}/", include(f"{area}.urls")) for area in settings.AREAS],
    path("difficulties/", include("difficulties.urls")),
    path("directory/", include("directory.urls")),
    path("purges/", include("safekeeping.urls")),
    path("shelters/", include("directory.public_urls")),
    path("", include("progress.urls")),
    path("", include("reports.urls")),
    path("", include("steering.urls")),
    path("", include("administration.urls")),
]

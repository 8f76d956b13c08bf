from django.contrib import admin

from accounts.admin import Administered, site
from models_sites.models import SiteKind


class SiteKindAdmin(Administered, admin.ModelAdmin):
    """The kinds of support models, which grow without a new version of the portal."""

    list_display = ["name", "code", "helps_people", "shelters_overnight", "order"]


site.register(SiteKind, SiteKindAdmin)

"""The set-up of users, units and bodies, for administrators, until they have pages of their own."""

import json

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from accounts.audit import record
from accounts.models import User
from accounts.permissions import WHO, can_administer, require
from texts.forms import CleanTextMixin
from units.models import Ancestry, Body, Placement, Signer, Unit
from units.tree import rebuild_ancestry


class SetUpSite(admin.AdminSite):
    """The Django admin with the portal's own door: the role decides, not a flag on the user."""

    def has_permission(self, request):
        return request.user.is_active and can_administer(request.user)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """The portal has one log-in page; who is logged in and comes here is told who may go on."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        require(can_administer(request.user), WHO.administers())
        return redirect("admin:index")


class CleanForm(CleanTextMixin, forms.ModelForm):
    """Typed text in NFC and without invisible characters."""


class Administered:
    """Open to administrators alone; nothing is deleted."""

    form = CleanForm

    def has_view_permission(self, request, obj=None):
        return can_administer(request.user)

    has_module_permission = has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False

    def log_addition(self, request, obj, message):
        record("set_up_added", f"{obj._meta.verbose_name}: {obj}", by=request.user, unit=_unit_of(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        # The names of the fields that changed, as the set-up's own log tells them; never what was in them.
        told = get_change_message(message)
        record("set_up_changed", f"{obj._meta.verbose_name}: {obj}", by=request.user, unit=_unit_of(obj), reason=told)
        return super().log_change(request, obj, message)


def get_change_message(message):
    """What the set-up says of a change, as text: "Changed Role." """
    return LogEntry(action_flag=CHANGE, change_message=json.dumps(message) if isinstance(message, list) else message
                    ).get_change_message()  # fmt: skip


def _unit_of(obj):
    return obj if isinstance(obj, Unit) else getattr(obj, "unit", None)


class OfOwnUnits(Administered):
    """Only for units at or below the administrator's own."""

    unit_lookup = "pk__in"

    def get_queryset(self, request):
        own = Unit.objects.under(request.user.unit_id)
        return super().get_queryset(request).filter(**{self.unit_lookup: own})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Unit:
            kwargs["queryset"] = Unit.objects.under(request.user.unit_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class InlineAdministered(OfOwnUnits):
    """Rows inside a page that has passed the door already."""

    def get_queryset(self, request):
        return admin.options.InlineModelAdmin.get_queryset(self, request)


class PlacementInline(InlineAdministered, admin.TabularInline):
    model = Placement
    fk_name = "unit"
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Units of the administrator's own; and what lies above it, where that one lies itself."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        above = Ancestry.objects.filter(unit=request.user.unit_id).values("ancestor")
        field.queryset = Unit.objects.filter(Q(pk__in=field.queryset) | Q(pk__in=above))
        return field


class SignerInline(InlineAdministered, admin.TabularInline):
    model = Signer
    extra = 0


class UnitAdmin(OfOwnUnits, admin.ModelAdmin):
    list_display = ["code", "name", "level", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["code", "name"]
    inlines = [PlacementInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rebuild_ancestry()


class BodyAdmin(OfOwnUnits, admin.ModelAdmin):
    unit_lookup = "unit__in"
    list_display = ["name", "symbol", "valid_from", "valid_to"]
    search_fields = ["name"]
    inlines = [SignerInline]


class CleanUserCreationForm(CleanForm, AdminUserCreationForm):
    usable_password = None


class NewPasswordForm(AdminPasswordChangeForm):
    """A new password; to keep somebody out, the account is made inactive instead."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class CleanUserChangeForm(CleanForm, UserChangeForm):
    pass


class AccountAdmin(OfOwnUnits, UserAdmin):
    unit_lookup = "unit__in"
    form, add_form, change_password_form = CleanUserChangeForm, CleanUserCreationForm, NewPasswordForm
    list_display = ["username", "full_name", "unit", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "full_name", "email"]
    filter_horizontal = []
    ordering = ["username"]
    _person = ("full_name", "email", "unit", "role")
    fieldsets = [(None, {"fields": ("username", "password", *_person, "is_active")})]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ("username", "password1", "password2", *_person),
            },
        )
    ]


site = SetUpSite(name="admin")
site.register(Unit, UnitAdmin)
site.register(Body, BodyAdmin)
site.register(User, AccountAdmin)

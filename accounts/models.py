from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.models import Unit


class Role(models.TextChoices):
    """What a person does in the one unit they belong to."""

    OFFICER = "officer", _("Officer")
    HEAD = "head", _("Head of office")
    PROVINCE_OFFICER = "province_officer", _("Officer of the Department")
    PROVINCE_LEADER = "province_leader", _("Leader of the Department")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A person with one unit and one role there; all rights follow from the two (`accounts.permissions`)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    full_name = models.CharField(_("full name or post"), max_length=100)
    first_name = last_name = None

    REQUIRED_FIELDS = []

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")
        ordering = ["username"]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name

    @property
    def is_district(self):
        return self.role in (Role.OFFICER, Role.HEAD)

    @property
    def is_department(self):
        return self.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)

    @property
    def is_administrator(self):
        return self.role == Role.ADMINISTRATOR

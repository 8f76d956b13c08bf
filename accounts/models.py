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
    acting_for = models.ForeignKey(
        Unit,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("files for this unit from its paper"),
    )
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
    def filing_unit_id(self):
        """The unit in whose name the person files: their own, or the one whose paper they are typing in."""
        return self.acting_for_id or self.unit_id

    @property
    def filing_unit(self):
        return self.acting_for or self.unit

    @property
    def is_district(self):
        return self.role in (Role.OFFICER, Role.HEAD)

    @property
    def is_department(self):
        return self.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)

    @property
    def is_administrator(self):
        return self.role == Role.ADMINISTRATOR


class AuditEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What concerns units at and below the person's own; of the administrator too: it tells of no work."""
        return self.filter(models.Q(unit__in=Unit.objects.under(user.unit_id)) | models.Q(by__unit=user.unit_id))


class AuditEntry(models.Model):
    """An administrative act on record: who, when (the instant, and the day people see), what, on whose unit.

    Written by `accounts.audit.record` alone, changed by nobody. `subject` is Vietnamese and names no victim and no
    figure.
    """

    at = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=400)
    reason = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = _("entry of the record of acts"), _("record of acts")

    def __str__(self):
        return f"{self.action}: {self.subject}"

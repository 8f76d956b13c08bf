"""Users with their roles, sessions and recovery codes, and the audit log."""

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.units.keeping import below_and_kept, own_and_kept
from core.units.models import Unit


class Role(models.TextChoices):
    """A user's role in their unit."""

    OFFICER = "officer", _("Officer")
    HEAD = "head", _("Head of office")
    PROVINCE_OFFICER = "province_officer", _("Specialist of the Department")
    PROVINCE_LEADER = "province_leader", _("Leader of the Department")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A user with one unit and one role; all rights follow from the two (`core.accounts.permissions`)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    full_name = models.CharField(_("full name or job title"), max_length=100)
    acting_for = models.ForeignKey(
        Unit,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entering data from paper for this unit"),
    )
    # Django's own way of leaving a field of the parent out.
    first_name = last_name = None  # type: ignore[assignment]

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
        """The id of the unit that the user files for: their own, or one whose paper they type in."""
        return self.acting_for_id or self.unit_id

    @property
    def filing_unit(self):
        return self.acting_for or self.unit

    @property
    def own_units(self):
        """The user's unit with all below it and all that it keeps."""
        return own_and_kept(self.unit_id) if self.is_district else below_and_kept(self.unit_id)

    @property
    def files_from_paper(self):
        """Whether the user types in what another unit sent on paper."""
        return self.acting_for_id is not None

    @property
    def is_district(self):
        return self.role in (Role.OFFICER, Role.HEAD)

    @property
    def is_department(self):
        return self.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)

    @property
    def is_administrator(self):
        return self.role == Role.ADMINISTRATOR


class Session(AbstractBaseSession):
    """A session with columns for its user's list; `core.accounts.sessions` writes them from the session data."""

    # Not unique: a session that changes its key has two rows for a moment.
    number = models.UUIDField(null=True, db_index=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls):
        from core.accounts.sessions import SessionStore

        return SessionStore


class RecoveryCode(models.Model):
    """A code that replaces the second factor once; only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=200)
    used_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.user}: {self.used_at or 'unused'}"


class AppendOnly(models.QuerySet):
    """Rows that are only added and read; PostgreSQL enforces it too (`core.accounts.audit_triggers`)."""

    def update(self, **kwargs):
        raise TypeError("The record of acts is only added to.")

    def bulk_update(self, *args, **kwargs):
        self.update()

    def delete(self):
        self.update()


class AuditEntryQuerySet(AppendOnly):
    """Look-ups of the audit log."""

    def visible_to(self, user):
        """Return the entries about the user's unit, all below it and all that it keeps, or by people of that unit.

        For the administrator as well: entries hold no contents of work.
        """
        return self.filter(models.Q(unit__in=user.own_units) | models.Q(by__unit=user.unit_id))


class AuditEntry(models.Model):
    """An entry of the audit log: who, when (instant, and day people see), what, of which unit, from where.

    Written by `core.accounts.audit.log_action` alone and never changed. `subject` is Vietnamese, made by the program,
    and names no victim and no figure. A reason that a person typed is stored apart (`AuditReason`); the entry has only
    its digest.
    """

    at = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=400)
    reason_digest = models.CharField(max_length=64, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    address = models.GenericIPAddressField(null=True)
    session = models.UUIDField(null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = _("audit log entry"), _("audit log")
        indexes = [models.Index(fields=["at"]), models.Index(fields=["action", "at"])]

    def __str__(self):
        return f"{self.action}: {self.subject}"

    @property
    def reason(self):
        """The typed reason; empty if none was typed or it was erased."""
        reason = getattr(self, "told", None)
        return reason.text if reason else ""


class AuditReason(models.Model):
    """The reason of an entry, as a person typed it; erasable, as it may name somebody by mistake.

    The entry keeps SHA-256 of `salt` and text: a changed reason is noticed, and an erased one can't be guessed from it.
    """

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="told")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        verbose_name = _("reason in the audit log")

    def __str__(self):
        return self.text


class AuditLink(models.Model):
    """An entry's link in the chain: SHA-256 over the previous link and the entry (`audit.seal_entries`)."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="link")
    position = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-position"]

    def __str__(self):
        return f"{self.position}: {self.digest}"

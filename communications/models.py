from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.records import Activity, part_within, refuse_larger_parts
from progress.words import counted, people
from units.models import Unit

FEMALE_TOO_MANY = _("Women cannot be more than all who took part.")
MINORITY_TOO_MANY = _("Ethnic minorities cannot be more than all who took part.")


class Topic(models.TextChoices):
    """What the campaign was about (clauses 2.a to 2.đ)."""

    POLICY = "policy", _("Policy and law on gender equality")
    POLITICS = "politics", _("Gender equality in politics, the Party congresses and elections")
    LABOUR_CODE = "labour_code", _("The Labour Code 2019")
    SERVICES = "services", _("Support models and services")
    ACTION_MONTH = "action_month", _("The Action Month")
    VIOLENCE = "violence", _("Skills against gender-based violence")


class Form(models.TextChoices):
    """The forms of Decree 48/2009/NĐ-CP, art. 5."""

    TALK = "talk", _("Talk by a reporter, meeting")
    RADIO = "radio", _("Radio and loudspeakers")
    MEDIA = "media", _("Press, internet, social networks")
    PRINT = "print", _("Printed matter, banners")
    ARTS = "arts", _("Arts performance")
    CONTEST = "contest", _("Contest")
    CLUB = "club", _("Club")
    INTEGRATED = "integrated", _("Integrated in another activity")
    OTHER = "other", _("Other form")


DIRECT = (Form.TALK, Form.ARTS, Form.CONTEST, Form.CLUB, Form.INTEGRATED)


class Campaign(Activity):
    """A communication activity: people reached face to face, items broadcast, things printed or published."""

    TASKS = ("comm.policy", "comm.labour-code", "comm.services", "comm.action-month", "comm.radio")
    RELATED = ("task", "unit", "commune")
    FROZEN_FIELDS = (
        "topic", "form", "place", "audience", "started_on", "ended_on", "attendance", "female", "minority",
        "broadcast_items", "broadcasts", "minutes", "products", "enterprises", "is_launch",
        "communes_joined", "cost", "note",
    )  # fmt: skip
    PARTS = (("female", "attendance", FEMALE_TOO_MANY), ("minority", "attendance", MINORITY_TOO_MANY))

    topic = models.CharField(_("Topic"), max_length=20, choices=Topic.choices)
    form = models.CharField(_("Form"), max_length=20, choices=Form.choices)
    commune = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Commune")
    )
    place = models.CharField(_("Place"), max_length=200, blank=True)
    audience = models.CharField(_("Audience"), max_length=200, blank=True)
    attendance = models.PositiveIntegerField(_("Attendances in all"), null=True, blank=True)
    female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("of them ethnic minorities"), null=True, blank=True)
    broadcast_items = models.PositiveIntegerField(_("Items for radio"), null=True, blank=True)
    broadcasts = models.PositiveIntegerField(_("Times broadcast"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("Minutes on air"), null=True, blank=True)
    products = models.PositiveIntegerField(_("Articles and products"), null=True, blank=True)
    enterprises = models.PositiveIntegerField(_("Enterprises guided"), null=True, blank=True)
    is_launch = models.BooleanField(_("Launch ceremony, or what took its place"), default=False)
    communes_joined = models.PositiveIntegerField(_("Communes that joined"), null=True, blank=True)

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("campaign"), _("campaigns")
        constraints = [
            *Activity.Meta.constraints,
            part_within("female", "attendance", "female_within", FEMALE_TOO_MANY),
            part_within("minority", "attendance", "minority_within", MINORITY_TOO_MANY),
        ]

    @property
    def summary(self):
        """What is worth a line: attendances with the women's part, broadcasts, products."""
        return counted(
            (people(self.attendance, self.female), _("attendances")),
            (self.broadcast_items, _("items")),
            (self.broadcasts, _("broadcasts")),
            (self.products, _("products")),
        )

    def clean(self):
        super().clean()
        refuse_larger_parts(self, self.PARTS)

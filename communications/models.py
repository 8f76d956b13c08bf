"""Communication activities, and communes in the Action Month (clauses 1.b and 2.a to 2.e)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.choices_field import ManyField
from core.units.models import Unit
from filing.models.attendance import Attendance, attendance_constraints
from filing.models.parts import Implies, Within
from filing.models.records import Activity, CommuneRecord
from filing.models.rows_field import RowColumn, RowsField, total_of
from filing.wording.counts import counted, people

MORE_ITEMS = _("There are more items than broadcasts.")
NOT_BROADCAST = _("There are minutes on air but no broadcasts.")


class CampaignTopic(models.TextChoices):
    """The topic of a campaign (clauses 2.a to 2.đ)."""

    POLICY = "policy", _("Policy and law on gender equality")
    POLITICS = "politics", _("Gender equality in politics, Party congresses and elections")
    LABOUR_CODE = "labour_code", _("The Labour Code 2019")
    SERVICES = "services", _("Models and services that promote gender equality")
    ACTION_MONTH = "action_month", _("The Action Month")
    VIOLENCE = "violence", _("Skills against gender-based violence")


class CampaignFormat(models.TextChoices):
    """The forms of communication (Decree 48/2009/NĐ-CP, art. 5)."""

    TALK = "talk", _("Talk or meeting")
    RADIO = "radio", _("Radio and loudspeakers")
    MEDIA = "media", _("Press, internet, social networks")
    PRINT = "print", _("Printed matter, banners")
    ARTS = "arts", _("Arts performance")
    CONTEST = "contest", _("Contest")
    CLUB = "club", _("Club")
    INTEGRATED = "integrated", _("Integrated in another activity")
    OTHER = "other", _("Other form")


# The forms that reach people face to face.
DIRECT_FORMATS = (
    CampaignFormat.TALK,
    CampaignFormat.ARTS,
    CampaignFormat.CONTEST,
    CampaignFormat.CLUB,
    CampaignFormat.INTEGRATED,
)


class Audience(models.TextChoices):
    """The audiences of a campaign."""

    CADRES = "cadres", _("Officials and public employees")
    LEADERS = "leaders", _("Leaders and managers")
    WORKERS = "workers", _("Employers and workers")
    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    YOUTH = "youth", _("Young people, pupils")
    MINORITIES = "minorities", _("Ethnic minorities")
    ELDERLY = "elderly", _("The elderly")
    PEOPLE = "people", _("Citizens")


class Product(models.TextChoices):
    """The kinds of communication products."""

    ARTICLE = "article", _("Article, news item")
    LEAFLET = "leaflet", _("Leaflet, booklet")
    BANNER = "banner", _("Banner, poster, billboard")
    VIDEO = "video", _("Video, audio clip")
    POST = "post", _("Social network post")
    OTHER = "other", _("Other product")


class Launch(models.TextChoices):
    """The ways to launch the Action Month (clause 2.d)."""

    CEREMONY = "ceremony", _("Launch ceremony")
    ALTERNATIVE = "alternative", _("Alternative form")


class Campaign(Activity, Attendance):
    """A communication activity: events, broadcasts, printed and published products."""

    TASKS = ("comm.policy", "comm.labour-code", "comm.services", "comm.action-month", "comm.radio")
    RELATED = ("task", "unit", "commune")
    SEARCHED = (*Activity.SEARCHED, "commune", "place", "audience", "station")
    TOTALS = ("attendance", "female", "minority", "products", "cost")
    FROZEN_FIELDS = (
        "topic",
        "form",
        "place",
        "audiences",
        "audience",
        "started_on",
        "ended_on",
        "attendance",
        "female",
        "minority",
        "reached",
        "product_list",
        "products",
        "guidance",
        "enterprises",
        "station",
        "broadcast_items",
        "broadcasts",
        "minutes",
        "relays",
        "theme",
        "launch",
        "launch_why",
        "cost",
    )
    RULES = (
        *Attendance.RULES,
        Within(("broadcast_items",), ("broadcasts",), MORE_ITEMS, at="broadcasts", is_odd=True),
        Implies(("minutes",), ("broadcasts",), NOT_BROADCAST, is_odd=True),
    )

    topic = models.CharField(_("Topic"), max_length=20, choices=CampaignTopic.choices)
    form = models.CharField(_("Form"), max_length=20, choices=CampaignFormat.choices)
    commune = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Commune")
    )
    place = models.CharField(_("Place"), max_length=200, blank=True)
    audiences = ManyField(_("Audience groups"), options=Audience.choices)
    audience = models.CharField(_("Audience details"), max_length=200, blank=True)
    reached = models.PositiveIntegerField(_("Reached by media (views, listeners)"), null=True, blank=True)
    product_list = RowsField(
        _("Products"),
        columns=(
            RowColumn("kind", _("Kind"), "choice", choices=Product.choices, is_required=True),
            RowColumn("quantity", _("Quantity"), "count", is_required=True),
            RowColumn("note", _("Note")),
        ),
    )
    products = models.PositiveIntegerField(_("Articles and products"), null=True, blank=True, editable=False)
    guidance = models.CharField(_("Guidance issued"), max_length=200, blank=True)
    enterprises = models.PositiveIntegerField(_("Enterprises that received guidance"), null=True, blank=True)
    station = models.CharField(_("Radio station"), max_length=200, blank=True)
    broadcast_items = models.PositiveIntegerField(_("Items for radio"), null=True, blank=True)
    broadcasts = models.PositiveIntegerField(_("Times broadcast"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("Minutes on air"), null=True, blank=True)
    relays = models.PositiveIntegerField(_("Commune stations relaying"), null=True, blank=True)
    theme = models.CharField(_("Theme of the Action Month"), max_length=300, blank=True)
    launch = models.CharField(_("Launch of the Action Month"), max_length=12, choices=Launch.choices, blank=True)
    launch_why = models.CharField(_("Reason for the alternative form"), max_length=300, blank=True)

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("communication activity"), _("communication activities")
        constraints = [
            *Activity.Meta.constraints,
            *attendance_constraints(),
            models.CheckConstraint(
                condition=~Q(launch=Launch.ALTERNATIVE) | ~Q(launch_why=""), name="campaign_alternative_with_reason"
            ),
        ]

    @property
    def summary(self):
        """The attendances with women, the broadcasts and the products in a line."""
        return counted(
            (people(self.attendance, self.female), _("attendances")),
            (self.broadcast_items, _("items")),
            (self.broadcasts, _("broadcasts")),
            (self.products, _("products")),
        )

    def clean_fields(self, exclude=None):
        # A figure (TT-06), so it has a column of its own, computed from the list.
        self.products = total_of(self.product_list, "quantity")
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.launch == Launch.ALTERNATIVE and not self.launch_why.strip():
            raise ValidationError({"launch_why": _("Give the reason why there was no ceremony.")})


class CommuneJoined(CommuneRecord):
    """A record that a commune took part in the Action Month (TT-08)."""

    TASKS = ("comm.action-month",)
    PREFIX = "communes-"
    FROZEN_FIELDS = ("year", "detail")

    day = models.DateField(_("Date it took part"))
    detail = models.CharField(_("Form of participation"), max_length=200, blank=True)

    class Meta(CommuneRecord.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("commune that took part"), _("communes that took part")

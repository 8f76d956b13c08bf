"""Results of strategy, programme and scheme, and their closing reviews (clause 3.b)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.choices_field import ManyField
from filing.models.records import Activity
from filing.models.rows_field import RowColumn, RowsField


class Programme(models.TextChoices):
    """The programmes that are carried out and closed (clause 3.b)."""

    STRATEGY = "strategy", _("National Strategy 2011–2020")
    PROGRAMME = "programme", _("Action Programme 2016–2020")
    SCHEME = "scheme", _("Scheme against gender-based violence 2016–2020")


class ReviewFormat(models.TextChoices):
    """The forms of a review; GOING_ON is no closing review."""

    OWN = "own", _("Separate closing conference")
    COMBINED = "combined", _("Closing conference held with another")
    REPORT = "report", _("Closing report")
    GOING_ON = "going_on", _("Results only, not closed")


class Review(Activity):
    """A review of strategy, programme or scheme, with results against targets (clause 3.b)."""

    TASKS = ("cap.review",)
    PREFIX = "reviews-"
    RELATED = ("task", "unit")
    SEARCHED = (*Activity.SEARCHED, "document")
    TOTALS = ("cost",)
    FROZEN_FIELDS = ("programmes", "form", "started_on", "ended_on", "document", "results", "cost")

    programmes = ManyField(_("Strategy, programme or scheme"), options=Programme.choices)
    form = models.CharField(_("Form"), max_length=20, choices=ReviewFormat.choices)
    document = models.CharField(_("Resulting document"), max_length=200, blank=True)
    results = RowsField(
        _("Results against targets"),
        columns=(
            RowColumn("target", _("Strategy target"), is_required=True),
            RowColumn("unit", _("Unit of measure")),
            RowColumn("planned", _("Planned value")),
            RowColumn("achieved", _("Achieved")),
            RowColumn("note", _("Note")),
        ),
    )

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("review"), _("reviews")

    @property
    def summary(self):
        return " · ".join(filter(None, (self.get_form_display(), self.document)))

    def clean(self):
        super().clean()
        if not self.programmes:
            raise ValidationError({"programmes": _("Choose at least one.")})

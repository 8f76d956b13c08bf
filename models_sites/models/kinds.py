"""The kinds of support models."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.text.alphabetical import in_order


class SiteKind(models.Model):
    """A kind of support model, stored as data so that the Department can add kinds itself.

    `helps_people` marks places that a person in need turns to (TT-07), `shelters_overnight` those where people
    sleep, whose street address is never published (Law 02/2007/QH12, art. 5.1.d).
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    helps_people = models.BooleanField(_("takes in people who need help"), default=False)
    shelters_overnight = models.BooleanField(_("people stay overnight"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["order", in_order("name")]
        verbose_name, verbose_name_plural = _("kind of model"), _("kinds of models")

    def __str__(self):
        return self.name

"""What laws, strategies and programmes are called, from a year on, as the Department wrote it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LawKey(models.TextChoices):
    """What sentences of a report name by the name of the report's year; keys of `data/names.toml`."""

    LABOUR_CODE = "labour_code", _("Labour code")
    STRATEGY = "strategy", _("National Strategy")
    PROGRAMME = "programme", _("Action Programme")
    SCHEME = "scheme", _("Scheme against gender-based violence")


class LawName(models.Model):
    """A name from a year on. The names of a key stand in the place of all that the program has for it."""

    key = models.CharField(_("text or programme"), max_length=20, choices=LawKey)
    since = models.PositiveSmallIntegerField(_("from year"), default=0)
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        ordering = ["key", "since"]
        verbose_name, verbose_name_plural = _("name of a text"), _("names of texts")
        constraints = [models.UniqueConstraint(fields=["key", "since"], name="one_law_name_a_year")]

    def __str__(self):
        return self.name

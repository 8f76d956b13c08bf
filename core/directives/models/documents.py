"""The documents that a directive rests on, and those that it asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.directives.models.directives import Directive


class DocumentSort(models.TextChoices):
    """What a document is to a directive."""

    BASIS = "basis", _("Based on")
    ASKED = "asked", _("Asks for")


class RelatedDocument(models.Model):
    """A document that a directive rests on, or one that it asks the units for.

    `to_confirm` marks legal facts for which no source was at hand: a directive is not published with one.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="documents")
    sort = models.CharField(max_length=10, choices=DocumentSort.choices, editable=False)
    subject = models.CharField(_("subject"), max_length=300)
    number = models.CharField(_("number and symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    to_confirm = models.BooleanField(_("to confirm"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("document of a directive"), _("documents of directives")
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "sort", "number", "subject"],
                name="document_of_directive_once",
                violation_error_message=_("This document is already listed."),
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, (self.number, self.subject)))

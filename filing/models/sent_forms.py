"""Forms that were sent already, so that nothing is filed twice."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """A form for something new that a person sent, and the object made from it.

    `filing.idempotency` says what the key is.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True)
    object_id = models.PositiveBigIntegerField(null=True)
    made = GenericForeignKey()

    class Meta:
        verbose_name = _("submitted form")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="form_sent_once")]

    def __str__(self):
        return self.key

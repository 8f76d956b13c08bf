"""A column of folded text that lists are searched by."""

from django.db import models
from django.db.models import Q

from core.lib.text.normalise import fold


class SearchField(models.TextField):
    """The text of the fields in the model's `SEARCHED`, without accents and case.

    `pre_save` fills it in `save()` and in `bulk_create()` alike.
    """

    def __init__(self, *args, **kwargs):
        kwargs |= {"editable": False, "default": "", "blank": True}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        text = fold(" ".join(str(getattr(model_instance, name) or "") for name in model_instance.SEARCHED))
        setattr(model_instance, self.attname, text)
        return text


def matching(words):
    """Return the condition that a row contains every word of a query, with or without accents."""
    condition = Q()
    for word in fold(words).split():
        condition &= Q(searched__contains=word)
    return condition

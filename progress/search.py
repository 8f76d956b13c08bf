"""What lists are searched by: a column of folded text, filled by every way of writing."""

from django.db import models
from django.db.models import Q

from texts.normalise import fold


class SearchField(models.TextField):
    """The fields that a model names in `SEARCHED`, without accents and case, filled as the row is written.

    `pre_save` is asked by `save()` and by `bulk_create()` alike.
    """

    def __init__(self, *args, **kwargs):
        kwargs |= {"editable": False, "default": "", "blank": True}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        text = fold(" ".join(str(getattr(model_instance, name) or "") for name in model_instance.SEARCHED))
        setattr(model_instance, self.attname, text)
        return text


def matching(words):
    """The condition that a row holds every word of what was typed, accents or not."""
    found = Q()
    for word in fold(words).split():
        found &= Q(searched__contains=word)
    return found

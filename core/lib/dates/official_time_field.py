"""A column for the instant of creation or of the last change, by the official clock."""

from django.db import models

from core.lib.dates.clock import official_now


class OfficialTimeField(models.DateTimeField):
    """A DateTimeField whose `auto_now` and `auto_now_add` take `official_now()`; to migrations it is a plain one."""

    def pre_save(self, model_instance, add):
        if not (self.auto_now or (self.auto_now_add and add)):
            return super().pre_save(model_instance, add)
        instant = official_now()
        setattr(model_instance, self.attname, instant)
        return instant

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

"""Marks of the days of releases for the statistics: at a decision on one, or a change of its site."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from core.indicators.facts import mark_dirty
from models_sites.models import Site
from shelters.models import Release


@receiver(post_save, sender=Site)
def mark_releases(instance, raw=False, **kwargs):
    """Mark every day on which releases of a site change what is public of it."""
    if raw:
        return
    released = Release.objects.filter(listing__site=instance.pk, confirmed_on__isnull=False)
    days = {day for pair in released.values_list("confirmed_on", "withdrawn_on") for day in pair}
    if days:
        days |= {instance.opened_on, instance.closed_on, *(row.on for row in instance.past_transfers)}
        for unit_id in instance.counted_under:
            mark_dirty(Site._meta.label, unit_id, days)

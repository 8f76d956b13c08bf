import logging

from celery import shared_task

from core.lib.dates.clock import now
from operations.backups import daily, retention

log = logging.getLogger(__name__)


@shared_task(name="safekeeping.daily_backup", expires=3000)
def daily_backup():
    if daily.is_due(now()):
        daily.begin()


@shared_task(name="safekeeping.tidy", expires=3000)
def tidy():
    log.info("Removed what was past its time: %s", retention.tidy())

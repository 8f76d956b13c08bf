"""The backup of each day: when it is due, how it is begun, and who is notified of a failure."""

import logging
import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from core.accounts.models import Role, User
from core.lib.dates.clock import local_day, now
from core.lib.leases import TOLERANCE
from core.notifications.verbs import notify
from operations.backups.backup_folder import archives_in, made_at

log = logging.getLogger(__name__)


def is_due(moment):
    """Return whether the day's hour has passed without an archive since.

    What one beat missed the next makes good. An archive of a time still to come, as it stays where a clock was set
    back, is no backup of today.
    """
    if settings.BACKUP_AT is None:
        return False
    local = timezone.localtime(moment, timezone.get_default_timezone())
    hour = local.replace(hour=settings.BACKUP_AT, minute=0, second=0, microsecond=0)
    is_made = any(hour <= made_at(path) <= moment + TOLERANCE for path in archives_in(settings.BACKUP_DIR))
    return local >= hour and not is_made


def begin():
    """Start the backup as a process of its own: it may take hours, and a worker has other work."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "backup", "--tell"]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def notify_of_failure():
    """Notify every administrator, once a day, that the backup failed.

    What went wrong stands in the log alone, since a mail leaves the portal.
    """
    day = local_day(now())
    try:
        notify(
            User.objects.filter(role=Role.ADMINISTRATOR, is_active=True),
            occasion=f"backup:{day}",
            subject="Sao lưu dữ liệu không thành công",
            text=(
                f"Lần sao lưu dữ liệu ngày {day:%d/%m/%Y} không thành công hoặc không đầy đủ. Các bản sao lưu trước đó "
                "vẫn được giữ nguyên. Đề nghị người vận hành máy chủ xem nhật ký hệ thống và xử lý trong ngày."
            ),
            path="/",
        )
    except Exception:
        # The database itself may be what failed: the log and the exit code tell of that.
        log.exception("The administrators could not be told that the backup failed.")

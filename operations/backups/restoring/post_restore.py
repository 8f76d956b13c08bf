"""What has to happen to a restored portal before anybody uses it."""

from core.notifications.models import MailState, Notice
from operations.erasure.tombstones import erase_again


def post_restore():
    """Settle what the hours since the backup would do again or undo; may be run twice.

    Called once the restored database and media are in their places and before the restore counts as finished.
    """
    _mark_queued_mails_unknown()
    erase_again()


def _mark_queued_mails_unknown():
    """Keep mails that waited at the time of the backup from being sent again.

    For all that is known, they went out since.
    """
    queued = Notice.objects.filter(mail__in=[MailState.QUEUED, MailState.SENDING])
    queued.update(mail=MailState.UNKNOWN, leased_until=None)

"""What has to happen to a portal that was restored before anybody uses it."""

from notices.models import MailState, Notice
from safekeeping.purging import apply_again


def after_restore():
    """Settle what the past hours would do again or undo; may be run twice.

    Called once the restored database and media are in their places and before the restore counts as finished.
    """
    _send_no_mail_twice()
    apply_again()


def _send_no_mail_twice():
    """A mail that waited when the backup was made went out since, for all that is known."""
    waited = Notice.objects.filter(mail__in=[MailState.QUEUED, MailState.SENDING])
    waited.update(mail=MailState.UNKNOWN, leased_until=None)

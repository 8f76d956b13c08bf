"""Creation of notices, and what users do with them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator

from core.lib.dates.clock import now, official_now
from core.lib.enqueue import enqueue
from core.notifications.celery_tasks import deliver
from core.notifications.models import MailChoice, MailState, Notice
from core.notifications.outbox import mailable


@dataclass(frozen=True)
class Message:
    """The contents of a notice to one person; see `notify`, and `Notice.about` for `about`."""

    subject: str
    text: str
    path: str
    about: tuple = ()


def notify(people, *, occasion, subject, text, path, by_mail=True):
    """Notify each of the people, in the portal and by mail where they have an address and want it.

    `occasion` is a key such as "summary:12": nobody gets a second notice of the same occasion, not even with another
    text. Subject and text are Vietnamese and leave the portal by mail, so they must hold nothing that needs a log-in.
    `path` is a page of the portal. With `by_mail=False` no mail is sent, whatever people chose. ValidationError for a
    path of another site, and for a value longer than its column.
    """
    message = Message(subject, text, path)
    notify_each([(person, message) for person in people], occasion=occasion, by_mail=by_mail)


@transaction.atomic
def notify_each(messages, *, occasion, is_reminder=False, by_mail=True):
    """Notify as `notify` does, with a Message for each person; the number of queries is fixed.

    `messages` are (person, Message) pairs.
    """
    pairs = list(messages)
    mail_ids = mailable([person for person, _message in pairs], is_reminder=is_reminder) if by_mail else set()
    rows = [
        Notice(
            person=person,
            occasion=occasion,
            subject=_one_line(message.subject),
            text=message.text,
            path=message.path,
            is_reminder=is_reminder,
            about=list(message.about),
            created_at=official_now(),
            next_try=now(),
            mail=MailState.QUEUED if person.pk in mail_ids else MailState.NONE,
            message_id=message_id(person, occasion),
        )
        for person, message in pairs
    ]
    for row in rows:
        row.clean_fields(exclude=["person"])
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if mail_ids:
        transaction.on_commit(lambda: enqueue(deliver))


def _one_line(subject):
    """Return the subject on one line and cut to its column: it may contain names that people typed."""
    longest = Notice._meta.get_field("subject").max_length or 0
    return Truncator(" ".join(subject.split())).chars(longest)


def message_id(person, occasion):
    """Return the Message-ID of a person's mail on an occasion, always the same."""
    digest = salted_hmac("notices", f"{person.pk}:{occasion}", algorithm="sha256").hexdigest()[:32]
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{digest}@{host.encode('idna').decode()}>"


def mark_seen(notice, by):
    """Mark a notice as seen by its person; the first time stays. Another's notice is left alone."""
    Notice.objects.visible_to(by).unseen().filter(pk=notice.pk).update(seen_at=official_now())


def mark_all_seen(by):
    """Mark all notices of the person as seen; return how many were new."""
    return Notice.objects.visible_to(by).unseen().update(seen_at=official_now())


def choose_mail(by, *, by_mail, reminders_by_mail):
    """Store whether the person wants mails; waiting mails that are no longer wanted are not sent."""
    choices = {"by_mail": by_mail, "reminders_by_mail": reminders_by_mail}
    MailChoice.objects.update_or_create(person=by, defaults=choices)

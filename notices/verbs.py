"""Telling people, and what they do with what they are told."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator

from calendars.clock import now
from notices.asking import ask
from notices.models import MailChoice, MailState, Notice
from notices.outbox import mailable
from notices.tasks import deliver


@dataclass(frozen=True)
class Message:
    """What one person is told; see `tell`. `about` are keys of what stands in it (`Notice.about`)."""

    subject: str
    text: str
    path: str
    about: tuple = ()


def tell(people, *, occasion, subject, text, path, by_mail=True):
    """Tell each of the people, in the portal and by mail where they have an address and want it.

    Whoever was told of the `occasion` before, a key such as "summary:12", is not told again, with other words either.
    Subject and text are Vietnamese and leave the portal: nothing that may be read after log-in alone. `path` is a
    page of the portal. `by_mail=False`: in the portal alone, whatever they want. ValidationError for a path that
    leads elsewhere, and for what is longer than its column.
    """
    message = Message(subject, text, path)
    tell_each([(person, message) for person in people], occasion=occasion, by_mail=by_mail)


@transaction.atomic
def tell_each(told, *, occasion, is_reminder=False, by_mail=True):
    """The same with a message of their own for each of (person, Message) pairs; few queries however many there are."""
    told, moment = list(told), now()
    wanted = mailable([person for person, _message in told], is_reminder=is_reminder) if by_mail else set()
    rows = [
        Notice(
            person=person,
            occasion=occasion,
            subject=_one_line(message.subject),
            text=message.text,
            path=message.path,
            is_reminder=is_reminder,
            about=list(message.about),
            created_at=moment,
            next_try=moment,
            mail=MailState.QUEUED if person.pk in wanted else MailState.NONE,
            message_id=message_id(person, occasion),
        )
        for person, message in told
    ]
    for row in rows:
        row.clean_fields(exclude=["person"])
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if wanted:
        transaction.on_commit(lambda: ask(deliver))


def _one_line(subject):
    """A subject is one line, whatever was typed into the names that it is made of."""
    return Truncator(" ".join(subject.split())).chars(Notice._meta.get_field("subject").max_length)


def message_id(person, occasion):
    """The Message-ID of that person's mail on that occasion, the same whenever it is asked for."""
    name = salted_hmac("notices", f"{person.pk}:{occasion}", algorithm="sha256").hexdigest()[:32]
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{name}@{host.encode('idna').decode()}>"


def see(notice, by):
    """The person has seen it; the first time stays. Nothing where it is another's."""
    Notice.objects.visible_to(by).unseen().filter(pk=notice.pk).update(seen_at=now())


def see_all(by):
    """The person has seen all that stands there now; how many of them were new."""
    return Notice.objects.visible_to(by).unseen().update(seen_at=now())


def choose_mail(by, *, by_mail, reminders_by_mail):
    """By mail too, or in the portal alone; a mail that still waits is not sent if nobody wants it any more."""
    wishes = {"by_mail": by_mail, "reminders_by_mail": reminders_by_mail}
    MailChoice.objects.update_or_create(person=by, defaults=wishes)

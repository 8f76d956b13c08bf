"""Telling people, and what they do with what they are told."""

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


@transaction.atomic
def tell(people, *, occasion, subject, text, path):
    """Tell each of the people, in the portal and by mail where they have an address and want it.

    Whoever was told of the `occasion` before, a key such as "summary:12", is not told again, with other words either.
    Subject and text are Vietnamese and leave the portal: nothing that may be read after log-in alone. `path` is a
    page of the portal. ValidationError for a path that leads elsewhere, and for what is longer than its column.
    """
    people, moment = list(people), now()
    by_mail = mailable(people)
    # A subject is one line, whatever was typed into the names that it is made of.
    subject = Truncator(" ".join(subject.split())).chars(Notice._meta.get_field("subject").max_length)
    rows = [
        Notice(
            person=person,
            occasion=occasion,
            subject=subject,
            text=text,
            path=path,
            created_at=moment,
            next_try=moment,
            mail=MailState.QUEUED if person.pk in by_mail else MailState.NONE,
            message_id=message_id(person, occasion),
        )
        for person in people
    ]
    for row in rows:
        row.clean_fields(exclude=["person"])
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if by_mail:
        transaction.on_commit(lambda: ask(deliver))


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


def choose_mail(by, *, by_mail):
    """Notices by mail too, or in the portal alone; a mail that still waits is not sent if nobody wants it any more."""
    MailChoice.objects.update_or_create(person=by, defaults={"by_mail": by_mail})

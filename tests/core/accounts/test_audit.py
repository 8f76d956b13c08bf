"""The record of acts: it is only added to, its chain shows what was changed, and PostgreSQL refuses by itself."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts import audit, celery_tasks
from core.accounts.models import AuditEntry, AuditLink, AuditReason
from core.lib.dates.clock import now

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="roles and triggers are PostgreSQL's")


@pytest.fixture
def entries(cast):
    """Five entries, sealed; the third has a reason."""
    for number in range(5):
        audit.log_action("reminded", f"việc {number}", by=cast["province"], reason="Vì bão số 9" if number == 2 else "")
    audit.seal_entries()
    return list(AuditEntry.objects.order_by("pk"))


@pytest.fixture
def open_tables(db):
    """As if somebody with the owner's rights had taken the triggers off."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("accounts_auditentry", "accounts_auditlink"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_added_to")


def change(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_chain_holds_and_grows(entries, cast):
    first = audit.verify_chain()
    assert (first.sealed, first.waiting, first.faults, first.late) == (5, 0, [], [])
    audit.log_action("reminded", "việc nữa", by=cast["province"])
    assert audit.verify_chain().waiting == 1
    audit.seal_entries()
    grown = audit.verify_chain([first.head])
    assert (grown.sealed, grown.faults) == (6, [])
    assert grown.head != first.head


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "việc khác"),
        ("action", "viewed"),
        ("by_id", None),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("reason_digest", "0" * 64),
        ("address", "203.0.113.9"),
        ("unit_id", 1),
    ],
)
def test_any_changed_word_shows(entries, open_tables, column, value):
    change(f"UPDATE accounts_auditentry SET {column} = %s WHERE id = %s", value, entries[2].pk)
    assert any(f"entry {entries[2].pk}" in fault for fault in audit.verify_chain().faults)


def test_a_changed_reason_shows_and_a_removed_one_does_not_break_the_chain(entries):
    AuditReason.objects.update(text="Vì lý do khác")
    assert audit.verify_chain().faults == [f"The reason of entry {entries[2].pk} was changed."]
    AuditReason.objects.all().delete()
    assert audit.verify_chain().faults == []
    assert AuditEntry.objects.get(pk=entries[2].pk).reason == ""


def test_an_entry_taken_out_or_a_chain_rewritten_shows(entries, open_tables):
    head = audit.verify_chain().head
    change("DELETE FROM accounts_auditreason WHERE entry_id = %s", entries[2].pk)
    change("DELETE FROM accounts_auditlink WHERE entry_id = %s", entries[2].pk)
    change("DELETE FROM accounts_auditentry WHERE id = %s", entries[2].pk)
    assert audit.verify_chain().faults
    # Whoever writes the chain anew from there on makes it whole, but not the digest that left the host.
    change("DELETE FROM accounts_auditlink WHERE position >= 3")
    audit.seal_entries()
    assert audit.verify_chain().faults == []
    assert audit.verify_chain([head]).faults == [f"The digest {head} does not occur in the chain."]
    with pytest.raises(CommandError):
        call_command("verify_audit", "--head", head)


def test_an_entry_put_in_later_is_told(entries, cast):
    late = AuditEntry.objects.create(at=now() - timedelta(hours=3), day=now(), by=cast["province"], action="reminded")
    audit.seal_entries()
    assert audit.verify_chain().late == [late.pk]


@given(places=st.lists(st.integers(0, 11), min_size=1, unique=True))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_taken_out_of_the_middle_shows(cast, open_tables, places):
    change("DELETE FROM accounts_auditlink")
    change("DELETE FROM accounts_auditentry")
    for number in range(12):
        audit.log_action("reminded", str(number), by=cast["province"])
    audit.seal_entries()
    head, keys = audit.verify_chain().head, list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
    for place in places:
        change("DELETE FROM accounts_auditlink WHERE entry_id = %s", keys[place])
        change("DELETE FROM accounts_auditentry WHERE id = %s", keys[place])
    assert audit.verify_chain([head]).faults


def test_code_can_not_change_it(entries):
    for act in (
        lambda: AuditEntry.objects.update(subject=""),
        AuditEntry.objects.all().delete,
        AuditLink.objects.all().delete,
    ):
        with pytest.raises(TypeError):
            act()


def test_the_head_leaves_the_host(entries, settings, mailoutbox):
    settings.AUDIT_HEAD_TO = ["luu-tru@example.org"]
    celery_tasks.send_head()
    (letter,) = mailoutbox
    assert audit.verify_chain().head in letter.body
    assert "Không phát hiện sai lệch" in letter.body


def refused(sql):
    """What PostgreSQL says to a statement; the transaction goes on."""
    with pytest.raises((InternalError, ProgrammingError)) as refusal, transaction.atomic():
        change(sql)
    return str(refusal.value)


@on_postgresql
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_auditentry SET subject = ''",
        "DELETE FROM accounts_auditlink",
        "UPDATE accounts_auditlink SET digest = ''",
    ],
)
def test_postgresql_refuses_everybody(entries, sql):
    assert "only added to" in refused(sql)


@on_postgresql
def test_the_role_of_the_portal_can_only_insert(entries):
    """As the role that production runs under: everything works, and the record of acts takes additions alone."""
    change("CREATE ROLE portal_runtime")
    call_command("grant_runtime", "portal_runtime")
    change("SET CONSTRAINTS ALL IMMEDIATE")
    change("SET LOCAL ROLE portal_runtime")
    change("UPDATE accounts_user SET email = '' WHERE false")
    change(
        "INSERT INTO accounts_auditentry (at, day, action, subject, reason_digest)"
        " VALUES (now(), now(), 'reminded', '', '')"
    )
    for sql in (
        "UPDATE accounts_auditentry SET subject = ''",
        "DELETE FROM accounts_auditentry",
        "TRUNCATE accounts_auditentry CASCADE",
        "DELETE FROM accounts_auditlink",
        "ALTER TABLE accounts_auditentry DISABLE TRIGGER only_added_to",
        "DROP FUNCTION accounts_append_only() CASCADE",
    ):
        told = refused(sql)
        assert "permission denied" in told or "must be owner" in told, (sql, told)

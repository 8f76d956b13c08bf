"""Celery tasks of the audit log: sealing each minute, and sending the chain's head each day."""

import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings

from core.accounts import audit
from core.lib.dates.clock import local_day, now
from core.lib.mail import FoldedMail

log = logging.getLogger(__name__)


@shared_task(name="accounts.seal")
def seal_entries():
    """Append new entries to the chain."""
    audit.seal_entries()


@shared_task(name="accounts.send_head", autoretry_for=(OSError, SMTPException), retry_backoff=60, max_retries=8)
def send_head():
    """Send the chain's last digest to AUDIT_HEAD_TO and write it to the log, which should leave the host too."""
    audit.seal_entries()
    check = audit.verify_chain()
    day = local_day(now())
    log.warning("Record of acts, %s: %s entries, head %s, %s faults", day, check.sealed, check.head, len(check.faults))
    if settings.AUDIT_HEAD_TO:
        subject = f"Mã niêm phong nhật ký ngày {day:%d/%m/%Y}"
        FoldedMail(subject, _head_mail(check), to=settings.AUDIT_HEAD_TO).send()


def _head_mail(check):
    faults = "\n".join(check.faults)
    result = f"PHÁT HIỆN SAI LỆCH:\n{faults}" if faults else "Không phát hiện sai lệch."
    return (
        f"Nhật ký hệ thống có {check.sealed} mục đã niêm phong.\nMã niêm phong của mục cuối cùng:\n{check.head}\n\n"
        f"{result}\n\nĐề nghị lưu thư này ở ngoài máy chủ của hệ thống. Khi cần kiểm tra, quản trị viên đối chiếu "
        "bằng lệnh: manage.py verify_audit --head <mã niêm phong>."
    )

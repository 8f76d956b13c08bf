"""What the workers do for the record of acts: its chain each minute, and its head out of the house each day."""

import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail

from accounts import audit
from calendars.clock import local_day, now

log = logging.getLogger(__name__)


@shared_task(name="accounts.seal")
def seal():
    """Put new entries behind the chain."""
    audit.seal()


@shared_task(name="accounts.send_head", autoretry_for=(OSError, SMTPException), retry_backoff=60, max_retries=8)
def send_head():
    """Send the chain's last digest to AUDIT_HEAD_TO, and tell it in the log, which a host should send elsewhere too."""
    audit.seal()
    proof = audit.verify()
    day = local_day(now())
    log.warning("Record of acts, %s: %s entries, head %s, %s faults", day, proof.sealed, proof.head, len(proof.faults))
    if settings.AUDIT_HEAD_TO:
        send_mail(f"Mã niêm phong nhật ký ngày {day:%d/%m/%Y}", _letter(proof), None, settings.AUDIT_HEAD_TO)


def _letter(proof):
    told = "Không phát hiện sai lệch." if not proof.faults else "PHÁT HIỆN SAI LỆCH:\n" + "\n".join(proof.faults)
    return (
        f"Nhật ký hệ thống có {proof.sealed} mục đã niêm phong.\nMã niêm phong của mục cuối cùng:\n{proof.head}\n\n"
        f"{told}\n\nĐề nghị lưu thư này ở ngoài máy chủ của hệ thống. Khi cần kiểm tra, người quản trị đối chiếu bằng "
        "lệnh: manage.py verify_audit --head <mã niêm phong>."
    )

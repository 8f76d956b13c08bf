"""No header of a mail begins with an empty line, and none says anything else than it said."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import formataddr

import pytest
from django.core.mail import BadHeaderError, EmailMessage
from hypothesis import example, given
from hypothesis import strategies as st
from program import ROOT, modules

from core.lib.mail import FoldedMail

LONG = (
    "Đề nghị gửi báo cáo kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2020 "
    "trước ngày 21 tháng 12"
)
OFFICE = "Phòng Lao động - Thương binh và Xã hội thành phố Huế, tỉnh Thừa Thiên Huế"
SUBJECTS = st.text(st.sampled_from("Đề nghị gửi báo cáo năm 2020ăâêôơưỹ,;:?=_()abc "), min_size=1, max_size=200)


def sent(subject, kind=FoldedMail):
    to = [formataddr((OFFICE, "phong@hue.example.vn")), "b@example.vn"]
    return kind(subject, "Kính gửi", formataddr((OFFICE, "so@example.vn")), to).message().as_bytes(linesep="\r\n")


def headers(mail):
    """{name: lines} as they leave."""
    head = mail.partition(b"\r\n\r\n")[0].decode("ascii")
    found = {}
    for line in head.split("\r\n"):
        if line[0] in " \t":
            found[name].append(line)  # noqa: F821 (of the line before)
        else:
            name, _colon, value = line.partition(":")
            found[name] = [value]
    return found


@pytest.mark.parametrize("subject", [LONG, LONG[:60], "Đ" * 200, "Ngắn", "plain", "plain " * 40])
def test_the_first_line_holds_something(subject):
    mail = sent(subject)
    for name, lines in headers(mail).items():
        assert all(line.strip() for line in lines), name
        assert len(f"{name}:{lines[0]}") <= 78
        assert all(len(line) <= 78 for line in lines)
    read = message_from_bytes(mail)
    assert "".join(str(make_header(decode_header(read["Subject"]))).splitlines()).strip() == subject.strip()
    assert str(make_header(decode_header(read["From"]))) == f"{OFFICE} <so@example.vn>"
    assert "<phong@hue.example.vn>" in read["To"]
    assert "b@example.vn" in read["To"]


def test_djangos_own_would_be_empty():
    """The control."""
    assert headers(sent(LONG, EmailMessage))["Subject"][0].strip() == ""


@given(SUBJECTS)
@example("=?utf-8?b?a?=")
@example("=?us-ascii?q?a=0A=0ABcc:_x?=")
def test_any_subject_stays_what_it_is(subject):
    mail = sent(subject)
    assert all(line.strip() for line in headers(mail)["Subject"]) or not subject.strip()
    read = str(make_header(decode_header(message_from_bytes(mail)["Subject"] or "")))
    assert re.sub(r"\s+", " ", read).strip() == re.sub(r"\s+", " ", subject).strip()


def test_a_line_break_is_refused_as_before():
    with pytest.raises(BadHeaderError):
        sent("Một\nBcc: hai@example.vn")


def test_every_mail_is_made_so():
    makers = [path for path in modules() if re.search(MAKES_MAIL, path.read_text())]
    assert [str(path.relative_to(ROOT)) for path in makers] == ["core/lib/mail.py"]


MAKES_MAIL = r"\b(EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail|mail_admins)\b"

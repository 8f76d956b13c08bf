"""Signatures of PDF files: intact or changed, trusted against the loaded certificates alone, without the network."""

import asyncio
import hashlib
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from re import escape

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from django.utils.translation import gettext as _
from PIL import Image
from signing import Identity, damaged, plain_pdf, rewritten

from core.lib.dates.clock import now
from reports.papers.signatures import MAX_SIGNATURES, check_signatures
from reports.papers.trusted_roots import load_root


@pytest.fixture(scope="module")
def authority():
    return Identity("Chứng thực số", organisation="Ban Chứng thực")


@pytest.fixture(scope="module")
def head(authority):
    return Identity("Trưởng phòng", authority, organisation="Phòng LĐTBXH huyện Nam Đông")


@pytest.fixture(scope="module")
def clerk(authority):
    return Identity("Văn thư", authority, organisation="Phòng LĐTBXH huyện Nam Đông")


@pytest.fixture(scope="module")
def signed(head):
    return head.sign(plain_pdf())


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whatever opens a connection fails the test."""

    def refuse(*_args):
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_signature_by_a_trusted_authority(signed, authority):
    (one,) = check_signatures(signed, [authority.pem])
    assert abs((datetime.fromisoformat(one.pop("signed_at")) - now()).total_seconds()) < 600
    assert one == {
        "signer": "Trưởng phòng",
        "organisation": "Phòng LĐTBXH huyện Nam Đông",
        "intact": True,
        "covers": "whole",
        "trusted": True,
        "trouble": "",
    }


def test_it_is_checked_within_a_running_event_loop_too(signed, authority):
    async def page():
        return check_signatures(signed, [authority.pem])

    # Apart, since this thread has an event loop itself where a browser was at work before.
    with ThreadPoolExecutor(max_workers=1) as apart:
        found = apart.submit(lambda: asyncio.run(page())).result()
    assert [one["trusted"] for one in found] == [True]


@pytest.mark.parametrize("roots", [[], [Identity("Nơi khác").pem]], ids=["none loaded", "another"])
def test_without_its_authority_a_signature_is_intact_but_not_trusted(signed, roots):
    (one,) = check_signatures(signed, roots)
    assert (one["intact"], one["covers"], one["trusted"]) == (True, "whole", False)
    assert one["trouble"]


def test_an_authority_of_the_same_name_is_not_that_authority(signed):
    (one,) = check_signatures(signed, [Identity("Chứng thực số", organisation="Ban Chứng thực").pem])
    assert (one["intact"], one["trusted"]) == (True, False)


def test_a_certificate_that_ended_is_not_trusted(authority):
    pdf = Identity("Người cũ", authority, days=(-30, -1)).sign(plain_pdf())
    (one,) = check_signatures(pdf, [authority.pem])
    assert (one["intact"], one["trusted"]) == (True, False)
    (unknown,) = check_signatures(pdf, [])
    assert (
        unknown["trouble"] == one["trouble"] != check_signatures(Identity("Khác").sign(plain_pdf()), [])[0]["trouble"]
    )


@pytest.mark.parametrize("usage", [set(), {"key_encipherment"}], ids=["none", "another"])
def test_a_certificate_for_something_else_is_told_as_such(authority, usage):
    pdf = Identity("Không mục đích", authority, usage=usage).sign(plain_pdf())
    (one,) = check_signatures(pdf, [authority.pem])
    assert (one["intact"], one["trusted"]) == (True, False)
    assert "not say that it is for signing documents" in one["trouble"]
    # Of an authority that nobody knows, that is what is told; and what it ended is told first.
    (unknown,) = check_signatures(pdf, [])
    assert "comes from no authority" in unknown["trouble"]
    ended = Identity("Đã hết hạn", authority, usage=usage, days=(-30, -1)).sign(plain_pdf())
    assert "not valid on the day" in check_signatures(ended, [authority.pem])[0]["trouble"]


def test_a_flipped_byte_breaks_the_signature(signed, authority):
    (one,) = check_signatures(damaged(signed), [authority.pem])
    assert (one["intact"], one["trusted"], one["signer"]) == (False, False, "Trưởng phòng")
    assert one["trouble"]


def test_content_written_over_after_signing_is_told(signed, authority):
    (one,) = check_signatures(rewritten(signed), [authority.pem])
    assert (one["intact"], one["covers"], one["trusted"]) == (False, "earlier", False)
    assert one["trouble"] != check_signatures(damaged(signed), [authority.pem])[0]["trouble"]


def test_two_signatures(signed, clerk, authority):
    """The head signs, then the clerk seals: the first covers what was there when it was made."""
    both = check_signatures(clerk.sign(signed, "Seal"), [authority.pem])
    assert [(one["signer"], one["covers"]) for one in both] == [("Trưởng phòng", "earlier"), ("Văn thư", "whole")]
    assert all(one["intact"] and one["trusted"] for one in both)


def test_of_two_signatures_only_the_known_one_is_trusted(signed, authority):
    stranger = Identity("Người lạ", Identity("Nơi khác"))
    assert [one["trusted"] for one in check_signatures(stranger.sign(signed, "Other"), [authority.pem])] == [
        True,
        False,
    ]


def test_more_signatures_than_anybody_needs_are_refused(head):
    pdf = plain_pdf()
    for number in range(MAX_SIGNATURES + 1):
        pdf = head.sign(pdf, f"S{number}")
    with pytest.raises(ValueError, match=str(MAX_SIGNATURES)):
        check_signatures(pdf, [])


def test_a_signature_that_is_rubbish_is_told_beside_a_good_one(signed, clerk, authority):
    at = signed.index(b"/Contents <") + 11
    broken = signed[:at] + b"00" * 40 + signed[at + 80 :]
    one, other = check_signatures(clerk.sign(broken, "Seal"), [authority.pem])
    assert (one["intact"], one["trusted"], one["trouble"] != "") == (False, False, True)
    assert (other["intact"], other["trusted"]) == (True, True)


def test_a_pdf_without_signatures(authority):
    assert check_signatures(plain_pdf(), [authority.pem]) == []


def test_a_scan_is_not_checked(authority):
    picture = BytesIO()
    Image.new("RGB", (20, 20), "white").save(picture, "JPEG")
    assert check_signatures(picture.getvalue(), [authority.pem]) == []


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\ntrailer <<>>\nstartxref\n9\n%%EOF", plain_pdf()[:200], plain_pdf()[:-40]]
)
def test_a_broken_pdf_raises(data):
    with pytest.raises(ValueError, match=escape(_("The PDF is damaged and cannot be read."))):
        check_signatures(data, [])


# Certificates of authorities


def test_a_root_is_read_from_pem_and_der(authority):
    expected = ("Chứng thực số", authority.pem, hashlib.sha256(authority.der).hexdigest())
    assert load_root(authority.pem.encode()) == load_root(authority.der) == expected
    assert load_root(b"Bag Attributes\n  friendlyName: x\n" + authority.pem.encode()) == expected


def refusal_of(data):
    with pytest.raises(ValueError, match=".") as error:
        load_root(data)
    return str(error.value)


def test_a_private_key_is_refused_whatever_it_comes_in(authority):
    pem, locked = authority.pem.encode(), BestAvailableEncryption(b"mat khau")
    refused = [
        authority.private(),
        authority.private() + pem,
        pem + authority.private(),
        authority.private(Encoding.DER),
        pkcs12.serialize_key_and_certificates(b"x", authority.key, authority.certificate, None, locked),
    ]
    assert len({refusal_of(data) for data in refused}) == 1
    assert refusal_of(b"no certificate") != refusal_of(refused[0])


def test_what_is_no_valid_authority_is_refused(authority, head):
    refused = [
        b"",
        b"\x30\x03\x02\x01\x01",
        plain_pdf(),
        b"-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n",
        authority.pem.encode() * 2,
        head.pem.encode(),
        Identity("Đã hết hạn", days=(-30, -1)).der,
        Identity("Chưa đến ngày", days=(1, 30)).der,
    ]
    words = [refusal_of(data) for data in refused]
    assert len({words[0], words[5], words[6]}) == 3
    assert set(words[:5]) == {words[0]}
    assert words[6] == words[7]

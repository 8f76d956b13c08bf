"""The administrator's page of the authorities that signatures are trusted against."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from signing import Identity

from core.accounts.models import AuditEntry
from reports.models import TrustedRoot

LIST = "/administration/certificates/"


@pytest.fixture(scope="module")
def authority():
    return Identity("Chứng thực số")


def load(client, data, name="ca.cer"):
    return client.post(f"{LIST}new/", {"certificate": SimpleUploadedFile(name, data)})


def faults(response):
    assert response.status_code == 422
    return response.context["form"].errors["certificate"]


@pytest.mark.parametrize("form", ["pem", "der"])
def test_the_administrator_loads_looks_at_and_removes_a_certificate(as_, cast, authority, form):
    client = as_("admin")
    data = authority.pem.encode() if form == "pem" else authority.der
    page = html.fromstring(client.get(f"{LIST}new/").content.decode())
    assert page.xpath("//input[@type='file']/@name") == ["certificate"]
    assert load(client, data).status_code == 302
    root = TrustedRoot.objects.get()
    assert (root.name, root.pem, root.added_by) == ("Chứng thực số", authority.pem, cast["admin"])
    assert root.sha256 in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{root.pk}/remove/").status_code == 302
    assert not TrustedRoot.objects.exists()
    assert AuditEntry.objects.filter(action__in=["set_up_added", "set_up_removed"], by=cast["admin"]).count() == 2


def test_the_same_certificate_twice_is_told(as_, authority):
    client = as_("admin")
    load(client, authority.der)
    assert faults(load(client, authority.pem.encode()))
    assert TrustedRoot.objects.count() == 1


def test_a_private_key_or_another_file_is_refused_and_not_kept(as_, authority):
    client = as_("admin")
    for data in (authority.private() + authority.pem.encode(), b"no certificate", b"x" * 100_000):
        assert faults(load(client, data))
    assert not TrustedRoot.objects.exists()

"""The administrator's page of the authorities that signatures are trusted against."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from signing import Identity

from reports.models import TrustedRoot

LIST = "/admin/reports/trustedroot/"


@pytest.fixture(scope="module")
def authority():
    return Identity("Chứng thực số")


def load(client, data, name="ca.cer"):
    return client.post(f"{LIST}add/", {"certificate": SimpleUploadedFile(name, data)})


def faults(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode()).xpath("//ul[contains(@class, 'errorlist')]/li")


@pytest.mark.parametrize("form", ["pem", "der"])
def test_the_administrator_loads_looks_at_and_removes_a_certificate(as_, cast, authority, form):
    client = as_("admin")
    data = authority.pem.encode() if form == "pem" else authority.der
    assert html.fromstring(client.get(f"{LIST}add/").content.decode()).xpath("//input[@type='file']/@name") == [
        "certificate"
    ]
    assert load(client, data).status_code == 302
    root = TrustedRoot.objects.get()
    assert (root.name, root.pem, root.added_by) == ("Chứng thực số", authority.pem, cast["admin"])
    assert root.sha256 in client.get(LIST).content.decode()
    shown = html.fromstring(client.get(f"{LIST}{root.pk}/change/").content.decode())
    assert root.sha256 in shown.text_content()
    assert not shown.xpath("//form[@id='trustedroot_form']//input[@type='text' or @type='file']")
    assert client.post(f"{LIST}{root.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not TrustedRoot.objects.exists()


def test_nothing_is_changed_afterwards(as_, authority):
    client = as_("admin")
    load(client, authority.der)
    root = TrustedRoot.objects.get()
    other = SimpleUploadedFile("ca.cer", Identity("Khác").der)
    assert client.post(f"{LIST}{root.pk}/change/", {"certificate": other}).status_code == 403
    assert TrustedRoot.objects.get().pem == authority.pem


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


@pytest.mark.parametrize("name", ["officer", "head", "province", "leader"])
def test_nobody_else_may(as_, authority, name):
    client = as_(name)
    for path in (LIST, f"{LIST}add/"):
        assert client.get(path).status_code in (302, 403)
    load(client, authority.der)
    assert not TrustedRoot.objects.exists()

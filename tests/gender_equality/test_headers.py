"""The headers of every kind of answer, by the OWASP list of secure headers."""

import pytest
from django.test import Client, override_settings
from django.urls import include, path
from making import campaign
from uploading import pdf, upload

from filing.evidence.storage import add_evidence
from filing.records.saving import save_record


def broken(request):
    raise ValueError("of no interest")


urlpatterns = [path("broken/", broken), path("", include("gender_equality.urls"))]
# name: what is in it, on every answer.
EVERYWHERE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Content-Security-Policy": "default-src 'none'",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# who, path, status
KINDS = {
    "page": ("officer", "/plans/", 200),
    "log-in": ("", "/accounts/login/", 200),
    "redirect": ("", "/plans/", 302),
    "not found": ("officer", "/khong-co/", 404),
    "forbidden": ("officer", "/paper/", 403),
    "wrong method": ("officer", "/accounts/logout/", 405),
    "broken": ("officer", "/broken/", 500),
    "file": ("officer", "{file}", 200),
    "export": ("officer", "/plans/export/", 200),
    "static": ("", "/static/sheet.css", 200),
    "public": ("", "/shelters/", 200),
    "public, not found": ("", "/shelters/none", 404),
    "public paper": ("", "/shelters/card.pdf", 404),
    "verification": ("", "/verify/", 200),
    "health": ("", "/healthz", 503),
    "language": ("", "/language/", 302),
    "set-up": ("admin", "/administration/people/", 200),
    "unknown host": ("", "/plans/", 400),
}


def policy_of(response):
    return dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))


@pytest.fixture
def ask(cast, settings, tmp_path):
    """Answers `KINDS`, over HTTPS where that is asked for."""
    collected = tmp_path / "static"
    collected.mkdir()
    (collected / "sheet.css").write_text("p { color: red }")
    settings.ROOT_URLCONF = __name__
    record = save_record(campaign(cast), by=cast["officer"])
    file = f"/evidence/{add_evidence(record, upload('a.pdf', pdf()), by=cast['officer']).pk}/"

    def answer(kind, **options):
        who, where, status = KINDS[kind]
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(cast[who])
        host = "nobody-knows.example" if kind == "unknown host" else "testserver"
        # Pages look up the names of what was really collected.
        with override_settings(STATIC_ROOT=collected if kind == "static" else settings.STATIC_ROOT):
            return client.get(where.replace("{file}", file), headers={"Host": host}, **options), status

    return answer


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_has_them(ask, kind):
    response, status = ask(kind)
    assert response.status_code == status
    for name, value in EVERYWHERE.items():
        assert value in response.headers.get(name, ""), name
    assert response.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    allowed = response.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "usb=()"} <= set(allowed)
    assert all(one.endswith("=()") for one in allowed)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    kind_of_text = response.headers.get("Content-Type", "")
    assert "charset=" in kind_of_text or not kind_of_text.startswith("text/")
    never = {"Server", "X-Powered-By", "X-AspNet-Version", "Clear-Site-Data", "Access-Control-Allow-Origin"}
    assert not never & response.headers.keys()
    assert ("no-store" in response.headers["Cache-Control"]) == (kind != "static")


def test_pages_have_one_policy_and_files_and_public_pages_narrower_ones(ask):
    assert policy_of(ask("page")[0]) == policy_of(ask("broken")[0]) == policy_of(ask("static")[0]) == POLICY
    assert ask("file")[0].headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    public = policy_of(ask("public")[0])
    assert (public["img-src"], public["form-action"], "connect-src" in public) == ("'self'", "'none'", False)


def test_https_is_kept_to(ask, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_SSL_REDIRECT = 9, True, True
    for kind in ("page", "static", "public", "broken", "file"):
        assert ask(kind, secure=True)[0].headers["Strict-Transport-Security"] == "max-age=9; includeSubDomains", kind
    led, _status = ask("page")
    assert (led.status_code, led.headers["Location"]) == (301, "https://testserver/plans/")
    assert "default-src 'none'" in led.headers["Content-Security-Policy"]


def test_logging_out_clears_the_cache_and_leaves_the_drafts(as_):
    client = as_("officer")
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.post("/accounts/login/", {}).headers

"""What every answer below /shelters/ must be like."""

PAGES = {"vi": "/shelters/", "en": "/shelters/en/"}


def assert_quiet(response):
    headers = response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "Cookie" not in headers.get("Vary", "")
    assert not {"ETag", "Last-Modified", "X-Robots-Tag"} & headers.keys()
    assert response.cookies == {}
    assert "Set-Cookie" not in headers

"""Somebody at a browser of their own, before a portal of real processes: cookies, log-in and forms by HTTP."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import Cookie, CookieJar

from cast import PASSWORD
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django_otp.oath import TOTP
from faulty_portal import until
from house import filled_in, form_in
from lxml import html

# Seconds for which somebody goes on trying while the portal is out of order.
STUBBORN = 60
NO_ANSWER = 0


@dataclass(frozen=True)
class Answer:
    """What came back: NO_ANSWER as status where the line broke; `leads_to` is where a redirect leads."""

    status: int
    text: str = ""
    leads_to: str = ""

    @property
    def is_trouble(self):
        return self.status == NO_ANSWER or self.status >= 500


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Person:
    """`Person(url, "officer").log_in()`, or with the key of a session in which they are logged in already."""

    def __init__(self, url, name, session=None):
        self.url, self.name, self.jar = url, name, CookieJar()
        self.opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPCookieProcessor(self.jar))
        if session:
            self.jar.set_cookie(_cookie("sessionid", session))

    def log_in(self):
        sent = self.send("/accounts/login/", self.form("/accounts/login/", username=self.name, password=PASSWORD))
        assert sent.status == 302, sent.text
        return self

    def set_up_second_factor(self, timestamp):
        """Confirm a phone that shows the digits of that instant; this log-in has passed it then."""
        path = "/accounts/second-factor/new/"
        fields = self.form(path, password=PASSWORD)
        # The form brings the key along, signed.
        phone = TOTP(bytes.fromhex(fields["key"].partition(":")[0]))
        phone.time = timestamp
        confirmed = self.send(path, fields | {"code": f"{phone.token():06d}"})
        assert confirmed.status == 200, confirmed.text
        return self

    def get(self, path):
        return self._open(urllib.request.Request(self.url + path))

    def form(self, path, **changed):
        """What the browser would send from the form on that page, with what the person changes."""
        page, _troubles = self.patiently(lambda: self.get(path))
        if page.status == 302 and page.leads_to.endswith("/review/"):
            # The review leads to its approval, with the version that it shows.
            review = html.fromstring(self.get(page.leads_to).text)
            page = self.get(review.xpath("//a[starts-with(@href, $act)]/@href", act=f"{path}?")[0])
        assert page.status == 200, (path, page)
        return filled_in(form_in(html.fromstring(page.text))) | changed

    def send(self, path, fields):
        """Send a form; a value may be an open file."""
        body = encode_multipart(BOUNDARY, fields)
        headers = {"Content-Type": MULTIPART_CONTENT, "Referer": self.url + path}
        return self._open(urllib.request.Request(self.url + path, data=body, headers=headers))

    def patiently(self, ask):
        """Do the same again, as by F5, until the portal is in order: (the answer, the troubles before it)."""
        answers = []

        def is_answered():
            answers.append(ask())
            return not answers[-1].is_trouble

        until(is_answered, STUBBORN, f"{self.name} gets an answer", lambda: answers[-1].text)
        return answers[-1], answers[:-1]

    def act(self, report, name):
        """Read the question before an act on a report, then do it."""
        path = f"/reports/{report}/{name}/"
        return self.send(path, self.form(path))

    def messages(self):
        """What the next page says has been done, or why not."""
        page = html.fromstring(self.get("/reports/").text)
        return " ".join(" ".join(page.xpath("//*[contains(@class, 'message ')]/p//text()")).split())

    def _open(self, request):
        try:
            with self.opener.open(request, timeout=90) as answer:
                return Answer(answer.status, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as answer:
            leads_to = urllib.parse.urlsplit(answer.headers.get("Location", "")).path
            return Answer(answer.code, answer.read().decode(errors="replace"), leads_to)
        except (OSError, HTTPException) as fault:
            return Answer(NO_ANSWER, repr(fault))


def _cookie(name, value):
    where = {"domain": "127.0.0.1", "domain_specified": False, "domain_initial_dot": False}
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        **where,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )

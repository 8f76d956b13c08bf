"""People at work in a portal: they open pages, fill in forms, press buttons, by addresses alone."""

import io
from urllib.parse import parse_qs, urlsplit

from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

# Of the demonstration's accounts in a kept dump, and of nothing else.
PASSWORD = "mot-mat-khau-minh-hoa"
# A sentence for wherever one is asked for.
SAID = "Số liệu đã kiểm tra lại theo sổ theo dõi (minh họa)."


def row(model, **given):
    """Return the last row of that model (`app.Model`) for which this holds. AssertionError without one."""
    found = apps.get_model(model).objects.filter(**given).order_by("pk").last()
    assert found, (model, given)
    return found


def pk(model, **given):
    return row(model, **given).pk


def report(slug, **period):
    """Return the address of a unit's report, of the year 2020 where nothing else is said."""
    given = {f"period__{name}": value for name, value in ({"kind": "year", "year": 2020} | period).items()}
    return f"/reports/{pk('progress.Submission', unit__slug=slug, **given)}/"


def picture(name="anh.jpg", colour="teal"):
    """Make a small photograph or scan as a form sends it."""
    held = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(held, "JPEG" if name.endswith("jpg") else "PNG")
    return SimpleUploadedFile(name, held.getvalue())


class Person:
    """Act as somebody who logged in by the page. AssertionError where a page does not do what was asked."""

    def __init__(self, name):
        self.name, self.client = name, Client(SERVER_NAME="localhost")
        answer = self.client.post("/accounts/login/", {"username": name, "password": PASSWORD})
        assert answer.status_code == 302, f"{name} could not log in"

    def fill(self, path, **typed):
        """Send the form of that page with these fields changed, and return where it led."""
        shown = self.client.get(path)
        assert shown.status_code == 200, f"{self.name} at {path}: {shown.status_code}"
        page = html.fromstring(shown.content.decode())
        forms = [form for form in page.forms if form.method == "POST" and not form.get("action")]
        assert forms, f"{self.name} finds no form at {path}"
        return self.press(path, **standing_in(forms[-1]) | typed)

    def press(self, path, **sent):
        """Send this to an address, and return where it led."""
        # What a day's work asks for in seconds is no attack.
        cache.clear()
        answer = self.client.post(path, self._seen(path) | sent)
        assert answer.status_code == 302, f"{self.name} at {path}: {answer.status_code}\n{_troubles(answer)}"
        return answer["Location"]

    def _seen(self, path):
        """Read the version that the page of a decision shows; none where it carries none."""
        shown = self.client.get(path.removesuffix("bulk/"), follow=True)
        if shown.status_code != 200 or "html" not in shown["Content-Type"]:
            return {}
        page = html.fromstring(shown.content.decode())
        for link in page.xpath("//a[starts-with(@href, $act)]/@href", act=f"{path}?"):
            if "seen" in (query := parse_qs(urlsplit(link).query)):
                return {"seen": query["seen"][0]}
        return {one.get("name"): one.get("value") for one in page.xpath("//input[starts-with(@name, 'seen')]")}


def standing_in(form):
    """Read a form as a browser would send it. {name: values}; the line break that begins a text area is dropped."""
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value.removeprefix("\n"))
    return values


def _troubles(answer):
    page = html.fromstring(answer.content.decode())
    found = page.xpath("//*[contains(@class,'invalid') or contains(@class,'alert') or contains(@id,'error')]")
    return "\n".join(" ".join(trouble.text_content().split()) for trouble in found)

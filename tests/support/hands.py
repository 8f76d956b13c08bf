"""A person at a browser whose clicks and typed fields are counted: only what a page offers can be pressed or filled."""

from urllib.parse import urljoin

from lxml import html
from reading import words

# Finding and pressing, with the page that follows; reading a field and filling it in. Slow for who knows the pages.
SECONDS_A_CLICK, SECONDS_A_FIELD = 8, 15


class Hands:
    def __init__(self, client, path="/"):
        self.client, self.clicks, self.fields, self.filled = client, 0, 0, {}
        self._show(client.get(path, follow=True))

    @property
    def seconds(self):
        return self.clicks * SECONDS_A_CLICK + self.fields * SECONDS_A_FIELD

    def _show(self, response):
        assert response.status_code == 200, response.status_code
        self.response, self.path = response, response.request["PATH_INFO"]
        if query := response.request["QUERY_STRING"]:
            self.path += f"?{query}"
        self.page = html.fromstring(response.content.decode())

    def fill(self, **values):
        """Type into fields, or choose in them."""
        for name in values:
            assert self.page.xpath("//form//*[@name=$name]", name=name), f"{name} is no field of {self.path}"
        self.filled |= values
        self.fields += len(values)

    def press(self, text):
        """Press the first link or button that says so."""
        found = [one for one in self.page.xpath("//main//a[@href] | //main//button") if words(one).startswith(text)]
        assert found, f"{self.path} has nothing that says “{text}”"
        self.clicks += 1
        if found[0].tag == "a":
            self._show(self.client.get(urljoin(self.path, found[0].get("href")), follow=True))
            return
        form = next(found[0].iterancestors("form"))
        # A browser takes the line break at the beginning of a text area for none.
        sent = {name: value.removeprefix("\n") for name, value in form.form_values()} | self.filled
        if found[0].get("name"):
            sent[found[0].get("name")] = found[0].get("value", "")
        self.filled = {}
        send = self.client.post if form.method == "POST" else self.client.get
        self._show(send(urljoin(self.path, form.get("action") or self.path), sent, follow=True))

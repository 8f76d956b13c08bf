"""A client that decides as a browser does: the version that a page showed goes along with what is sent from it."""

import re
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from filing.submissions.acts.registry import ACTS

# The names of the addresses at which something is decided on what the page shows (`core.lib.pages.seen`).
DECISIONS = {
    *(f"reports:{act}" for act in ACTS),
    "reports:issue",
    "reports:paragraph-anew",
    "reports:schedule-delete",
    "steering:review-several",
    "steering:request",
    "steering:quick-close",
    "steering:quick-extend",
    "steering:target-remove",
    "steering:target-copy",
    "steering:hand-over",
    "steering:day-off-take-back",
    "administration:person-close",
    "administration:person-open",
    "administration:change",
    "administration:reporting",
    "safekeeping:purge",
    "directory:confirm",
    "directory:propose",
    "directory:still-right",
    "difficulties:reply",
    "difficulties:resolve",
    "directory:withdraw",
    "directives:delete",
    "directives:publish",
    "directives:clause-remove",
    "directives:document-remove",
}
# The end of an address that is sent to from a button of the page above.
OF_ANOTHER_PAGE = re.compile(r"(?<=/)(bulk|still-right)/$")
OF_RECORDS = re.compile(r"(delete|bulk)$")
AREAS = {"plans", "communications", "capacity", "models_sites"}


def is_decision(path):
    """Whether what is sent there has to say what was seen."""
    try:
        name = resolve(urlsplit(path).path).view_name
    except Resolver404:
        return False
    return name in DECISIONS or (name.partition(":")[0] in AREAS and OF_RECORDS.search(name) is not None)


def shown(client, path):
    """{name: version} of what the page of a decision shows, by its form or by the link of the page that leads to it."""
    bare = urlsplit(path).path
    shown_on = OF_ANOTHER_PAGE.sub("", bare) if OF_ANOTHER_PAGE.search(bare) else path
    page = client.get(shown_on, follow=True)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return {}
    tree = html.fromstring(page.content.decode())
    for link in tree.xpath("//a[starts-with(@href, $act)]/@href", act=f"{bare}?"):
        if "seen" in (query := parse_qs(urlsplit(link).query)):
            return {"seen": query["seen"][0]}
    hidden = tree.xpath("//input[@type='hidden'][@name='seen' or starts-with(@name, 'seen-')]")
    return {one.get("name"): one.get("value") for one in hidden}


class SeeingClient(Client):
    """A client that looks at the page of a decision before it sends it, unless it is told what was seen."""

    def post(self, path, data=None, *args, **kwargs):
        if (data is None or isinstance(data, dict)) and is_decision(path):
            given = data or {}
            if not any(name.startswith("seen") for name in given):
                data = shown(self, path) | given
        return super().post(path, data, *args, **kwargs)

"""What the tests of lists share: records filed by title, and what a page tells of them."""

from io import BytesIO

from django.contrib.messages import get_messages
from making import campaign
from python_calamine import CalamineWorkbook
from reading import page_of, words

from filing.records.saving import save_record

LIST = "/communications/"


def titles(client, path=LIST):
    return [words(link) for link in page_of(client, path).xpath("//tbody//th/a")]


def file_all(cast, *titles, make=campaign, by="officer", **given):
    return [save_record(make(cast, title=title, **given), by=cast[by]) for title in titles]


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def sheet_of(response):
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()

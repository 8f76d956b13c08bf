"""The content tree as a PDF/A-3a: one pass, tagged, in the bundled faces alone, the same bytes every time."""

from contextlib import contextmanager, nullcontext
from datetime import UTC
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from reports.writers.markup import paper, parts
from reports.writers.trouble import PartFailed
from reports.writers.validation import validate

# What a renderer that meets a text it can't lay out ends with.
BREAKS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
OWN_FOLDERS = ("fonts", "paper")


class OwnFiles(URLFetcher):
    """Hands the renderer the project's faces and style sheet; any other address ends the rendering."""

    def __init__(self):
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        """The file's response; ValueError for an address outside static/fonts and static/paper."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        own = any(path.is_relative_to(_static(folder)) for folder in OWN_FOLDERS)
        if parts.scheme != "file" or parts.netloc or not own:
            raise ValueError(f"The renderer may not fetch {url[:200]}")
        return super().fetch(path.as_uri(), headers)


def write_pdf(tree, *, made_on, identifier, seal=None, attachments=(), progress=None):
    """PDF bytes of a tree; the same arguments give the same bytes, `progress` apart, which takes a percentage.

    made_on      aware datetime
    identifier   text
    seal         {"code": "ABCDE-FGHJK", "url": "https://…"}: a QR code and its two lines at the end of the last page
    attachments  list of {"name": "so-lieu.xlsx", "data": bytes, "media_type": str, "description": str}

    ValueError names what is wrong with the tree, PartFailed the part of it that can't be made, OSError a file
    that the renderer asked for and may not have or can't read.
    """
    if made_on.utcoffset() is None:
        raise ValueError("made_on needs its time zone")
    validate(tree)
    tell = progress or (lambda percent: None)
    tell(5)
    context = {**paper(tree, seal), "made_on": made_on.isoformat(timespec="seconds")}
    page = render_to_string("reports/paper.html", context)
    tell(15)
    try:
        document = lay_out(page)
    except BREAKS:
        _blame(tree)
        raise
    tell(70)
    content = to_bytes(document, identifier, _attached(attachments, made_on))
    tell(100)
    return content


def lay_out(page, sheet="paper.css"):
    """The pages of an HTML text in a style sheet of static/paper, as a WeasyPrint document.

    OSError when the text asks for a file that the renderer may not have or can't read.
    """
    fetcher, faces = OwnFiles(), FontConfiguration()
    with _fetching():
        style = CSS(url=(_static("paper") / sheet).as_uri(), url_fetcher=fetcher, font_config=faces)
        html = HTML(string=page, base_url=_static("paper").as_uri(), url_fetcher=fetcher)
        return html.render(font_config=faces, stylesheets=[style], pdf_variant="pdf/a-3a", pdf_tags=True)


def to_bytes(document, identifier, attachments=()):
    """A laid out document as PDF/A-3a; the same document, identifier (text) and attachments give the same bytes."""
    with _fetching():
        return document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
            pdf_identifier=sha256(identifier.encode()).digest()[:16],
            attachments=list(attachments),
        )


def _blame(tree):
    """PartFailed for the first block that can't be laid out alone."""
    for part, blocks in parts(tree):
        page = render_to_string("reports/_blocks.html", {"blocks": blocks})
        try:
            lay_out(f'<body class="paper">{page}')
        except BREAKS as error:
            raise PartFailed(part) from error


def _attached(files, made_on):
    """WeasyPrint's attachments (each can be read once), sorted by name, as the PDF's name tree wants them."""
    return [_attachment(file, made_on.astimezone(UTC)) for file in sorted(files, key=lambda file: file["name"])]


def _attachment(file, moment):
    attachment = Attachment(
        string=file["data"],
        name=file["name"],
        description=file["description"],
        created=moment,
        modified=moment,
        relationship="Data",
    )
    # As the constructor makes it, but with the media type: from the name it would depend on the host's lists.
    attachment.source = nullcontext((BytesIO(file["data"]), None, None, file["media_type"]))
    return attachment


@contextmanager
def _fetching():
    try:
        yield
    except FatalURLFetchingError as error:
        # It is no Exception, and would take the worker with it.
        raise OSError(str(error)) from error


def _static(folder):
    return (settings.BASE_DIR / "static" / folder).resolve()

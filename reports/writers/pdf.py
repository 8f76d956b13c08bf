"""A tree as PDF/A-3a: tagged, in the bundled fonts only, the same bytes every time."""

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
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from reports.content.document import DocumentTree
from reports.writers.font_copies import font_copies, new_faces
from reports.writers.markup import paper_context, parts
from reports.writers.part_errors import PartFailed
from reports.writers.validation import validate

# What a renderer that meets a text it can't lay out ends with.
BREAKS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
OWN_FOLDERS = ("fonts", "paper")


class OwnFiles(URLFetcher):
    """URL fetcher that gives the renderer the project's fonts and style sheet and refuses any other address."""

    def __init__(self):
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        """Return the file's response; ValueError for an address outside static/fonts and static/paper."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        is_own = any(path.is_relative_to(_static_folder(folder)) for folder in OWN_FOLDERS)
        if parts.scheme != "file" or parts.netloc or not is_own:
            raise ValueError(f"The renderer may not fetch {url[:200]}")
        return super().fetch(path.as_uri(), headers)


@font_copies()
def write_pdf(tree: DocumentTree, *, made_on, identifier, seal=None, attachments=(), progress=None):
    """Return PDF bytes of a tree; the same arguments give the same bytes. `progress` takes a percentage.

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
    context = {**paper_context(tree, seal), "made_on": made_on.isoformat(timespec="seconds")}
    page = render_to_string("reports/documents/paper.html", context)
    tell(15)
    try:
        document = lay_out(page)
    except BREAKS:
        _raise_for_failing_part(tree)
        raise
    tell(70)
    content = to_bytes(document, identifier, _attachments(attachments, made_on))
    tell(100)
    return content


def lay_out(page, sheet="paper.css"):
    """Return an HTML text in a style sheet of static/paper as a WeasyPrint document, best within `font_copies`.

    OSError when the text asks for a file that the renderer may not have or can't read.
    """
    fetcher, faces = OwnFiles(), new_faces()
    with _raise_as_os_error():
        style = CSS(url=(_static_folder("paper") / sheet).as_uri(), url_fetcher=fetcher, font_config=faces)
        html = HTML(string=page, base_url=_static_folder("paper").as_uri(), url_fetcher=fetcher)
        return html.render(font_config=faces, stylesheets=[style], pdf_variant="pdf/a-3a", pdf_tags=True)


def to_bytes(document, identifier, attachments=()):
    """Return a laid out document as PDF/A-3a.

    The same document, identifier (text) and attachments give the same bytes.
    """
    with _raise_as_os_error():
        return document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
            pdf_identifier=sha256(identifier.encode()).digest()[:16],
            attachments=list(attachments),
            finisher=_name_attachments_once,
        )


def _name_attachments_once(_document, pdf):
    """Leave each attachment once in the catalogue's list of associated files, where the renderer names it twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _raise_for_failing_part(tree: DocumentTree):
    """Raise PartFailed for the first block that can't be laid out alone."""
    for part, blocks in parts(tree):
        page = render_to_string("reports/documents/_blocks.html", {"blocks": blocks})
        try:
            lay_out(f'<body class="paper">{page}')
        except BREAKS as error:
            raise PartFailed(part) from error


def _attachments(files, made_on):
    """Return WeasyPrint's attachments, sorted by name as the PDF's name tree requires; each can be read once."""
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
def _raise_as_os_error():
    try:
        yield
    except FatalURLFetchingError as error:
        # It is no Exception, and would take the worker with it.
        raise OSError(str(error)) from error


def _static_folder(folder):
    return (settings.BASE_DIR / "static" / folder).resolve()

"""The editions of a report as documents: the internal one as frozen, the outward one laid out anew.

An outward tree is made of the frozen content, of the releases and of what went out before; one that was frozen in
former times is read no more.
"""

from msgspec.structs import replace

from core.lib.text.vietnamese import date_long
from reports.content.disclosure_control import gate, releases, told_before
from reports.content.document import DocumentTree
from reports.content.frozen.content import INTERNAL, Content, read
from reports.content.openings import DOCUMENT_NUMBER
from reports.content.part import Part
from reports.documents import layout
from reports.models import Edition


class ReleasesChanged(Exception):
    """The texts that a document was asked for with are no longer those that are released."""


def part_of_document(document):
    """Return the part of which a document is made; ReleasesChanged where what it was asked for with has changed."""
    if document.edition == Edition.INTERNAL:
        return gate.part_of(read(document.source.content), document.edition)
    released: frozenset[str] = frozenset()
    if document.released:
        released = releases.released_in(document.snapshot)
        if releases.digest_of(released) != document.released:
            raise ReleasesChanged
    return part_of_source(document.source, document.edition, released)


def part_of_source(source, edition, released=frozenset()):
    """Return an edition's part of a snapshot or a compilation, with its tree."""
    content, submission = read(source.content), getattr(source, "submission", None)
    return part_of_content(content, edition, released, submission=submission, snapshot=submission and source)


def part_of_content(content: Content, edition, released=frozenset(), *, submission=None, snapshot=None):
    """Return an edition's part of a content, with its tree; `snapshot` is None while it is not frozen."""
    if edition == Edition.INTERNAL or not content.has_editions:
        return gate.part_of(content, edition)
    content = beside_what_went_out(content, submission, snapshot)
    part = gate.part_of(content, edition, released)
    part.tree = _tree(part, content.trees[INTERNAL], _replacement_note(submission, snapshot))
    return part


def beside_what_went_out(content: Content, submission, snapshot=None):
    """Return the content with all withheld that would tell a change beside an outward version before."""
    changed = told_before.changed_keys(content, submission, snapshot)
    signs = dict.fromkeys(changed, gate.HIDDEN)
    return replace(content, withheld=content.withheld | signs) if changed else content


def _tree(part: Part, internal: DocumentTree, replaced: str):
    """Return the outward tree: its own text and tables in the frame of the internal one."""
    subject = part.subject or layout.subject_of(part.asked_period.theme, part.asked_period.title)
    return replace(
        internal,
        head=replace(internal.head, subject=subject),
        body=layout.body_of_part(part, replaced),
        appendices=layout.appendices(part),
    )


def _replacement_note(submission, snapshot):
    """Return the sentence on the issued report that this version replaces, "" where there is none."""
    if submission is None:
        return ""
    issue = layout.replaced_issue(submission, snapshot)
    if issue is None or DOCUMENT_NUMBER.fullmatch(issue.number):
        return layout.replacement_sentence(issue)
    # What has not the form of a number is somebody's words.
    return f"Báo cáo này thay thế Báo cáo đã ban hành {date_long(issue.issued_on)}."

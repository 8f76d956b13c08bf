"""What is quick and regular does not stand behind the documents that wait."""

from itertools import product

from faulty_portal import faulty_portal, until
from slow import slow


@slow
def test_the_sweep_comes_through_while_documents_wait(tmp_path):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=8) as portal:
        portal.come_up("web")
        for report, edition, form in product(("submission", "summary"), ("internal", "outward"), ("pdf", "docx")):
            portal.ask(report=report, edition=edition, format=form)
        portal.come_up("worker")
        until(lambda: portal.rows("SELECT 1 FROM reports_beat"), 60, "the sweep at the start", portal.told)
        [(waiting,)] = portal.rows("SELECT count(*) FROM reports_document WHERE state = 'queued'")
        assert waiting >= 4

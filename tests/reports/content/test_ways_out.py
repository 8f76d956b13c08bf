"""Every way out of the portal is known: who makes files, who reads frozen content, who hands anything to a browser.

Read from the code itself. What is new fails here until somebody says what it is, and holds it against the gate
(`test_gate`) if it goes outward.
"""

import ast

import pytest
from program import ROOT, imports_of, modules

# What makes a file that can leave: a module that imports one of these writes something.
LIBRARIES = {"weasyprint", "docx", "xlsxwriter", "csv", "zipfile", "tarfile", "vl_convert", "segno", "PIL"}
OF_A_PART = "takes a part, or its tree, from `reports.documents.writing`"
OWN_RECORDS = "records that the person may read on the page, as a list"
NO_COUNTS = "holds no count of people"
MAKE_FILES = {
    "reports/writers/pdf.py": OF_A_PART,
    "reports/writers/markup.py": OF_A_PART,
    "reports/writers/word/document.py": OF_A_PART,
    "reports/writers/word/file.py": OF_A_PART,
    "reports/writers/word/elements.py": OF_A_PART,
    "reports/writers/excel/workbook.py": OF_A_PART,
    "reports/writers/excel/sheet.py": OF_A_PART,
    "reports/writers/excel/table.py": OF_A_PART,
    "reports/writers/dossier.py": OF_A_PART,
    "reports/writers/charts/drawing.py": "draws a block of a tree, or of a chart that is not internal",
    "department/dashboards/chart_files.py": "a chart of the dashboards that isn't internal (`test_gate` asks for each)",
    "filing/lists/spreadsheets.py": OWN_RECORDS,
    "filing/evidence/drawing.py": "pictures that people handed in, drawn anew in a process of its own",
    "reports/writers/font_copies.py": "removes what setting a document left; writes none",
    "filing/evidence/office_checks.py": "looks into what people hand in",
    "shelters/public/posters.py": "what the public may read (`shelters.public.places`)",
    "core/units/country.py": "reads the tables of units",
    "operations/demonstration/reforms/crosswalk.py": "reads a table of communes",
    "core/lib/typed/rows.py": "reads rows that people paste or upload",
    "core/lib/typed/workbooks.py": "reads workbooks that people upload",
    "operations/administration/bulk/template.py": NO_COUNTS,
    "operations/demonstration/management/commands/load_units.py": "reads the list of units",
    "core/accounts/authentication/second_factor.py": "the square code that a phone reads",
    "operations/administration/audit_log_views.py": "the record of acts, which names no count",
    "operations/backups/archive/archives.py": "backups: everything, for whoever runs the host",
}
# Who may call a writer of whole documents.
WRITERS = {"write_pdf", "write_docx", "write_xlsx", "write_table", "write_json", "write_dossier"}
CALL_WRITERS = {
    "reports/documents/writing.py": "takes the part from `reports.documents.editions`",
    "reports/writers/dossier.py": "writes the part that it was given",
}
INSIDE = "a page for who may read the report"
READ_CONTENT = {
    "reports/documents/editions.py": "the gate's only caller: it lays the outward part out",
    "reports/views/submissions.py": "by `reports.documents.editions`: the document on the page",
    "reports/views/releases.py": "the typed texts, for who decides what of them leaves",
    "reports/views/documents.py": "asks whether it has editions",
    "reports/views/acts.py": INSIDE,
    "reports/content/summary_content.py": "adds units up; what comes of it goes through the gate",
    "reports/documents/brief.py": "whether a report has changed",
    "reports/content/staleness.py": "whether a report has changed",
    "reports/schedules/timetable.py": "who is missing",
    "filing/submissions/beneath.py": "whether a report has changed",
    "filing/submissions/acts/unit.py": "freezes it anew",
    "department/review/page.py": INSIDE,
    "department/review/views.py": INSIDE,
    "reports/papers/issuing.py": "no frozen content: a file that was handed in",
    "filing/evidence/storage.py": "no frozen content: a file that was handed in",
    "shelters/public/places.py": "no frozen content of reports: what was released to the public",
    "shelters/verbs.py": "no frozen content of reports: what was released to the public",
}
DOORS = {"FileResponse", "StreamingHttpResponse", "HttpResponse", "JsonResponse", "send_file", "send_picture"}
ANSWERS = {
    ("core/accounts/authentication/ended_session.py", "session_state"): NO_COUNTS,
    ("core/accounts/downloads.py", "_response"): "the one door of stored files",
    ("core/accounts/downloads.py", "_delegated_to_front_server"): "the same, through the front server",
    ("operations/administration/audit_log_views.py", "audit_log_export"): NO_COUNTS,
    ("operations/administration/bulk/template.py", "send_template"): NO_COUNTS,
    ("gender_equality/error_pages.py", "_page"): NO_COUNTS,
    ("reports/views/documents.py", "document_download"): "made by `reports.documents.writing`",
    ("reports/views/issues.py", "issue_file"): "the signed paper, for who may read the report",
    ("reports/views/verification.py", "verify"): "for everybody: `test_gate` asks for it",
    ("department/dashboards/views.py", "_file"): "a chart that is not internal: `test_gate` asks for each",
    ("department/quick_reports/views.py", "quick_totals"): "an empty answer",
    ("filing/lists/views.py", "get"): OWN_RECORDS,
    ("filing/pages/evidence_views.py", "evidence_file"): "a file that was handed in, for who may read the record",
    ("filing/pages/evidence_views.py", "evidence_thumbnail"): "its picture",
    ("core/directives/views.py", "directive_file"): NO_COUNTS,
    ("shelters/public/views.py", "_pdf"): "for everybody: `test_gate` reads poster and card",
    ("shelters/public/views.py", "_html"): "for everybody: `test_gate` asks for it",
    ("gender_equality/health.py", "healthz"): NO_COUNTS,
}
WHAT_TO_DO = (
    "is a new way out. Say in tests/reports/content/test_ways_out.py what it hands out; if sensitive counts could be "
    "in it, it takes its part from `reports.documents.editions`, and test_gate.py beside it reads what it makes."
)


def names_of(paths):
    return {str(path.relative_to(ROOT)): path for path in paths}


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def makes_files(path):
    return any(name.partition(".")[0] in LIBRARIES for _line, name in imports_of(path))


def calls_writers(path):
    found = {name.rpartition(".")[2] for _line, name in imports_of(path) if name.startswith("reports.writers.")}
    return bool(found & WRITERS)


def reads_content(path):
    return any(
        isinstance(one, ast.Attribute) and one.attr == "content" and isinstance(one.ctx, ast.Load)
        for one in ast.walk(tree_of(path))
    )


def answers_in(path):
    """The functions of a module in which something is handed to a browser that no template renders."""
    functions = [one for one in ast.walk(tree_of(path)) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for function in functions:
        called = {
            getattr(one.func, "id", getattr(one.func, "attr", ""))
            for one in ast.walk(function)
            if isinstance(one, ast.Call)
        }
        if called & DOORS:
            yield function.name


@pytest.mark.parametrize(
    ("known", "is_one"), [(MAKE_FILES, makes_files), (CALL_WRITERS, calls_writers), (READ_CONTENT, reads_content)]
)
def test_every_module_that_could_let_counts_out_is_known(known, is_one):
    found = {name for name, path in names_of(modules()).items() if is_one(path)}
    assert not found - known.keys(), f"{sorted(found - known.keys())} {WHAT_TO_DO}"
    assert not known.keys() - found, f"{sorted(known.keys() - found)} is none any more: take it out of the list."


def test_every_answer_that_is_no_page_is_known():
    found = {(name, function) for name, path in names_of(modules()).items() for function in answers_in(path)}
    assert not found - ANSWERS.keys(), f"{sorted(found - ANSWERS.keys())} {WHAT_TO_DO}"
    assert not ANSWERS.keys() - found, f"{sorted(ANSWERS.keys() - found)} is none any more: take it out of the list."


def test_a_new_writer_and_a_new_download_are_seen(tmp_path):
    path = tmp_path / "export.py"
    path.write_text(
        "import csv\nfrom django.http import HttpResponse\nfrom reports.writers.excel.workbook import write_xlsx\n"
        "def download(request):\n    return HttpResponse(write_xlsx(request.snapshot.content))\n"
    )
    assert makes_files(path)
    assert calls_writers(path)
    assert reads_content(path)
    assert list(answers_in(path)) == ["download"]

"""What is asked of a kept folder: pages and files by person and address, documents and codes; printed as JSON.

Run once, in the portal whose folder is kept: the addresses hold the numbers that its rows have there.
"""

import json
from urllib.parse import urlencode

import django
from django.apps import apps
from people import pk, report, row

COMMANDS = ("verify_audit", "recount", "check")


def pages():
    """List pages of every kind, for people of every role, as `name /address`."""
    quick, plan = pk("steering.QuickReport", closed_at=None), pk("plans.Plan", evidence__name="anh.jpg")
    campaign = pk("communications.Campaign", unit__slug="huong-tra", attendance=162)
    purge, place = pk("safekeeping.Purge", state="proposed"), row("directory.WrongEntry").listing.site_id
    year, unit = pk("progress.Period", kind="year", year=2020), pk("units.Unit", slug="nam-dong", level="district")
    month, half = report("nam-dong", kind="month", year=2021), report("thua-thien-hue", kind="half")
    difficulty = pk("difficulties.Difficulty", replies__by__username="province", unit__slug="nam-dong")
    by_person = {
        "-": ["/shelters/", "/shelters/en/", "/verify/", "/accounts/login/", "/accounts/password/reset/", *verified()],
        "nam-dong": [
            "/",
            "/notices/",
            "/requests/",
            "/difficulties/",
            f"/difficulties/{difficulty}/",
            f"/quick/{quick}/answer/",
            "/plans/communes/checklist/",
            f"/plans/{plan}/",
            f"/plans/{plan}/edit/",
            f"{report('nam-dong')}text/",
            f"{report('nam-dong')}paragraphs/",
            f"{month}estimates/",
            "/communications/deleted/",
            *lists(),
        ],
        "phu-loc": ["/", report("phu-loc")],
        "hue": [report("hue"), f"{report('hue')}?edition=outward", f"/quick/{quick}/", "/accounts/sessions/"],
        "hue-head": ["/", report("hue", kind="thematic"), f"/search/?{urlencode({'q': 'bình đẳng'})}"],
        "phu-vang-head": ["/", "/accounts/second-factor/"],
        "province": [
            "/",
            "/reports/",
            f"/reports/periods/{year}/",
            f"{report('quang-dien', kind='thematic')}review/",
            half,
            report("thua-thien-hue", year=2019),
            *snapshots(),
            f"/communications/{campaign}/",
            "/communications/",
            "/dashboards/models-sites/",
            f"/dashboards/units/{unit}/",
            "/targets/",
            "/directory/",
            f"/directory/{place}/",
            "/people/",
            "/acts/",
            "/requests/",
            "/days-off/",
            "/reports/documents/",
            "/paper/",
            f"/quick/{quick}/",
            "/reports/schedules/",
            "/directives/",
            f"/directives/{pk('directives.Directive')}/",
            f"/directives/{pk('directives.Directive')}/compare/",
            "/purges/",
            "/reports/dossiers/new/",
        ],
        "province-leader": ["/", f"/purges/{purge}/"],
        "admin": [
            "/",
            "/administration/people/",
            f"/administration/people/{pk('accounts.User', username='hue')}/",
            "/administration/units/",
            f"/administration/units/{unit}/",
            "/administration/bodies/",
            "/administration/kinds/",
            "/administration/certificates/",
            "/administration/trail/",
        ],
        "province:en": ["/", f"/reports/periods/{year}/", report("hue")],
    }
    return [f"{person} {path}" for person, paths in by_person.items() for path in paths]


def verified():
    """Yield the pages that check a paper by its code, a file by its digest."""
    for sort, edition in (("unit_report", "internal"), ("provincial_summary", "outward"), ("dossier", "internal")):
        yield f"/verify/{row('reports.Document', sort=sort, edition=edition, state='ready').code}/"
    yield f"/verify/?sha256={row('reports.Issue', media_type='application/pdf').sha256}"
    yield "/verify/0000000000/"


def lists():
    for where in ("capacity", "capacity/standing", "capacity/inspections", "models-sites", "models-sites/log"):
        yield f"/{where}/"


def snapshots():
    """Yield the first version of a report that was corrected later, and the last of a summary."""
    first = apps.get_model("progress.Snapshot").objects.filter(submission__unit__slug="hue").order_by("pk")
    yield f"/reports/snapshots/{first.filter(submission__period__year=2020).first().pk}/"
    yield f"/reports/snapshots/{pk('progress.Snapshot', submission__unit__slug='thua-thien-hue')}/"


def files():
    """List what is handed out: uploads, signed papers, documents, lists, charts, public papers."""
    photo, issue = row("progress.Evidence", name="anh.jpg").pk, pk("reports.Issue", media_type="application/pdf")
    letter = row("reports.Document", sort="letter", format="docx").pk
    unit = pk("units.Unit", slug="nam-dong", level="district")
    return [
        f"nam-dong /evidence/{photo}/",
        f"nam-dong /evidence/{photo}/thumbnail/",
        f"hue /reports/issues/{issue}/file/",
        f"province /reports/documents/{letter}/file/",
        "nam-dong /plans/export/",
        "nam-dong /models-sites/log/export/",
        "province /directives/1/file/",
        f"nam-dong /dashboards/units/{unit}/charts/attendances-month.xlsx",
        "province /dashboards/communications/charts/attendances-month.png",
        "- /shelters/card.pdf",
    ]


def documents():
    """List every document that a worker has made, each with its id."""
    return [named(document) for document in apps.get_model("reports.Document").objects.filter(state="ready")]


def named(document):
    return f"{document.sort} {document.edition} {document.format} {document.unit.slug} {document.pk.hex}"


def codes():
    """List what can be asked for again by its page. {document: [who asks, the address, what is sent]}"""
    asked = {}
    for document in apps.get_model("reports.Document").objects.filter(state="ready"):
        if document.sort in ("unit_report", "provincial_summary"):
            path, sent = f"/reports/{document.snapshot.submission_id}/document/", {"edition": document.edition}
        elif document.sort in ("brief", "letter", "quick_report"):
            path, sent = f"/reports/compilations/{document.compilation_id}/document/", {}
        else:
            continue
        asked[named(document)] = ["province", path, sent | {"format": document.format}]
    return asked


if __name__ == "__main__":
    django.setup()
    asked = {"pages": pages(), "files": files(), "documents": documents(), "codes": codes(), "commands": COMMANDS}
    print(json.dumps(asked))

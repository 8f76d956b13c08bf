"""Every address of the portal asked as a browser asks, and what became of it in one word."""

import re
from datetime import date
from time import monotonic

from answers import rows
from cast import PASSWORD
from counting import AUDIT
from django.db import connection, transaction
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from house import OFFICERS, PARAGRAPH, PROVINCE_OF, PROVINCES, filled_in, typed
from lxml import html
from seeing import SeeingClient
from signing import Identity
from uploading import pdf, png, upload

from filing.models import Submission
from reports.content.disclosure_control.typed_text import texts_of
from reports.content.frozen.content import read

RECORDS = {
    "plans/": "plan",
    "plans/communes/": "commune plan",
    "communications/": "campaign",
    "communications/communes/": "commune joined",
    "capacity/": "training",
    "capacity/reviews/": "review",
    "capacity/inspections/": "inspection",
    "capacity/standing/": "standing",
    "models-sites/": "site",
    "models-sites/log/": "log",
    "models-sites/extensions/": "extension",
}
# Of the kinds of records everybody asks these four: between them they have every page. `test_kinds` proves that the
# others are behind the same views and gates; of those one person asks, who files.
ASKED_BY_ALL = ("plan", "commune plan", "site", "log")
ASK_EVERY_KIND = ("officer",)
# Who has the role of another in a unit of their own: they ask for every page that is shown to them.
# The other is refused as well, and sends every form.
REFUSALS = ("403", "404")
ROLE_OF = {"neighbour": "officer", "neighbour-head": "head", "far-officer": "officer"}
# route: the type of the object whose id stands in it.
OBJECTS = {
    **{f"{where}<int:pk>/{page}": name for where, name in RECORDS.items() for page in ("", "edit/", "delete/")},
    **{f"{where}<int:pk>/restore/": f"deleted {name}" for where, name in RECORDS.items()},
    **{f"{where}<int:pk>/evidence/": name for where, name in RECORDS.items() if name not in ("site", "log")},
    **{f"difficulties/<int:pk>/{page}": "difficulty" for page in ("", "reply/", "resolve/", "withdraw/")},
    "difficulties/<int:pk>/restore/": "withdrawn difficulty",
    **{f"directory/<int:pk>/{page}": "place" for page in ("", "edit/", "still-right/", "wrong/", "propose/")},
    "directory/<int:pk>/withdraw/": "released place",
    "directory/releases/<int:pk>/confirm/": "release",
    "directory/wrong/<int:pk>/close/": "wrong entry",
    "directory/hotlines/<int:pk>/": "hotline",
    "evidence/<uuid:pk>/": "evidence",
    "evidence/<uuid:pk>/thumbnail/": "picture",
    "evidence/<uuid:pk>/remove/": "evidence",
    "reports/<int:pk>/": "report",
    "reports/<int:pk>/text/": "report",
    "reports/<int:pk>/paragraphs/": "report",
    "reports/<int:pk>/paragraphs/<str:key>/": "report",
    "reports/<int:pk>/paragraphs/<str:key>/anew/": "report",
    "reports/<int:pk>/estimates/": "report before its end",
    "reports/<int:pk>/submit/": "report",
    "reports/<int:pk>/none/<str:task>/": "report",
    "reports/<int:pk>/release/": "report sent",
    "reports/<int:pk>/send/": "report with the head",
    "reports/<int:pk>/send-back/": "report with the head",
    "reports/<int:pk>/approve/": "report sent",
    "reports/<int:pk>/return/": "report sent",
    "reports/<int:pk>/reopen/": "report approved",
    "reports/<int:pk>/freeze-anew/": "report sent",
    **{f"reports/<int:pk>/review/{page}": "report in review" for page in ("", "open/", "next/")},
    "reports/<int:pk>/review/open/": "report sent",
    "reports/<int:pk>/pins/new/": "report in review",
    "reports/pins/<int:pk>/delete/": "pin",
    "reports/periods/<int:pk>/approve/": "waiting period",
    "reports/<int:pk>/submit-summary/": "summary",
    "reports/<int:pk>/approve-summary/": "summary with the leader",
    "reports/<int:pk>/send-back-summary/": "summary with the leader",
    "reports/<int:pk>/document/": "report approved",
    "reports/<int:pk>/issue/": "report approved",
    "reports/issues/<int:pk>/file/": "issue",
    "reports/<int:pk>/withdraw/": "report sent",
    "people/<int:pk>/hand-over/": "leaver",
    "targets/<int:pk>/remove/": "target",
    "people/<int:pk>/taken-over/": "left",
    "reports/periods/<int:pk>/": "period",
    "reports/periods/<int:pk>/delete/": "period",
    "reports/periods/<int:pk>/units/new/": "period",
    "reports/periods/<int:pk>/summary/": "period",
    "reports/periods/<int:pk>/brief/": "period",
    "reports/periods/<int:pk>/letter/": "late period",
    "reports/periods/<int:pk>/remind/": "late period",
    "reports/<int:pk>/extension/": "report",
    "reports/<int:pk>/reopening/": "report approved",
    "requests/<int:pk>/": "request",
    "requests/<int:pk>/take-back/": "request",
    "days-off/<int:pk>/take-back/": "day off",
    "reports/compilations/<int:pk>/document/": "brief",
    "reports/schedules/<int:pk>/": "schedule",
    "reports/schedules/<int:pk>/delete/": "schedule",
    **{
        f"quick/<int:pk>/{page}": "quick report"
        for page in ("", "answer/", "totals/", "close/", "extend/", "remind/", "document/")
    },
    "verify/<str:code>/": "document",
    "notices/<int:pk>/open/": "notice",
    "purges/<int:pk>/": "purge",
    "dashboards/units/<int:pk>/": "unit",
    "dashboards/units/<int:pk>/document/": "unit",
    "dashboards/units/<int:pk>/charts/<str:chart>.<str:format>": "unit",
    "reports/declarations/<int:pk>/withdraw/": "declaration",
    "reports/snapshots/<int:pk>/": "snapshot",
    "reports/documents/<uuid:pk>/": "document",
    "reports/documents/<uuid:pk>/status/": "document",
    "reports/documents/<uuid:pk>/file/": "document",
    "reports/documents/<uuid:pk>/retry/": "failed document",
    "directives/<int:pk>/": "directive",
    "directives/<int:pk>/file/": "directive",
    "directives/<int:pk>/compare/": "directive",
    "directives/<int:pk>/copy/": "directive",
    **{f"directives/<int:pk>/{page}/": "draft directive" for page in ("publish", "edit", "delete", "clauses/new")},
    **{f"directives/<int:pk>/{page}/": "directive" for page in ("amend", "acknowledge", "remind")},
    **{f"directives/<int:pk>/{page}/new/": "draft directive" for page in ("bases", "asked")},
    "directives/<int:pk>/clauses/change/": "draft amendment",
    "directives/documents/<int:pk>/": "draft document",
    "directives/documents/<int:pk>/remove/": "draft document",
    "directives/tasks/<int:pk>/": "task",
    "directives/clauses/<int:pk>/": "clause",
    **{f"directives/clauses/<int:pk>/{page}/": "draft clause" for page in ("remove", "move")},
    "directives/exemptions/<int:pk>/": "exemption",
    **{
        f"administration/people/<int:pk>/{page}": "person"
        for page in ("", "edit/", "close/", "second-factor/", "log-ins/", "unlock/")
    },
    "administration/people/<int:pk>/open/": "left",
    "administration/people/<int:pk>/link/": "leaver",
    **{f"administration/units/<int:pk>/{page}": "unit" for page in ("", "edit/", "placements/")},
    "units/changes/<int:pk>/": "change",
    "administration/bodies/<int:pk>/": "body",
    "administration/kinds/<int:pk>/": "site kind",
    "administration/certificates/<int:pk>/remove/": "trusted root",
}
NO_LOG_IN = "00000000-0000-4000-8000-000000000000"
FRESH_SECONDS = 30
# What stands behind the address.
ASKED = {"reports/<int:pk>/pins/new/": "?figure=TT-02", "reports/<int:pk>/approve/": "?seen="}


def routes(resolver=None, prefix=""):
    """Every route of the project, as the resolver has it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def kind_at(route):
    """The kind of records whose page this is; none for a page of something else."""
    return RECORDS.get(max((where for where in RECORDS if route.startswith(where)), key=len, default=""))


def is_asked_by(name, route, method, answer):
    """Whether that person walks to that route, where the table has that answer for them."""
    if name in ROLE_OF and (method == "POST" or answer in REFUSALS):
        return False
    return name in ASK_EVERY_KIND or kind_at(route) in (None, *ASKED_BY_ALL)


def lines(house):
    """(route, object type, method, owner's slug, answers): `*` is one who has such an object, `-` is nobody."""
    for route, draft, method, owner, answers in rows():
        of = draft or OBJECTS.get(route, "")
        if owner == "*":
            owner = next(slug for slug in OFFICERS if (of, slug) in house)
        assert owner == "-" or (of, owner) in house, (of, owner)
        yield route, of, method, "" if owner == "-" else owner, answers


def path_of(route, thing):
    """The address under which an object, or None, stands."""
    pk = getattr(thing, "pk", None)
    given = {"pk": pk, "task": "comm.services", "slug": "nam-dong", "year": 2020}
    given |= {"number": NO_LOG_IN, "key": PARAGRAPH, "code": getattr(thing, "code", "")}
    # A chart that every area has, and one of each unit.
    given |= {"chart": "attendances-month" if pk else "map", "format": "xlsx"}
    given |= {"uidb64": "MQ", "token": "abc-def"}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(given[name[1]]), route) + ASKED.get(route, "")


class Walker:
    """Asks as one person, each time as if nothing had been asked before; `forms` keeps what is sent."""

    def __init__(self, cast, house, name, forms):
        self.cast, self.house, self.name, self.forms = cast, house, name, forms
        self.home = cast[name].unit.slug if name in cast.people else "nam-dong"
        self._log_in()

    def _log_in(self):
        self.client, self.since = self._client(self.name), monotonic()

    def _client(self, name):
        client = SeeingClient()
        if name in self.cast.people:
            client.force_login(self.cast[name])
        return client

    def ask(self, method, route, thing=None, slug=""):
        """(outcome, body): the status; "login"; for a redirect "done" where something was changed, else 302."""
        data = self.data(route, thing, slug) if method == "POST" else None
        return self.send(path_of(route, thing), data, method)

    def send(self, path, data, method="POST"):
        """The same of an address, with what is sent to it."""
        # A session in use for a minute is written again, which is not the page's doing.
        if monotonic() - self.since > FRESH_SECONDS:
            self._log_in()
        cookies = self.client.cookies.copy()
        statements = []
        with transaction.atomic(), connection.execute_wrapper(keep_in(statements)):
            response = getattr(self.client, method.lower())(path, data)
            body = response.getvalue().decode("utf-8", "replace")
            transaction.set_rollback(True)
        self.client.cookies = cookies
        # That a form was sent stands on record whatever becomes of it.
        wrote = any(re.match("INSERT|UPDATE|DELETE", sql) and AUDIT not in sql for sql in statements)
        return outcome_of(response, wrote), body

    def data(self, route, thing, slug):
        """What a browser sends from that page's form; made of the form that the one who may is shown."""
        slug = slug or self.home
        if (route, slug) not in self.forms:
            self.forms[route, slug] = self._data(route, thing, slug)
        for file in (value for value in self.forms[route, slug].values() if hasattr(value, "seek")):
            file.seek(0)
        return self.forms[route, slug]

    def _data(self, route, thing, slug):
        where, page = re.fullmatch(r"(.*?)(?:<int:pk>/)?([a-z]*/)?", route).groups("")
        if route.endswith("/evidence/"):
            return {"upload": upload("a.pdf", pdf())}
        if page == "checklist/":
            return self._checklist(route, RECORDS[where], slug) if slug in PROVINCE_OF else {}
        if where in RECORDS and page == "bulk/":
            return {"pick": self.house[RECORDS[where], slug].pk, "status": "cancelled"}
        steerer = slug if slug in PROVINCES else PROVINCE_OF[slug]
        if where in RECORDS and page in ("edit/", "new/"):
            record = self.house[RECORDS[where], slug]
            shown = typed(self._client(OFFICERS[slug]), f"/{where}{record.pk}/edit/")
            if page == "new/":
                return shown | NEW.get(where, {})
            return shown | {"title": "Tên khác"} | CHANGED.get(where, {})
        if route in ("directives/<int:pk>/edit/", "directives/clauses/<int:pk>/"):
            # The form of a draft holds what that of a published one does, and the words.
            draft = self.house["draft directive" if "edit" in route else "draft clause", steerer]
            return typed(self._client(OFFICERS[steerer]), path_of(route, draft))
        if route == "directives/exemptions/<int:pk>/":
            return typed(self._client(OFFICERS[steerer]), path_of(route, thing))
        if route == "directives/names/":
            return typed(self._client(OFFICERS[steerer]), "/directives/names/", strategy="2021; Chiến lược khác")
        if route == "directives/tasks/new/":
            return {"name": "Việc của Sở", "like": self.cast.tasks["cap.training"].pk}
        if route == "directives/<int:pk>/clauses/change/":
            return {"clause": thing.amends.clauses.first().pk}
        if route == "paper/":
            district = next(name for name, province in PROVINCE_OF.items() if province == steerer)
            return {"unit": self.cast.units[district].pk, "number": "12/BC", "day": "1/12/2020"}
        if route == "reports/periods/<int:pk>/approve/":
            district = next(name for name, province in PROVINCE_OF.items() if province == steerer)
            return {"pick": self.house["report sent", district].pk}
        if route == "reports/<int:pk>/release/":
            snapshot = Submission.objects.get(pk=thing.pk).snapshot
            first, *_others = texts_of(read(snapshot.content))
            return {"snapshot": snapshot.pk, "text": first.digest}
        if route == "quick/new/":
            asked = {"own-0-words": "Số xã", "own-0-kind": "number", "own-0-about_victims": "no"}
            asked |= {"title": "Báo cáo nhanh"}
            return typed(self._client(OFFICERS[steerer]), "/quick/new/", **asked)
        if route == "quick/<int:pk>/answer/":
            district = next(name for name, province in PROVINCE_OF.items() if province == steerer)
            number, text = (f"q{one.pk}" for one in thing.questions.all())
            return typed(self._client(OFFICERS[district]), path_of(route, thing), **{number: "7", text: "Không"})
        if route == "directory/<int:pk>/edit/":
            return typed(self._client(OFFICERS[slug]), path_of(route, thing))
        if route == "directory/hotlines/<int:pk>/":
            return typed(self._client(OFFICERS[PROVINCES[0]]), path_of(route, thing))
        if route == "directives/exemptions/new/":
            district = next(name for name, province in PROVINCE_OF.items() if province == steerer)
            exemption = self.house["exemption", district]
            shown = typed(self._client(OFFICERS[steerer]), f"/directives/exemptions/{exemption.pk}/")
            # What the form of the one that is there began with is no matter of a new one.
            shown = {name: value for name, value in shown.items() if name != "began"}
            return shown | {"valid_from": "2/1/2019"}
        if route == "people/<int:pk>/hand-over/":
            return {"successor": self.cast[OFFICERS[slug]].pk, "reason": "Chuyển công tác."}
        if route == "targets/new/":
            district = next(name for name, province in PROVINCE_OF.items() if province == steerer)
            return {"indicator": "TT-01", "year": 2020, f"unit_{self.cast.units[district].pk}": "12"}
        if route.startswith("reports/schedules/"):
            schedule = self.house["schedule", steerer]
            return typed(self._client(OFFICERS[steerer]), f"/reports/schedules/{schedule.pk}/")
        if route == "reports/dossiers/new/":
            return typed(self._client(OFFICERS[steerer]), f"/{route}")
        if route.startswith("administration/"):
            return self._set_up(route, slug if PROVINCE_OF.get(slug, slug) == "thua-thien-hue" else "nam-dong")
        return TYPED.get(route, {})

    def _checklist(self, route, name, slug):
        """The list as the unit's officer has it, with one row changed."""
        page = html.fromstring(self._client(OFFICERS[slug]).get(f"/{route}").content.decode())
        commune = self.house[name, slug].commune_id
        return filled_in(page.xpath("//form[@data-checklist]")[0]) | {f"c{commune}-detail": "99/KH"}

    def _set_up(self, route, slug):
        """What an administrator sends: the form as they are shown it, of a district of theirs if not of this unit."""
        fixed = TYPED.get(route, {})
        forms = ("/new/", "/edit/", "/placements/", "bodies/<int:pk>/", "kinds/<int:pk>/")
        if "certificate" in fixed or not route.endswith(forms):
            return fixed
        thing = None
        if route in OBJECTS:
            thing = self.house.get((OBJECTS[route], slug)) or self.house[OBJECTS[route], PROVINCES[0]]
        return typed(self._client("admin"), path_of(route, thing)) | {
            name: self.cast.units[value].pk if name in ("unit", "parent") else value for name, value in fixed.items()
        }


def keep_in(statements):
    """What puts the words of each statement into the list, at a fraction of what the debugger's log costs."""

    def execute_and_keep(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    return execute_and_keep


def outcome_of(response, wrote):
    if response.status_code == 302 and "/login/?next=" in response["Location"]:
        answer = "login"
    elif response.status_code == 302 and wrote:
        return "done"
    else:
        answer = str(response.status_code)
    return f"{answer}, but it wrote" if wrote else answer


NEW_PASSWORD = "mot-mat-khau-khac"
# What makes another one of what there is once a year or a day.
NEW = {
    "plans/communes/": {"year": "2017"},
    "communications/communes/": {"year": "2017"},
    "capacity/standing/": {"as_of": "1/2/2020"},
}
# What is changed in a record that has no title.
CHANGED = {
    "plans/communes/": {"detail": "Khác"},
    "communications/communes/": {"detail": "Khác"},
    "capacity/standing/": {"note": "Khác"},
    "models-sites/": {"name": "Tên khác"},
    "models-sites/log/": {"staff_trained": "3"},
}
TYPED = {
    "language/": {"language": "en", "next": "/"},
    "accounts/login/": {"username": "officer", "password": PASSWORD},
    "accounts/second-factor/new/": {"code": "123", "password": "sai"},
    "accounts/password/": {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
    "accounts/password/reset/": {"email": "ai-do@example.vn"},
    "administration/people/new/": {
        "username": "moi",
        "full_name": "Mới",
        "email": "moi@example.vn",
        "role": "officer",
        "unit": "nam-dong",
    },
    "administration/people/<int:pk>/edit/": {"full_name": "Tên khác"},
    **{f"administration/people/<int:pk>/{act}/": {"reason": "Chuyển công tác."} for act in ("close", "open")},
    "administration/units/new/": {
        "code": "998",
        "name": "Huyện Mới",
        "short_name": "Mới",
        "kind": "Huyện",
        "level": "district",
        "valid_from": "1/1/2020",
        "parent": "thua-thien-hue",
    },
    "administration/units/<int:pk>/edit/": {"name": "Huyện Tên Khác"},
    "administration/units/<int:pk>/placements/": {"placements-0-valid_from": "1/1/2019"},
    "units/changes/<int:pk>/": {"confirm": "yes"},
    "units/changes/rows/": {
        "title": "Lập huyện",
        "basis": "NQ 1",
        "day": "1/1/2021",
        "rows": "483;toàn bộ;998;Huyện Mới",
        "make": "yes",
    },
    "administration/people/rows/": {
        "rows": "483;Cán bộ;Cán bộ khác;khac@example.vn\n483;Lãnh đạo;Lãnh đạo khác;lanh-dao@example.vn",
        "make": "yes",
    },
    "administration/bodies/rows/": {"rows": "483;Cơ quan khác;CƠ QUAN | KHÁC;CQK;VT;Nam Đông", "make": "yes"},
    "administration/bodies/signers/rows/": {"rows": "483;TRƯỞNG PHÒNG;Lê Thị Khác;1/12/2020", "make": "yes"},
    "administration/reporting/": {"level": "commune", "valid_from": "1/1/2021"},
    "administration/kinds/new/": {"code": "moi", "name": "Loại mới", "order": "9"},
    "administration/bodies/new/": {
        "unit": "nam-dong",
        "function": "labour",
        "name": "Cơ quan mới",
        "heading": "CƠ QUAN",
        "symbol": "CQ",
        "filing": "VT",
        "place": "Khác",
        "valid_from": "1/1/2020",
    },
    "administration/certificates/new/": {"certificate": upload("ca.cer", Identity("Chứng thực số").der)},
    "directives/<int:pk>/copy/": {
        "number": "9/SLĐ",
        "issued_on": "4/1/2021",
        "year": "2021",
        "subject": "Chỉ đạo năm 2021",
    },
    "directives/new/": {"number": "8/SLĐ", "issued_on": "4/1/2021", "year": "2021", "subject": "Viết mới"},
    "directives/<int:pk>/amend/": {"number": "7/SLĐ", "issued_on": "4/6/2020", "subject": "Sửa đổi"},
    "directives/<int:pk>/bases/new/": {"subject": "Luật", "to_confirm": "on"},
    "directives/<int:pk>/asked/new/": {"subject": "Báo cáo năm", "due_on": "4/12/2020"},
    "directives/documents/<int:pk>/": {"subject": "Báo cáo khác"},
    "directives/tasks/<int:pk>/": {"name": "Tên khác"},
    "directives/<int:pk>/clauses/new/": {"code": "1.b", "title": "Việc khác", "text": "Làm việc khác"},
    "directory/<int:pk>/wrong/": {"text": "Số điện thoại đã đổi."},
    "directory/<int:pk>/withdraw/": {"why": "Cơ sở đề nghị."},
    "directory/<int:pk>/propose/": {"parts": ["host", "phone"]},
    "difficulties/new/": {"title": "Thiếu kinh phí", "text": "Chưa có kinh phí truyền thông."},
    "difficulties/<int:pk>/reply/": {"text": "Sở sẽ hỗ trợ."},
    "difficulties/<int:pk>/resolve/": {"text": "Đã giải quyết."},
    "reports/<int:pk>/text/": {"evaluation": "Đã làm xong."},
    "reports/<int:pk>/paragraphs/<str:key>/": {"text": "Đã làm xong theo kế hoạch."},
    "reports/<int:pk>/estimates/": {"figure_0": "12"},
    "reports/<int:pk>/pins/new/": {"text": "Tách theo xã."},
    **{
        f"reports/<int:pk>/{act}/": {"comment": "Xem lại."}
        for act in (
            "send-back",
            "return",
            "reopen",
            "send-back-summary",
        )
    },
    "reports/<int:pk>/submit-summary/": {"is_incomplete": "on"},
    "reports/<int:pk>/issue/": {"number": "05/BC", "issued_on": "17/12/2020", "file": upload("ban-hanh.png", png())},
    "reports/compilations/<int:pk>/document/": {"format": "docx"},
    "quick/<int:pk>/extend/": {"hours": "48"},
    "quick/<int:pk>/document/": {"format": "xlsx"},
    "reports/<int:pk>/extension/": {"until": "28/12/2020", "reason": "Lũ lụt."},
    "reports/<int:pk>/reopening/": {"reason": "Sai số người."},
    "requests/<int:pk>/": {"decision": "grant", "until": "28/12/2020"},
    "days-off/year/": {"year": "2020", "days": "Nghỉ 24/12", "reason": "Lũ", "seen": "2020-12-24;"},
    "days-off/": {"start": "24/12/2020", "end": "25/12/2020", "reason": "Lũ"},
    "reports/periods/<int:pk>/remind/": {"everybody": "yes"},
    "notices/mail/": {"by_mail": "on"},
    "purges/new/": {"words": "của huyện", "why": "person", "propose": "yes"},
    "purges/<int:pk>/": {"refuse": "yes"},
    "reports/periods/new/": {
        "kind": "quarter",
        "year": "2021",
        "number": "1",
        "due_on": "21/3/2021",
        "asked_number": "9/SLĐ",
        "asked_on": date(2020, 12, 1),
        "asked_subject": "Báo cáo quý",
    },
}

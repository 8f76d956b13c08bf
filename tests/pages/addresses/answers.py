"""Who is answered what: the one table that every address of the portal is held against.

A block has routes, and lines of method, owner of the object and the answers to each of PEOPLE, in this order:
a status; `login` for a redirect to the log-in; `done` for a redirect after something was changed. `*` stands
for any owner, where the answer has nothing to do with whose it is. `Huyện Khác` lies in the other province.
"""

# Officer and head of Nam Đông, the same of Phú Lộc; the Department's officer and leader, the administrator;
# the officer of another Department and of a district of theirs.
PEOPLE = (
    "anonymous",
    "officer",
    "head",
    "neighbour",
    "neighbour-head",
    "province",
    "leader",
    "admin",
    "stranger",
    "far-officer",
)

RECORDS = (
    "plans",
    "plans/communes",
    "communications",
    "communications/communes",
    "capacity",
    "capacity/reviews",
    "capacity/inspections",
    "capacity/standing",
    "models-sites",
    "models-sites/log",
    "models-sites/extensions",
)
# Sites are a register: they have no status, and no files either, as their log has none.
DATED = [one for one in RECORDS if one != "models-sites"]
PROVED = [one for one in RECORDS if one not in ("models-sites", "models-sites/log")]
AREAS = ("plans", "communications", "capacity", "models-sites")
CHECKLISTS = ["plans/communes/checklist/", "communications/communes/checklist/"]
EVERYBODY = [
    "",
    "directives/",
    "directives/tasks/",
    "reports/",
    "reports/documents/",
    "accounts/password/done/",
    "accounts/second-factor/",
    "accounts/sessions/",
    "difficulties/",
    "directory/",
    "directory/reminder/",
    "notices/",
    "quick/",
    "requests/",
    "search/",
    "targets/",
    *[f"{one}/{page}" for one in RECORDS for page in ("", "export/")],
]
READ_BY_UNIT = [
    "dashboards/units/<int:pk>/",
    "dashboards/units/<int:pk>/charts/<str:chart>.<str:format>",
    *[f"{one}/<int:pk>/" for one in RECORDS],
    "directory/<int:pk>/",
    "evidence/<uuid:pk>/",
    "evidence/<uuid:pk>/thumbnail/",
    "reports/<int:pk>/",
    "reports/snapshots/<int:pk>/",
    "reports/issues/<int:pk>/file/",
    "reports/documents/<uuid:pk>/",
    "reports/documents/<uuid:pk>/status/",
    "reports/documents/<uuid:pk>/file/",
]
FILED_BY_OFFICER = [
    *[f"{one}/<int:pk>/{page}/" for one in RECORDS for page in ("edit", "delete")],
    *[f"{one}/<int:pk>/evidence/" for one in PROVED],
    "reports/<int:pk>/text/",
    "reports/<int:pk>/paragraphs/<str:key>/",
    "reports/<int:pk>/paragraphs/<str:key>/anew/",
]
POSTED_BY_OFFICER = [
    *[f"{one}/<int:pk>/restore/" for one in RECORDS],
    "evidence/<uuid:pk>/remove/",
]
# A report's acts are those of a district's or those of a summary; the others do not exist for it.
OF_DISTRICTS = [f"reports/<int:pk>/{act}/" for act in ("submit", "send", "send-back", "withdraw", "approve", "return")]
OF_SUMMARY = [f"reports/<int:pk>/{act}/" for act in ("submit-summary", "approve-summary", "send-back-summary")]
# The set-up: of people and units, and of what holds for the administrators of both provinces.
SET_UP = [f"administration/{one}/" for one in ("people", "units", "bodies", "kinds", "certificates")]
OF_PEOPLE = [f"administration/people/<int:pk>/{act}/" for act in ("edit", "close", "second-factor", "log-ins")]
OF_UNITS = [f"administration/units/<int:pk>/{act}/" for act in ("edit", "placements")]

#       method owner           anon  off  head neig n-hd prov lead admi stra far
TABLE = (
    (
        ["healthz"],
        """
        GET   -                503   503  503  503  503  503  503  503  503  503
        POST  -                405   405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["language/"],
        """
        GET   -                302   302  302  302  302  302  302  302  302  302
        POST  -                302   302  302  302  302  302  302  302  302  302
    """,
    ),
    (
        ["accounts/session/"],
        """
        GET   -                200   200  200  200  200  200  200  200  200  200
        HEAD  -                405   405  405  405  405  405  405  405  405  405
        POST  -                405   405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["accounts/login/"],
        """
        GET   -                200   302  302  302  302  302  302  302  302  302
        POST  -                done  302  302  302  302  302  302  302  302  302
    """,
    ),
    (
        ["accounts/logout/"],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login done done done done done done done done done
    """,
    ),
    (
        ["accounts/password/"],
        """
        GET   -                login 200  200  200  200  200  200  200  200  200
        POST  -                login done done done done done done done done done
    """,
    ),
    # Whoever gave no password a moment ago begins anew; `tests/core/accounts` goes the whole way.
    (
        ["accounts/login/code/"],
        """
        GET   -                302   302  302  302  302  302  302  302  302  302
        POST  -                302   302  302  302  302  302  302  302  302  302
    """,
    ),
    (
        ["accounts/second-factor/new/"],
        """
        GET   -                login 200  200  200  200  200  200  200  200  200
        POST  -                login 422  422  422  422  422  422  422  422  422
    """,
    ),
    (
        ["accounts/second-factor/codes/", "accounts/second-factor/remove/", "accounts/sessions/<uuid:number>/end/"],
        """
        POST  -                login 404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        ["accounts/second-factor/codes/", "accounts/second-factor/remove/"],
        """
        GET   -                login 404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        ["accounts/sessions/<uuid:number>/end/"],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["accounts/sessions/end-others/"],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login done done done done done done done done done
    """,
    ),
    (
        ["administration/trail/", "administration/trail/export/"],
        """
        GET   -                login 403  403  403  403  403  403  200  403  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["purges/"],
        """
        GET   -                login 403  403  403  403  200  200  200  200  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["purges/new/"],
        """
        GET   -                login 403  403  403  403  200  200  200  200  403
        POST  -                login 403  403  403  403  done done done done 403
    """,
    ),
    (
        ["purges/<int:pk>/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  200  200  404  403
        GET   tinh-khac        login 403  403  403  403  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done done done 404  403
        POST  tinh-khac        login 403  403  403  403  404  404  404  done 403
    """,
    ),
    (
        EVERYBODY,
        """
        GET   -                login 200  200  200  200  200  200  200  200  200
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        [f"{one}/new/" for one in RECORDS],
        """
        GET   -                login 200  403  200  403  200  403  403  200  200
        POST  -                login done 403  done 403  done 403  403  done done
    """,
    ),
    (
        [f"{one}/deleted/" for one in RECORDS],
        """
        GET   -                login 200  403  200  403  200  403  403  200  200
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        [f"{one}/bulk/" for one in DATED],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login done 403  done 403  done 403  403  done done
    """,
    ),
    (
        CHECKLISTS,
        """
        GET   -                login 200  200  200  200  200  200  200  200  200
        POST  -                login done 403  done 403  403  403  403  403  done
    """,
    ),
    (
        ["shelters/", "shelters/en/", "shelters/en"],
        """
        GET   -                200  200  200  200  200  200  200  200  200  200
        POST  -                405  405  405  405  405  405  405  405  405  405
    """,
    ),
    # No worker has made the papers here.
    (
        ["shelters/card.pdf", "shelters/poster-<slug:slug>.pdf"],
        """
        GET   -                404  404  404  404  404  404  404  404  404  404
        POST  -                405  405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["directory/hotlines/<int:pk>/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  403  200  403
        GET   tinh-khac        login 403  403  403  403  200  403  403  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  done 403
        POST  tinh-khac        login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["directory/<int:pk>/edit/"],
        """
        GET   nam-dong         login 200  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  200  403  200  403  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  nam-dong         login done 403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  done 403  done 403  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["directory/<int:pk>/still-right/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done 403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  done 403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["directory/<int:pk>/wrong/"],
        """
        GET   nam-dong         login 200  200  404  404  200  200  404  404  404
        GET   phu-loc          login 404  404  200  200  200  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  nam-dong         login done done 404  404  done done 404  404  404
        POST  phu-loc          login 404  404  done done done done 404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["directory/wrong/<int:pk>/close/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["directory/<int:pk>/propose/"],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    # Whoever proposed it, here the officer of the Department, is led back and told why not.
    (
        ["directory/releases/<int:pk>/confirm/"],
        """
        GET   nam-dong         login 403  403  404  404  302  200  404  404  404
        GET   phu-loc          login 404  404  403  403  302  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  302  403
        POST  nam-dong         login 403  403  404  404  302  done 404  404  404
        POST  phu-loc          login 404  404  403  403  302  done 404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  302  403
    """,
    ),
    (
        ["directory/<int:pk>/withdraw/"],
        """
        GET   nam-dong         login 403  403  404  404  200  200  404  404  404
        GET   phu-loc          login 404  404  403  403  200  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done done 404  404  404
        POST  phu-loc          login 404  404  403  403  done done 404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["difficulties/new/"],
        """
        GET   -                login 200  403  200  403  403  403  403  403  200
        POST  -                login done 403  done 403  403  403  403  403  done
    """,
    ),
    (
        ["difficulties/<int:pk>/"],
        """
        GET   nam-dong         login 200  200  404  404  200  200  404  404  404
        GET   phu-loc          login 404  404  200  200  200  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["difficulties/<int:pk>/reply/", "difficulties/<int:pk>/resolve/"],
        """
        GET   nam-dong         login 200  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  200  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  nam-dong         login done 403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  done 403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["difficulties/<int:pk>/withdraw/"],
        """
        GET   nam-dong         login 200  403  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  403  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["difficulties/<int:pk>/restore/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        READ_BY_UNIT,
        """
        GET   nam-dong         login 200  200  404  404  200  200  404  404  404
        GET   phu-loc          login 404  404  200  200  200  200  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  200  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        FILED_BY_OFFICER,
        """
        GET   nam-dong         login 200  403  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  403  403  403  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        POSTED_BY_OFFICER,
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["reports/<int:pk>/paragraphs/"],
        """
        GET   nam-dong         login 200  403  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  403  403  403  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/<int:pk>/estimates/", "reports/<int:pk>/submit/"],
        """
        GET   nam-dong         login 200  403  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  403  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    # What a summary estimates is added up: its officer is led back and told so.
    (
        ["reports/<int:pk>/estimates/: report"],
        """
        GET   thua-thien-hue   login 404  404  404  404  302  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  302  404
        POST  thua-thien-hue   login 404  404  404  404  302  403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  302  404
    """,
    ),
    (
        ["reports/<int:pk>/none/<str:task>/", "reports/declarations/<int:pk>/withdraw/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done 403  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done 403  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["reports/<int:pk>/release/"],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["reports/<int:pk>/review/"],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/<int:pk>/review/next/"],
        """
        GET   nam-dong         login 403  403  404  404  302  403  404  404  404
        GET   phu-loc          login 404  404  403  403  302  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  302  403
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/<int:pk>/review/open/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["reports/<int:pk>/pins/new/"],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    # What is pinned and not told yet does not exist for the unit.
    (
        ["reports/pins/<int:pk>/delete/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login 404  404  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  404  404  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 404
    """,
    ),
    (
        ["reports/periods/<int:pk>/approve/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["reports/<int:pk>/send/", "reports/<int:pk>/send-back/"],
        """
        GET   nam-dong         login 403  200  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  403  200  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  403
        POST  nam-dong         login 403  done 404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  403  done 403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  403
    """,
    ),
    # Where nothing changed beneath them, they stay as they are.
    (
        ["reports/<int:pk>/freeze-anew/"],
        """
        GET   nam-dong         login 403  200  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  403  200  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  403
        POST  nam-dong         login 403  302  404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  403  302  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  403
    """,
    ),
    (
        ["reports/<int:pk>/freeze-anew/: summary with the leader"],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  thua-thien-hue   login 404  404  404  404  302  403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  302  404
    """,
    ),
    (
        [
            "reports/<int:pk>/approve/",
            "reports/<int:pk>/return/",
            "reports/<int:pk>/reopen/",
            "directives/exemptions/<int:pk>/",
        ],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["reports/<int:pk>/submit-summary/: summary", "reports/<int:pk>/reopen/: summary approved"],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    # The other province has no leader here, and its officer is not one.
    (
        OF_SUMMARY[1:],
        """
        GET   thua-thien-hue   login 404  404  404  404  403  200  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  403  404
        POST  thua-thien-hue   login 404  404  404  404  403  done 404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  403  404
    """,
    ),
    (
        [f"{act}: summary" for act in OF_DISTRICTS],
        """
        GET   thua-thien-hue   login 404  404  404  404  404  404  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  404  404  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        [f"{act}: report" for act in OF_SUMMARY],
        """
        GET   nam-dong         login 404  404  404  404  404  404  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  404  404
        POST  nam-dong         login 404  404  404  404  404  404  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        ["reports/<int:pk>/issue/"],
        """
        GET   nam-dong         login 200  200  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  200  403  403  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done done 404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done done 403  403  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["reports/<int:pk>/document/", "reports/documents/<uuid:pk>/retry/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done done 404  404  done done 404  404  404
        POST  phu-loc          login 404  404  done done done done 404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done done 404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["reports/compilations/<int:pk>/document/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 404  404  404  404  done done 404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    # Of the draft of a summary there is a PDF alone.
    (
        ["reports/compilations/<int:pk>/document/: draft"],
        """
        POST  thua-thien-hue   login 404  404  404  404  404  404  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        ["reports/schedules/"],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/schedules/<int:pk>/", "reports/schedules/<int:pk>/delete/"],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    (
        ["people/", "acts/"],
        """
        GET   -                login 403  200  403  200  200  200  200  200  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["paper/"],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    # Nobody here files for another unit: who might is led back and told so.
    (
        ["paper/end/"],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login 403  403  403  403  302  403  403  302  403
    """,
    ),
    (
        ["reports/<int:pk>/extension/", "reports/<int:pk>/reopening/"],
        """
        GET   nam-dong         login 200  200  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  200  403  403  404  404  404
        GET   thua-thien-hue   login 404  404  404  404  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done done 404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done done 403  403  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["requests/<int:pk>/"],
        """
        GET   nam-dong         login 200  200  404  404  200  200  404  404  404
        GET   phu-loc          login 404  404  200  200  200  200  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  200
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["requests/<int:pk>/take-back/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done done 404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done done 403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["days-off/"],
        """
        GET   -                login 200  200  200  200  200  200  200  200  200
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["days-off/year/"],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["days-off/<int:pk>/take-back/", "reports/periods/<int:pk>/remind/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    # Something was filed in the period, and it asks every unit: its officer is led back and told so.
    (
        ["reports/periods/<int:pk>/delete/", "reports/periods/<int:pk>/units/new/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  302  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  302  403
        POST  thua-thien-hue   login 403  403  403  403  302  403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  302  403
    """,
    ),
    (
        ["units/changes/"],
        """
        GET   -                login 403  403  403  403  200  200  200  200  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    # Its form leads to the lines that it comes to.
    (
        ["units/changes/new/"],
        """
        GET   -                login 403  403  403  403  403  403  200  403  403
        POST  -                login 403  403  403  403  403  403  302  403  403
    """,
    ),
    (
        ["units/changes/<int:pk>/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  200  200  404  403
        GET   tinh-khac        login 403  403  403  403  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  404  403
        POST  tinh-khac        login 403  403  403  403  404  404  404  done 403
    """,
    ),
    # The portal is set up already.
    (
        ["setup/"],
        """
        GET   -                login 403  403  403  403  403  403  302  403  403
        POST  -                login 403  403  403  403  403  403  302  403  403
    """,
    ),
    (
        [
            "administration/reporting/",
            "administration/people/rows/",
            "administration/bodies/rows/",
            "administration/bodies/signers/rows/",
            "units/changes/rows/",
        ],
        """
        GET   -                login 403  403  403  403  403  403  200  403  403
        POST  -                login 403  403  403  403  403  403  done 403  403
    """,
    ),
    (
        ["people/<int:pk>/hand-over/"],
        """
        GET   nam-dong         login 403  200  403  404  200  403  200  404  403
        GET   phu-loc          login 403  404  403  200  200  403  200  404  403
        GET   huyen-khac       login 403  404  403  404  404  404  404  200  403
        POST  nam-dong         login 403  done 403  404  done 403  done 404  403
        POST  phu-loc          login 403  404  403  done done 403  done 404  403
        POST  huyen-khac       login 403  404  403  404  404  404  404  done 403
    """,
    ),
    (
        ["targets/new/", "targets/<int:year>/copy/"],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["targets/<int:pk>/remove/"],
        """
        GET   nam-dong         login 403  403  404  404  200  403  404  404  404
        GET   phu-loc          login 404  404  403  403  200  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  200  403
        POST  nam-dong         login 403  403  404  404  done 403  404  404  404
        POST  phu-loc          login 404  404  403  403  done 403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["people/<int:pk>/taken-over/"],
        """
        GET   nam-dong         login 200  200  404  404  404  404  404  404  404
        GET   phu-loc          login 404  404  200  200  404  404  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  404  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/<int:pk>/withdraw/"],
        """
        GET   nam-dong         login 200  200  404  404  403  403  404  404  404
        GET   phu-loc          login 404  404  200  200  403  403  404  404  404
        GET   huyen-khac       login 404  404  404  404  404  404  404  403  200
        POST  nam-dong         login done done 404  404  403  403  404  404  404
        POST  phu-loc          login 404  404  done done 403  403  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["quick/new/"],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["quick/<int:pk>/"],
        """
        GET   thua-thien-hue   login 200  200  200  200  200  200  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["quick/<int:pk>/answer/"],
        """
        GET   thua-thien-hue   login 200  200  200  200  403  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  403  200
        POST  thua-thien-hue   login done done done done 403  403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["quick/<int:pk>/totals/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  200  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["quick/<int:pk>/close/", "quick/<int:pk>/extend/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["quick/<int:pk>/remind/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 403  403  403  403  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["quick/<int:pk>/document/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 403  403  403  403  done done 404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["dashboards/", *[f"dashboards/{one}/" for one in AREAS]],
        """
        GET   -                login 302  302  302  302  200  200  403  200  302
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        [f"dashboards/{one}/charts/<str:chart>.<str:format>" for one in AREAS],
        """
        GET   -                login 403  403  403  403  200  200  403  200  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        [f"dashboards/{one}/document/" for one in AREAS],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login 403  403  403  403  done done 403  done 403
    """,
    ),
    (
        ["dashboards/units/<int:pk>/document/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done done 404  404  done done 404  404  404
        POST  phu-loc          login 404  404  done done done done 404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done done 404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  done done
    """,
    ),
    (
        ["verify/"],
        """
        GET   -                200  200  200  200  200  200  200  200  200  200
        HEAD  -                200  200  200  200  200  200  200  200  200  200
        POST  -                405  405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["verify/<str:code>/"],
        """
        GET   nam-dong         200  200  200  200  200  200  200  200  200  200
        GET   tinh-khac        200  200  200  200  200  200  200  200  200  200
        HEAD  nam-dong         200  200  200  200  200  200  200  200  200  200
        HEAD  tinh-khac        200  200  200  200  200  200  200  200  200  200
        POST  *                405  405  405  405  405  405  405  405  405  405
    """,
    ),
    # No document bears such a code, since this one is not made.
    (
        ["verify/<str:code>/: failed document"],
        """
        GET   nam-dong         404  404  404  404  404  404  404  404  404  404
        GET   tinh-khac        404  404  404  404  404  404  404  404  404  404
    """,
    ),
    (
        ["notices/seen/", "notices/mail/"],
        """
        GET   -                login 405  405  405  405  405  405  405  405  405
        POST  -                login done done done done done done done done done
    """,
    ),
    (
        ["notices/<int:pk>/open/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login done 404  404  404  404  404  404  404  404
        POST  phu-loc          login 404  404  done 404  404  404  404  404  404
        POST  thua-thien-hue   login 404  404  404  404  done 404  404  404  404
        POST  huyen-khac       login 404  404  404  404  404  404  404  404  done
    """,
    ),
    (
        [
            "directives/exemptions/new/",
            "directives/new/",
            "directives/names/",
            "directives/tasks/new/",
            "reports/periods/new/",
            "reports/schedules/new/",
            "reports/dossiers/new/",
        ],
        """
        GET   -                login 403  403  403  403  200  403  403  200  403
        POST  -                login 403  403  403  403  done 403  403  done 403
    """,
    ),
    # The catalogue is everybody's, whoever wrote a task.
    (
        ["directives/tasks/<int:pk>/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  403  200  403
        GET   tinh-khac        login 403  403  403  403  200  403  403  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  done 403
        POST  tinh-khac        login 403  403  403  403  done 403  403  done 403
    """,
    ),
    (
        ["reports/periods/<int:pk>/"],
        """
        GET   thua-thien-hue   login 302  302  302  302  200  200  404  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  302
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["reports/periods/<int:pk>/summary/", "reports/periods/<int:pk>/letter/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 403  403  403  403  done 403  404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["reports/periods/<int:pk>/brief/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 403  403  403  403  done done 404  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["directives/<int:pk>/", "directives/<int:pk>/file/"],
        """
        GET   thua-thien-hue   login 200  200  200  200  200  200  200  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["directives/<int:pk>/: draft directive", "directives/<int:pk>/file/: draft directive"],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  200  200  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["directives/<int:pk>/compare/"],
        """
        GET   thua-thien-hue   login 200  200  200  200  200  200  200  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  200
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["directives/<int:pk>/copy/", "directives/<int:pk>/amend/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  403  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        [
            "directives/<int:pk>/publish/",
            "directives/<int:pk>/edit/",
            "directives/<int:pk>/delete/",
            "directives/<int:pk>/clauses/new/",
            "directives/<int:pk>/bases/new/",
            "directives/<int:pk>/asked/new/",
            "directives/documents/<int:pk>/",
            "directives/documents/<int:pk>/remove/",
            "directives/<int:pk>/clauses/change/",
            "directives/clauses/<int:pk>/remove/",
        ],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  403  403  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    # What is published keeps its words: its officer is led back and told so.
    (
        [
            "directives/<int:pk>/edit/: directive",
            "directives/<int:pk>/delete/: directive",
            "directives/clauses/<int:pk>/remove/: clause",
        ],
        """
        GET   thua-thien-hue   login 403  403  403  403  302  403  403  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  302  403
        POST  thua-thien-hue   login 403  403  403  403  302  403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  302  403
    """,
    ),
    (
        ["directives/<int:pk>/acknowledge/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login done done done done 403  403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  403  done
    """,
    ),
    (
        ["directives/<int:pk>/remind/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["directives/clauses/<int:pk>/move/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  thua-thien-hue   login 404  404  404  404  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    (
        ["directives/clauses/<int:pk>/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  200  403  403  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  403
        POST  thua-thien-hue   login 403  403  403  403  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 403
    """,
    ),
    (
        ["directives/clauses/<int:pk>/: draft clause"],
        """
        GET   thua-thien-hue   login 404  404  404  404  200  403  403  404  404
        GET   tinh-khac        login 404  404  404  404  404  404  404  200  404
        POST  thua-thien-hue   login 404  404  404  404  done 403  403  404  404
        POST  tinh-khac        login 404  404  404  404  404  404  404  done 404
    """,
    ),
    (
        [*SET_UP, "administration/people/invitations/"],
        """
        GET   -                login 403  403  403  403  403  403  200  403  403
        POST  -                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        [f"{one}new/" for one in SET_UP],
        """
        GET   -                login 403  403  403  403  403  403  200  403  403
        POST  -                login 403  403  403  403  403  403  done 403  403
    """,
    ),
    (
        ["administration/people/<int:pk>/", "administration/units/<int:pk>/"],
        """
        GET   nam-dong         login 403  403  403  403  403  403  200  403  403
        GET   thua-thien-hue   login 403  403  403  403  403  403  200  403  403
        GET   huyen-khac       login 403  403  403  403  403  403  404  403  403
        POST  *                login 405  405  405  405  405  405  405  405  405
    """,
    ),
    (
        ["administration/bodies/<int:pk>/", "administration/people/<int:pk>/open/", *OF_PEOPLE, *OF_UNITS],
        """
        GET   nam-dong         login 403  403  403  403  403  403  200  403  403
        GET   huyen-khac       login 403  403  403  403  403  403  404  403  403
        POST  nam-dong         login 403  403  403  403  403  403  done 403  403
        POST  huyen-khac       login 403  403  403  403  403  403  404  403  403
    """,
    ),
    (
        ["administration/people/<int:pk>/link/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login 403  403  403  403  403  403  done 403  403
        POST  huyen-khac       login 403  403  403  403  403  403  404  403  403
    """,
    ),
    # Nobody is locked here; `tests/core/accounts` locks somebody and unlocks them.
    (
        ["administration/people/<int:pk>/unlock/"],
        """
        GET   *                login 405  405  405  405  405  405  405  405  405
        POST  nam-dong         login 403  403  403  403  403  403  302  403  403
        POST  huyen-khac       login 403  403  403  403  403  403  404  403  403
    """,
    ),
    (
        ["administration/kinds/<int:pk>/", "administration/certificates/<int:pk>/remove/"],
        """
        GET   thua-thien-hue   login 403  403  403  403  403  403  200  403  403
        GET   tinh-khac        login 403  403  403  403  403  403  200  403  403
        POST  thua-thien-hue   login 403  403  403  403  403  403  done 403  403
        POST  tinh-khac        login 403  403  403  403  403  403  done 403  403
    """,
    ),
    (
        ["accounts/password/reset/"],
        """
        GET   -                200   200  200  200  200  200  200  200  200  200
        POST  -                done  done done done done done done done done done
    """,
    ),
    (
        ["accounts/password/reset/asked/", "accounts/password/reset/chosen/"],
        """
        GET   -                200   200  200  200  200  200  200  200  200  200
        POST  -                405   405  405  405  405  405  405  405  405  405
    """,
    ),
    # A link that nobody was sent.
    (
        ["accounts/password/reset/<uidb64>/<token>/", "accounts/password/invited/<uidb64>/<token>/"],
        """
        GET   -                410   410  410  410  410  410  410  410  410  410
        POST  -                410   410  410  410  410  410  410  410  410  410
    """,
    ),
)


def rows():
    """(route, object type or "", method, owner, {person: answer}) for every line of the table."""
    for routes, lines in TABLE:
        for route in routes:
            for line in lines.split("\n")[1:-1]:
                method, owner, *answers = line.split()
                at, _colon, of = route.partition(": ")
                yield at, of, method, owner, dict(zip(PEOPLE, answers, strict=True))

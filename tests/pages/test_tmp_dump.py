import time, logging

logging.disable(logging.ERROR)
from house import build, OFFICERS
from walking import *

P = [
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
]


def test_dump(cast):
    house = build(cast)
    out = {}
    for name in P:
        t = time.time()
        n = 0
        w = Walker(cast, house, name)
        for route in routes():
            if not route.startswith(("admin", "healthz")):
                continue
            typ = OBJECTS.get(route)
            for variant in (
                [typ]
                if route not in ("directives/<int:pk>/", "directives/<int:pk>/file/", "directives/clauses/<int:pk>/")
                else [typ, {"directives/clauses/<int:pk>/": "draft clause"}.get(route, "draft directive")]
            ):
                for method in ("GET", "POST"):
                    for slug in [s for s in OFFICERS if (variant, s) in house] if variant else [""]:
                        try:
                            a, b = w.ask(method, route, house.get((variant, slug)), slug)
                        except Exception as e:
                            a = type(e).__name__ + ":" + str(e)[:150].replace("\n", " ")
                            b = ""
                        n += 1
                        out.setdefault((route, str(variant), method, slug), []).append(a)
        print(name, n, round(time.time() - t, 1))
    # group
    groups = {}
    for (route, v, m, s), a in out.items():
        groups.setdefault((route, v), []).append((m, s, " ".join(x.replace(" ", "_") for x in a)))
    blocks = {}
    for k, v in groups.items():
        blocks.setdefault(tuple(v), []).append(k)
    for v, ks in blocks.items():
        for k in ks:
            print("##", k)
        for l in v:
            print("    %-5s%-16s%s" % l)

#!/usr/bin/env bash
# The table of communes that were divided in 2025 (vietnamadminunits 1.0.4, converter_2025.json) names successors that
# are no neighbours: of 471 divided communes fifteen (commune, successor) pairs lie more than 40 km apart, up to 103.
# The places of both are in the same package. The cause is visible in the names: after provinces were merged, the new
# province has two communes of one name (Tân Thạnh, Thạnh Quới, Phường 4), and the pairs were joined by name. Of a
# division each part should touch what it was cut from; names alone don't tell which part is meant.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet vietnamadminunits==1.0.4
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import json
import sqlite3
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import vietnamadminunits

folder = Path(vietnamadminunits.__file__).parent / "data"
rows = sqlite3.connect(folder / "dataset.db").execute(
    "SELECT provinceKey, districtKey, wardKey, wardLat, wardLon FROM admin_units_legacy"
)
places = {"_".join(map(str, keys)): (latitude, longitude) for *keys, latitude, longitude in rows}


def kilometres(one, other):
    (a, b), (c, d) = (map(radians, place) for place in (one, other))
    return 2 * 6371 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


divided = json.loads((folder / "converter_2025.json").read_text())["DICT_PROVINCE_WARD_DIVIDED"]
divided = {old: parts for province in divided.values() for old, parts in province.items()}
far = []
for old, parts in divided.items():
    for part in parts:
        if all(places.get(old, (None, None))):
            distance = kilometres(places[old], (part["newWardLat"], part["newWardLon"]))
            far += [(-round(distance), old, part["newWardKey"])] if distance > 40 else []
print(len(divided), "divided communes,", len(far), "pairs more than 40 km apart")
for distance, old, new in sorted(far)[:3]:
    print(f"{-distance} km: {old} -> {new}")
PYTHON
)
expected=$(cat <<'SEEN'
471 divided communes, 15 pairs more than 40 km apart
103 km: tinhdongthap_huyenthanhbinh_xatanthanh -> xathanhbinh
99 km: thanhphocantho_huyenvinhthanh_xathanhquoi -> xagiahoa
99 km: tinhsoctrang_huyenmyxuyen_xathanhquoi -> xathanhquoi
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi

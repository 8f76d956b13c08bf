"""The same snapshot gives the same bytes in two processes that agree in nothing else."""

import json
import subprocess
import sys
from pathlib import Path

from faulty_portal import faulty_portal
from slow import wide

pytestmark = wide

RENDER = Path(__file__).with_name("render_documents.py")
HERE = {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "DEMO_TODAY": "2020-12-18"}
THERE = {
    "TZ": "America/St_Johns",
    "PYTHONHASHSEED": "4711",
    "LC_ALL": "C",
    "DEMO_TODAY": "2021-03-01",
    "HOME": "/nowhere",
    "WORKER_MEMORY_MB": "900",
    "SWEEP_SECONDS": "7",
}


def test_two_processes_make_the_same_files(tmp_path):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=4) as portal:
        starts = [
            subprocess.Popen(
                [sys.executable, str(RENDER)], env=portal.env | env, cwd=folder, stdout=subprocess.PIPE, text=True
            )
            for env, folder in ((HERE, tmp_path), (THERE, "/"))
        ]
        here, there = (json.loads(start.communicate(timeout=120)[0]) for start in starts)
    # Two reports, two editions, four formats each.
    assert len(here) == 16
    assert here == there

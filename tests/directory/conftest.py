"""The house of the pages' tests lends the names of who files for whom."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "pages"))

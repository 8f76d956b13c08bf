"""Check that every string has a Vietnamese translation; with --update, take new strings into locale/."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = ("django", "djangojs")
# "data" is what `make run` keeps beside the code, and facts without words of the interface.
IGNORED = (".*", "data", "tests", "node_modules", "__pycache__", "static/vendor", "tools/benchmarks")
LISTS = {
    "without translation": "--untranslated",
    "to be confirmed (fuzzy)": "--only-fuzzy",
    "no longer in the code": "--only-obsolete",
}


def make_messages(root):
    """Run `makemessages` on the copy in `root`, for templates and Python and for scripts."""
    ignore = [word for pattern in IGNORED for word in ("--ignore", pattern)]
    for domain in DOMAINS:
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--locale", "vi", "--domain", domain]
            + ["--add-location", "file", "--no-wrap", "--verbosity", "0", *ignore],
            cwd=root,
            check=True,
        )


def findings(po_file):
    """Yield (what is wrong, the entries as text) for a file fresh from `makemessages`."""
    for title, selection in LISTS.items():
        entries = subprocess.run(
            ["msgattrib", selection, "--no-wrap", str(po_file)], check=True, capture_output=True, text=True
        ).stdout
        # The header is printed with any entry.
        _, _, rest = entries.partition("\n\n")
        if rest.strip():
            yield title, rest.strip()
    check = subprocess.run(
        ["msgfmt", "--check", "--output-file", "/dev/null", str(po_file)], capture_output=True, text=True
    )
    if check.returncode:
        yield "broken", check.stderr.strip()


def main(arguments):
    """Print what is wrong in the files of messages; return 1 where anything is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*IGNORED, "fonts"))
        (copy / "locale").mkdir(exist_ok=True)
        make_messages(copy)
        code = 0
        for domain in DOMAINS:
            po_file = copy / f"locale/vi/LC_MESSAGES/{domain}.po"
            if not po_file.exists():
                continue
            if "--update" in arguments:
                target = ROOT / po_file.relative_to(copy)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(po_file, target)
            for title, entries in findings(po_file):
                code = 1
                print(f"locale/vi/LC_MESSAGES/{domain}.po, {title}:\n\n{entries}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

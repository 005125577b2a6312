"""The page about matching names the stages by the modules that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/matching.md"


def test_the_table_of_stages_names_every_module_once_at_least_and_no_other() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    start = next(at for at, line in enumerate(rows) if line.startswith("| stage |"))
    end = next(at for at, line in enumerate(rows) if line.startswith("| all |"))
    cells = " ".join(line.rsplit("|", 2)[1] for line in rows[start + 2 : end + 1])
    named = set(re.findall(r"`([a-z_]+)`", cells))
    there = {path.stem for path in (ROOT / "compliance/matching").rglob("[!_]*.py")}
    assert named == there

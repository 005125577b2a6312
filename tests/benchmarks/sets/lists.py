"""Small lists in the publisher's form for the makers of tasks."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.question_set import write
from compliance.lists.sources.csl import COLUMNS


def row(key: str, name: str, *aliases: str, **columns: str) -> dict[str, str]:
    empty = {"_id": key, **dict.fromkeys(COLUMNS, "")}
    given = {"name": name, "alt_names": "; ".join(aliases), "type": "Entity", "source": "SDN - T"}
    return {**empty, **given, **columns}


def list_file(folder: Path, *rows: Mapping[str, str]) -> Path:
    path = folder / "list.csv"
    write(path, rows)
    return path


def registry(folder: Path, *firms: str) -> Path:
    path = folder / "oui.txt"
    lines = (f"00-00-{at:02X}   (hex)\t\t{firm}" for at, firm in enumerate(firms))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path

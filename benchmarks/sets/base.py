"""What the makers of tasks share: the list as rows, its names, what is asked, and the folder."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.development_set import Names, names_of, namesakes, right
from benchmarks.question_set import INNOCENT, rows, write
from compliance.names import prepare_name

Table = Sequence[Mapping[str, str]]
PERSON = "Individual"


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to ask: of an entry that is right, or that only looks like one."""

    name: str
    entries: frozenset[str]
    """Ids of the entries that are right; of a sibling or innocent, those it must not match."""
    kind: str


def parser(text: str) -> argparse.ArgumentParser:
    """The options that every maker has."""
    options = argparse.ArgumentParser(description=text)
    options.add_argument("list", type=Path, metavar="LIST.csv", help="may be packed (.csv.gz)")
    options.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    options.add_argument("--seed", type=int, required=True, metavar="N")
    return options


def chance_of(seed: int) -> Random:
    """A source of chance that gives the same for the same seed."""
    return Random(seed)  # noqa: S311 - repeatable on purpose; nothing secret hangs on it


def listed_names(table: Table) -> Names:
    """Entry id -> its names, the primary first."""
    return {row["_id"]: names_of(dict(row)) for row in table}


def firms(table: Table) -> Names:
    """The same without persons, vessels and aircraft."""
    return listed_names([row for row in table if row["type"] in ("Entity", "")])


def innocents(names: Iterable[str], table: Table) -> Iterator[Asked]:
    """Names that are on no list, each once: what is exactly listed is left out."""
    listed = {
        prepare_name(name).core_text for bears in listed_names(table).values() for name in bears
    }
    for name in dict.fromkeys(" ".join(name.split()) for name in names):
        if (joined := prepare_name(name).core_text) and joined not in listed:
            yield Asked(name, frozenset(), INNOCENT)


def same_party(entry: str, names: Names, same: Mapping[str, set[str]]) -> frozenset[str]:
    """The entry and those that share a name with it: one party is often on several lists."""
    return frozenset(right(entry, names, dict(same)))


def save(folder: Path, table: Table, positives: Iterable[Asked], negatives: Iterable[Asked]) -> str:
    """Write the three files of the task; what was written, in words."""
    folder.mkdir(parents=True, exist_ok=True)
    found, lost = list(positives), list(negatives)
    write(folder / "list.csv", table)
    write(folder / "positives.csv", (record("p", at, one) for at, one in enumerate(found)))
    write(folder / "innocents.csv", (record("n", at, one) for at, one in enumerate(lost)))
    return f"{len(found)} positives, {len(lost)} negatives -> {folder}"


def record(mark: str, at: int, one: Asked) -> dict[str, str]:
    """One query as a row; the entries of a negative are those it must not match."""
    column = "expected" if mark == "p" else "against"
    ids = "|".join(sorted(one.entries))
    return {"query_id": f"{mark}{at}", "name": one.name, "class": one.kind, column: ids}


__all__ = ["Asked", "Names", "names_of", "namesakes", "rows"]

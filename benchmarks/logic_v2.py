"""logic-v2 of nomenklatura with its own blocking index, asked again and again.

usage: PYTHON benchmarks/logic_v2.py LISTED.jsonl FOLDER

A program of its own: PYTHON is one that has nomenklatura (`pip install nomenklatura duckdb`), and
nothing of this project is imported. Each line of the files is `{"schema": ..., "names": [...]}`.
The list is read and indexed once, then `ready VERSION` is printed. Each line that arrives on
standard input is a file with what to ask; what is printed is the seconds of that alone. An asked
entity gets an id of its own each time, because the matcher remembers what it has seen by id.
"""

import json
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

LISTED = "listed"


def main(listed: Path, folder: Path) -> None:
    """Index the list, then answer as long as somebody asks."""
    bench = Bench(listed, folder)
    say(f"ready {version('nomenklatura')}")
    for turn, path in enumerate(sys.stdin):
        say(f"{bench.seconds(lines(Path(path.strip())), turn):.4f}")


def lines(path: Path) -> list[dict[str, Any]]:
    """The entities of a file, as plain data."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def say(text: str) -> None:
    """A line for whoever started this."""
    print(text, flush=True)


class Bench:
    """A list in nomenklatura's store and index, and logic-v2 over what the index proposes."""

    def __init__(self, listed: Path, folder: Path) -> None:
        """Read and index the list."""
        self._data = import_module("followthemoney")
        self._dataset = self._data.Dataset.make({"name": LISTED, "title": LISTED})
        matcher = import_module("nomenklatura.matching").LogicV2
        self._config, self._compare = matcher.default_config(), matcher.compare
        self._forget = import_module("rigour.reset").reset_caches
        made = self._entities(lines(listed), "l")
        self._listed = {entity.id: entity for entity in made}
        view = self._view(self._listed.values())
        self._index = import_module("nomenklatura.blocker").Index(view, folder)
        self._index.build()

    def _entities(self, found: list[dict[str, Any]], prefix: str) -> Iterator[Any]:
        make = self._data.StatementEntity.from_data
        for at, one in enumerate(found):
            about = {"schema": one["schema"], "properties": {"name": one["names"]}}
            yield make(self._dataset, {"id": f"{prefix}-{at}", **about}, cleaned=True)

    def _view(self, entities: Any) -> Any:
        linker = import_module("nomenklatura.resolver").Linker({})
        store = import_module("nomenklatura.store").MemoryStore(self._dataset, linker)
        with store.writer() as writer:
            for entity in entities:
                writer.add_entity(entity)
        return store.default_view(external=False)

    def seconds(self, questions: list[dict[str, Any]], turn: int) -> float:
        """What it takes to find the best entry for each question."""
        self._forget()
        start = time.perf_counter()
        asked = {entity.id: entity for entity in self._entities(questions, f"a{turn}")}
        for identifier, candidates in self._index.match_entities(asked.values()):
            self.best(asked[str(identifier)], [str(name) for name, _ in candidates])
        return time.perf_counter() - start

    def best(self, question: Any, candidates: list[str]) -> float:
        """The best score among the candidates; 0 without any."""
        entries = (self._listed[name] for name in candidates)
        scores = (self._compare(question, one, self._config).score for one in entries)
        return max(scores, default=0.0)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))

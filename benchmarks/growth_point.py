"""One point of the curves of growth, in a process of its own so that its memory is its own.

usage: python -m benchmarks.growth_point LIST ASKED.csv SAID

Makes the list ready, with all cores as the command does, or maps it where it was made ready before,
asks every name and writes the seconds of both into SAID. Without a name in ASKED.csv the list is
only made ready.
"""

import csv
import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import since
from compliance.cli.setup import DAY
from compliance.configuration.clock import start_time
from compliance.lists import list_files
from compliance.matching import Matcher
from compliance.model import Party, Question, Settings
from compliance.screening import list_cache
from compliance.screening.list_builders import share_among
from compliance.screening.screen import screen_questions


def main(listed: str, asked: Path, said: Path) -> None:
    """Measure, and write down what was measured."""
    gc.set_threshold(200_000, 20, 100)  # as the command does
    start = time.perf_counter()
    found = list_files.find_lists([listed])
    ready = list_cache.prepare_lists(found, day=start_time()[:DAY], share=share_among())
    build, start = since(start), time.perf_counter()
    answered = sum(
        1 for _ in screen_questions(questions(asked), Matcher(ready.prepared), Settings())
    )
    said.write_text(f"{build:.3f} {since(start):.3f} {answered}", encoding="utf-8")


def questions(asked: Path) -> Iterator[Question]:
    """The names of a file, one by one."""
    with asked.open(encoding="utf-8", newline="") as file:
        for at, row in enumerate(csv.DictReader(file), 2):
            yield Question(file=asked.name, sheet="", row=at, party=Party(name=row["name"]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

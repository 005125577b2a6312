"""A record of two answers."""

from compliance.audit import program, retention
from compliance.audit.run_record import (
    FORM,
    RecordedAnswer,
    RecordedInput,
    RecordedMatch,
    RecordHead,
    RunTime,
)
from compliance.matching import Matcher
from compliance.model import Settings
from compliance.screening.run_setup import RunSetup
from tests.matching.building import watchlist

TIME = "2026-11-01T08:00:00+00:00"
PRINT = "0" * 32
MATCH = RecordedMatch(list="own", entry="1", name="Foo", score=0.95, band="HIT", print=PRINT)


def answer(row: int, *matches: RecordedMatch, party: str = "", content: str = "") -> RecordedAnswer:
    """An answer in a row; without matches a CLEAR one."""
    return RecordedAnswer(
        file=0,
        sheet="S",
        row=row,
        role="name",
        party=party or f"{row:032x}",
        content=content or f"{row:032x}",
        decision=matches[0].band if matches else "CLEAR",
        reason="Score 0.95 for “Foo”: listed." if matches else "",
        matches=matches,
    )


def head(parties: int = 2) -> RecordHead:
    """All of a record but its answers."""
    return RecordHead(
        form=FORM,
        program=program.identify_program(),
        run=RunTime(started=TIME, ended=TIME),
        settings=Settings(columns=(("name", "Firma"),)),
        lists=(),
        reference="0" * 64,
        inputs=(
            RecordedInput(name="a.csv", path="x/a.csv", sha256="0" * 64, size=9, parties=parties),
        ),
        counts={"HIT": 1, "CLEAR": parties - 1},
        retention=retention.find_retention(TIME, []),
    )


def setup(*names: str) -> RunSetup:
    """A short list, ready to be asked."""
    listed = watchlist(*names)
    return RunSetup(matcher=Matcher(listed), lists=(), settings=Settings(), time=TIME)

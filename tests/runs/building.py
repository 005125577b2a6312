"""A record of two answers."""

from compliance.matching import Matcher
from compliance.model import Settings
from compliance.runs import program, retention
from compliance.runs.form import FORM, Answer, Found, Head, Input, Time
from compliance.screening.run_setup import Setup
from tests.matching.building import watchlist

TIME = "2026-11-01T08:00:00+00:00"
PRINT = "0" * 32
MATCH = Found(list="own", entry="1", name="Foo", score=0.95, band="HIT", print=PRINT)


def answer(row: int, *matches: Found, party: str = "", content: str = "") -> Answer:
    """An answer in a row; without matches a CLEAR one."""
    return Answer(
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


def head(parties: int = 2) -> Head:
    """All of a record but its answers."""
    return Head(
        form=FORM,
        program=program.present(),
        run=Time(started=TIME, ended=TIME),
        settings=Settings(columns=(("name", "Firma"),)),
        lists=(),
        reference="0" * 64,
        inputs=(Input(name="a.csv", path="x/a.csv", sha256="0" * 64, size=9, parties=parties),),
        counts={"HIT": 1, "CLEAR": parties - 1},
        retention=retention.retention(TIME, []),
    )


def setup(*names: str) -> Setup:
    """A short list, ready to be asked."""
    listed = watchlist(*names)
    return Setup(matcher=Matcher(listed), lists=(), settings=Settings(), time=TIME)

"""The lines of a record, verified: each hash fits its line, and each line follows others above it.

Merging two branches of a repository puts the lines that each has added below the common ones, in
either order; each is still a chain on the common line, and the record is a tree. The next decision
names the ends of both as its parents and so ties them together. What is found: a line that was
changed, deleted from the middle, moved above one that it follows, or written by hand.

Not found by the lines alone: that lines at the very end are missing, with all that followed them.
So reports and manifests tell the hashes of the last lines (`heads`), and `screen review verify
--head HASH` proves that such a line is still there; the history of a repository proves it too.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct

from compliance.decisions.lines import (
    FORM,
    GROUP_FORM,
    RecordedDecision,
    decode_line,
    encode_line,
    hash_decision,
)
from compliance.storage.ledger import describe_break, find_ends

CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
"""How the marks begin that git leaves where it could not merge."""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with one line."""

    line: int
    what: str


class Record(Struct, frozen=True, kw_only=True):
    """A record as it was read; with faults, its decisions are those that could be read."""

    decisions: tuple[RecordedDecision, ...] = ()
    """In the order of the file."""
    heads: tuple[str, ...] = ()
    """Ids of the lines that none follows, sorted."""
    faults: tuple[Fault, ...] = ()
    torn: bytes = b""
    """What stands behind the last line end and is no whole line; empty for a whole file."""

    @property
    def standing(self) -> dict[str, tuple[RecordedDecision, ...]]:
        """Pair -> its decisions that no other replaces: one, or several after a merge.

        A decision on several entries stands for each of them, as one on it alone.
        """
        gone = {
            (old, key) for line in self.decisions for old in line.replaces for key in line.pairs
        }
        found: dict[str, tuple[RecordedDecision, ...]] = {}
        for single in (single for line in self.decisions for single in line.split()):
            if (single.id, single.pair) not in gone:
                found[single.pair] = (*found.get(single.pair, ()), single)
        return found


def record_of(data: bytes) -> Record:
    """Read and verify the bytes of a record. Never raises: faults are part of the answer."""
    *whole, rest = data.split(b"\n")
    if rest and _is_whole(rest):  # only the line end is missing, as some editors leave it
        whole, rest = [*whole, rest], b""
    numbered = [(at, line.removesuffix(b"\r")) for at, line in enumerate(whole, start=1)]
    lines = [(at, line, decode_line(line)) for at, line in numbered if line]
    good = [(at, line, decided) for at, line, decided in lines if decided]
    faults = [Fault(line=at, what=_unread(line)) for at, line, decided in lines if not decided]
    faults += _faults(good)
    decisions = tuple(decided for _, _, decided in good)
    return Record(
        decisions=decisions,
        heads=heads_of(decisions),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        torn=rest,
    )


def heads_of(decisions: Iterable[RecordedDecision]) -> tuple[str, ...]:
    """Ids of the lines that no other follows."""
    return find_ends({one.id: one.parents for one in decisions})


def _is_whole(line: bytes) -> bool:
    decided = decode_line(line.removesuffix(b"\r"))
    return decided is not None and decided.id == hash_decision(decided)


def _unread(line: bytes) -> str:
    if line.startswith(CONFLICT):
        return "git could not merge here: keep the lines of both sides and delete its marks"
    return "it is no decision in the form of this record"


Numbered = tuple[int, bytes, RecordedDecision]
"""Number of the line, its bytes, and what they say."""


def _faults(lines: Sequence[Numbered]) -> Iterator[Fault]:
    """Everything that is wrong with lines that could be read."""
    places = {decided.id: at for at, _, decided in reversed(lines)}
    pairs = {decided.id: frozenset(decided.pairs) for _, _, decided in lines}
    for at, line, decided in lines:
        copied = f"it is a copy of line {places[decided.id]}" if places[decided.id] < at else ""
        for what in (copied or _own_fault(line, decided), _order_fault(at, decided, places, pairs)):
            if what:
                yield Fault(line=at, what=what)


def _own_fault(line: bytes, decided: RecordedDecision) -> str:
    form = GROUP_FORM if decided.others else FORM
    if decided.form != form:
        return f"it is of form {decided.form}, and this version of the program knows {form}"
    if decided.id != hash_decision(decided):
        return "its content does not fit its hash: it was changed, or written by hand"
    if encode_line(decided) != line + b"\n":
        return "it was rewritten in another form, so that readers may differ on what it says"
    if not (is_date(decided.date) and is_date(decided.expires)):
        return "its dates are none"
    return ""


def is_date(text: str) -> bool:
    """Whether the text is a day in ISO 8601, written whole."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _order_fault(
    at: int, decided: RecordedDecision, places: Mapping[str, int], pairs: Mapping[str, Set[str]]
) -> str:
    broken = describe_break(at, decided.parents, places)
    if broken:
        return broken
    for old in decided.replaces:
        if places.get(old, at) >= at or pairs[old].isdisjoint(decided.pairs):
            return "it replaces a decision on the same pair that does not stand above it"
    return ""

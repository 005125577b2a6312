"""One decision as one line: JSON in UTF-8, its keys in a fixed order, for people first.

Who decided what of whom stands in front, for the reviewer of a pull request; hashes stand behind.
`id` is the SHA-256 of the line without `id` and `signature`; `parents` are the ids of the lines
that were last when it was written. A line is valid only as the program writes it, to the byte: a
key that stands twice, or anything else that one reader takes for another thing than the next, is
not.
"""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from compliance.decisions.prints import EntryPrint, PartyPrint
from compliance.documents import MalformedDocument, read_typed_json
from compliance.model import Decision, Verdict

FORM = 1
"""Version of the form of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided of one party against one list entry, as both were."""

    form: int = FORM
    date: str
    """ISO 8601."""
    decision: Verdict
    reason: str
    reviewer: str
    second: str = ""
    """The second reviewer; empty when there was none."""
    expires: str
    """The last day on which it holds, ISO 8601."""
    party: str
    """Its name as the report had it, for the reader; what counts is the fingerprint."""
    customer: str = ""
    """The user's own key of the party (customer number), if there was one."""
    list: str
    """Id of the list file."""
    entry: str
    """Id of the entry in it."""
    also: tuple[tuple[str, str], ...] = ()
    """(list, entry) of other entries that were the same party then, and are in `entry_parts`."""
    listed: str
    """The entry's primary name, for the reader."""
    score: float
    """When it was decided, rounded down to four places."""
    band: Decision
    matcher: int
    """Major version of the matcher."""
    run: str
    """Id of the run whose report was decided on; it begins with the run's time."""
    pair: str
    party_parts: PartyPrint
    entry_parts: EntryPrint
    replaces: tuple[str, ...] = ()
    """Ids of the decisions on the same pair that stood before and that this one takes over."""
    parents: tuple[str, ...] = ()
    """Ids of the lines that were last when it was written; none for the first of a record."""
    id: str = ""
    signature: str = ""
    """Place for a signature of `id`; empty, or what a signing tool writes."""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """(list, entry) of everything that was one listed party."""
        return ((self.list, self.entry), *self.also)


def sealed(decided: Decided) -> Decided:
    """The decision with its hash."""
    return replace(decided, id=hash_of(decided))


def hash_of(decided: Decided) -> str:
    """SHA-256 of the line without its hash and signature, in hex."""
    bare = msgspec.json.encode(replace(decided, id="", signature=""))
    return hashlib.sha256(bare).hexdigest()


def written(decided: Decided) -> bytes:
    """The line, with its line end."""
    return msgspec.json.encode(decided) + b"\n"


def read(line: bytes) -> Decided | None:
    """The decision of a line without its line end; None when it is no line of this form."""
    try:
        return read_typed_json(line, Decided)
    except MalformedDocument:
        return None

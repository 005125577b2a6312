"""One decision as one line: JSON in UTF-8, its keys in a fixed order, for people first.

Who decided what of whom stands in front, for the reviewer of a pull request; hashes stand behind.
A decision of one party against several entries is one line, too: `others` holds the entries beside
the first, each as it was. A line without any is written as before there were such lines (form 1).
`id` is the SHA-256 of the line without `id` and `signature`; `parents` are the ids of the lines
that were last when it was written. A line is valid only as the program writes it, to the byte: a
key that stands twice, or anything else that one reader takes for another thing than the next, is
not.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from compliance.model import Decision, Verdict
from compliance.storage.documents import MalformedDocument, read_typed_json
from compliance.storage.fingerprints import EntryFingerprint, PartyFingerprint
from compliance.storage.hashing import hash_bytes

FORM = 1
"""Version of the form of a line on one entry."""
GROUP_FORM = 2
"""Version of the form of a line on several."""


class DecisionTarget(Struct, frozen=True, kw_only=True):
    """A list entry that a party was decided against, as it was."""

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
    pair: str
    entry_parts: EntryFingerprint


class RecordedDecision(Struct, frozen=True, kw_only=True):
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
    party_parts: PartyFingerprint
    entry_parts: EntryFingerprint
    others: tuple[DecisionTarget, ...] = ()
    """The other entries that the party was decided against in the same breath."""
    replaces: tuple[str, ...] = ()
    """Ids of the decisions on the same pairs that stood before and that this one takes over."""
    parents: tuple[str, ...] = ()
    """Ids of the lines that were last when it was written; none for the first of a record."""
    id: str = ""
    signature: str = ""
    """Place for a signature of `id`; empty, or what a signing tool writes."""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """(list, entry) of everything that was one listed party."""
        return ((self.list, self.entry), *self.also)

    @property
    def pairs(self) -> tuple[str, ...]:
        """Every pair of party and entry that it decides."""
        return (self.pair, *(target.pair for target in self.others))

    def split(self) -> Iterator["RecordedDecision"]:
        """The decision as if it were on one entry only, for each of its entries."""
        yield replace(self, others=())
        for target in self.others:
            fields = {name: getattr(target, name) for name in DecisionTarget.__struct_fields__}
            yield replace(self, others=(), **fields)


def join_decisions(decisions: Sequence[RecordedDecision]) -> RecordedDecision:
    """One decision of several that say the same of one party against different entries."""
    first, *rest = decisions
    names = [*DecisionTarget.__struct_fields__]
    others = [DecisionTarget(**{name: getattr(each, name) for name in names}) for each in rest]
    return replace(first, form=GROUP_FORM if others else FORM, others=tuple(others))


def group_by_party(drafts: Iterable[RecordedDecision]) -> Iterator[RecordedDecision]:
    """One line a party, with all its pairs, each pair once; in the order in which they are met."""
    parties: dict[tuple[object, ...], dict[str, RecordedDecision]] = {}
    for draft in drafts:
        who = draft.customer, draft.party_parts
        parties.setdefault(who, {}).setdefault(draft.pair, draft)
    yield from (join_decisions([*pairs.values()]) for pairs in parties.values())


def seal_decision(decision: RecordedDecision) -> RecordedDecision:
    """The decision with its hash."""
    return replace(decision, id=hash_decision(decision))


def hash_decision(decision: RecordedDecision) -> str:
    """SHA-256 of the line without its hash and signature, in hex."""
    return hash_bytes(_encode(replace(decision, id="", signature="")))


def encode_line(decision: RecordedDecision) -> bytes:
    """The line, with its line end."""
    return _encode(decision) + b"\n"


def _encode(decision: RecordedDecision) -> bytes:
    """The line; one on a single entry is written as before there were others."""
    if decision.others:
        return msgspec.json.encode(decision)
    fields = msgspec.to_builtins(decision)
    del fields["others"]
    return msgspec.json.encode(fields)


def decode_line(line: bytes) -> RecordedDecision | None:
    """The decision of a line without its line end; None when it is no line of this form."""
    try:
        return read_typed_json(line, RecordedDecision)
    except MalformedDocument:
        return None

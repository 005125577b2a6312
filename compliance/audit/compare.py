"""What differs between two runs: answer by answer for a replay, match by match since a day. Pure.

A party is told by its place and never by its name: what is compared are records, and those do not
hold names.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from compliance.audit.run_record import RecordedAnswer, RecordedMatch, RecordedPlace
from compliance.model import Decision

Place = tuple[int, str, int, str, int]
"""File, sheet, row, role, and which of several with the same."""


class Difference(Struct, frozen=True, kw_only=True):
    """One answer that is not what it was."""

    answer: RecordedAnswer
    """As it was; as it is for one that was not there."""
    said: tuple[str, ...]
    """What differs, a sentence each."""


def find_differences(
    then: Iterable[RecordedAnswer], now: Iterable[RecordedAnswer]
) -> Iterator[Difference]:
    """The answers that differ, in the order of the earlier run, then those that are new.

    Those of now are walked once; what is as it was is not held.
    """
    left = dict(_place_answers(then))
    changed: dict[Place, Difference] = {}
    come: list[Difference] = []
    for place, new in _place_answers(now):
        old = left.get(place)
        if old is None:
            come.append(Difference(answer=new, said=("it was not there",)))
        elif said := tuple(_differences(old, new)):
            changed[place] = Difference(answer=old, said=said)
        else:
            del left[place]
    for place, old in left.items():
        yield changed.get(place) or Difference(answer=old, said=("it is not there any more",))
    yield from come


def _place_answers(answers: Iterable[RecordedAnswer]) -> Iterator[tuple[Place, RecordedAnswer]]:
    seen: Counter[tuple[int, str, int, str]] = Counter()
    for one in answers:
        where = (one.file, one.sheet, one.row, one.role)
        seen[where] += 1
        yield (*where, seen[where]), one


def _differences(old: RecordedAnswer, new: RecordedAnswer) -> Iterator[str]:
    """What differs between two answers to one question; nothing when they are the same."""
    if old == new:
        return
    if old.content != new.content:
        yield "the party is read differently"
    if old.decision != new.decision:
        yield f"{old.decision} then, {new.decision} now"
    yield from _matches(old.matches, new.matches)
    yield from _destinations(old.destination, new.destination)
    if old.decision == new.decision and old.matches == new.matches and old.reason != new.reason:
        yield f"the reason was: {old.reason or 'no match'} Now it is: {new.reason or 'no match'}"


def _matches(old: Sequence[RecordedMatch], new: Sequence[RecordedMatch]) -> Iterator[str]:
    then, now = ({(one.list, one.entry): one for one in several} for several in (old, new))
    for which in dict.fromkeys((*then, *now)):
        said = _match(then.get(which), now.get(which))
        if said:
            yield f"{':'.join(which)} {said}"
    if old != new and then == now:
        yield "the matches stand in another order"


def _destinations(old: Sequence[RecordedPlace], new: Sequence[RecordedPlace]) -> Iterator[str]:
    then, now = ({one.place: one for one in several} for several in (old, new))
    for place in dict.fromkeys((*then, *now)):
        if place not in now:
            yield f"destination {place} was reported then, and is not now"
        elif place not in then:
            yield f"destination {place} is reported now, and was not then"
        elif then[place] != now[place]:
            yield f"destination {place} is judged by other rules, cells or settings"
    if old != new and then == now:
        yield "the destinations stand in another order"


def _match(old: RecordedMatch | None, new: RecordedMatch | None) -> str:
    if old is None or new is None:
        return "was no match then, and is one now" if new else "was a match then, and is none now"
    pairs = (("scored", old.score, new.score), ("was", old.band, new.band))
    parts = [f"{how} {one} then, {other} now" for how, one, other in pairs if one != other]
    parts += [f"matched “{old.name}” then, “{new.name}” now"] * (old.name != new.name)
    parts += ["has changed on the list"] * (old.print != new.print)
    parts += [f"{_count_words(old)} then, {_count_words(new)} now"] * (old.counted != new.counted)
    return "; ".join(parts)


def _count_words(match: RecordedMatch) -> str:
    return "counted" if match.counted else "not counted by policy"


# --- Since an earlier run ---------------------------------------------------------------------


class Concern(Struct, frozen=True, kw_only=True):
    """Why somebody has to look at a party: an open match, or a place that is a question."""

    list: str
    """Empty for a place."""
    entry: str
    """Id of the entry; name of the place."""
    listed: str
    """The listed name that matched; the place and what sort of rule is on it."""
    band: str
    print: str
    """Fingerprint of the entry as it was; ids of the rules on the place."""

    @property
    def source(self) -> str:
        """What it comes from, and what may have changed."""
        return "the lists have" if self.list else "the rules on places or the settings have"


class RunChange(Struct, frozen=True, kw_only=True):
    """One open match or place that came, went or changed since an earlier run."""

    kind: str
    """`new`, `gone` or `changed`."""
    answer: RecordedAnswer
    """The party's answer now; for what is gone with its party, the earlier one."""
    concern: Concern
    """As it is now; as it was where it is gone."""
    why: str
    """What made it so: the party, the list entry or rule, or both; in words."""


Pair = tuple[str, str, str]
"""Party key, list, entry; the last is the place where the list is empty."""


def find_changes(
    then: Sequence[RecordedAnswer], now: Sequence[RecordedAnswer]
) -> tuple[RunChange, ...]:
    """The open matches and places that are new, changed and gone since a run, in this order.

    A party is the same by its key (`fingerprints.hash_party_key`), wherever it stands; one that
    stands in several rows is told once. Both runs are walked twice, and only answers with open
    matches are held.
    """
    before, after = _open(then), _open(now)
    contents = _contents(then, {party for party, *_ in after})
    aside = _aside(then)
    come = [
        _come(answer, concern, contents, was_aside=pair in aside)
        for pair, (answer, concern) in after.items()
        if pair not in before
    ]
    both = [(before[pair], one) for pair, one in after.items() if pair in before]
    changed = [_describe_change(*old, *new) for old, new in both if _differs(old[1], new[1])]
    present = _present(now, {party for party, *_ in before})
    aside = _aside(now)
    gone = [
        _describe_loss(answer, concern, present.get(answer.party, ()), is_aside=pair in aside)
        for pair, (answer, concern) in before.items()
        if pair not in after
    ]
    return (*come, *changed, *gone)


def _open(answers: Iterable[RecordedAnswer]) -> Mapping[Pair, tuple[RecordedAnswer, Concern]]:
    found: dict[Pair, tuple[RecordedAnswer, Concern]] = {}
    for answer in answers:
        for one in _concerns(answer):
            found.setdefault((answer.party, one.list, one.entry), (answer, one))
    return found


def _concerns(answer: RecordedAnswer) -> Iterator[Concern]:
    """The open matches of a party, and the places that are a question."""
    for one in answer.matches:
        if one.is_open:
            yield Concern(
                list=one.list, entry=one.entry, listed=one.name, band=one.band, print=one.print
            )
    for place in answer.destination:
        if place.open:
            yield Concern(
                list="",
                entry=place.place,
                listed=f"{place.place} ({place.kind})",
                band=str(Decision.REVIEW),
                print=" ".join(place.rules),
            )


def _aside(answers: Iterable[RecordedAnswer]) -> Collection[Pair]:
    """The matches that a policy showed and did not count."""
    return {
        (answer.party, match.list, match.entry)
        for answer in answers
        for match in answer.matches
        if not match.counted
    }


def _contents(
    answers: Iterable[RecordedAnswer], parties: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Party key -> the contents that it had, for some parties."""
    found = _present(answers, parties).items()
    return {party: frozenset(one.content for one in several) for party, several in found}


def _present(
    answers: Iterable[RecordedAnswer], parties: Collection[str]
) -> Mapping[str, list[RecordedAnswer]]:
    """Party key -> its answers, for some parties."""
    found: dict[str, list[RecordedAnswer]] = {}
    for one in answers:
        if one.party in parties:
            found.setdefault(one.party, []).append(one)
    return found


def _come(
    answer: RecordedAnswer,
    concern: Concern,
    contents: Mapping[str, frozenset[str]],
    *,
    was_aside: bool,
) -> RunChange:
    if was_aside:
        why = "it was not counted by policy then, and is now"
    elif answer.party not in contents:
        why = "the party is new"
    elif answer.content not in contents[answer.party]:
        why = "the party has changed"
    else:
        why = f"{concern.source} changed"
    return RunChange(kind="new", answer=answer, concern=concern, why=why)


def _differs(old: Concern, new: Concern) -> bool:
    """Whether an officer has to look again: another band, name, entry or rule."""
    return (old.band, old.listed, old.print) != (new.band, new.listed, new.print)


def _describe_change(
    was: RecordedAnswer, old: Concern, answer: RecordedAnswer, new: Concern
) -> RunChange:
    parts = [f"{old.band} then, {new.band} now"] * (old.band != new.band)
    other = "the entry has changed on the list" if new.list else f"{new.source} changed"
    parts += [other] * (old.print != new.print)
    parts += ["the party has changed"] * (was.content != answer.content)
    if old.listed != new.listed:
        parts += ["another of its names is nearest" if new.list else "other rules are the gravest"]
    return RunChange(kind="changed", answer=answer, concern=new, why="; ".join(parts))


def _describe_loss(
    answer: RecordedAnswer, concern: Concern, present: Sequence[RecordedAnswer], *, is_aside: bool
) -> RunChange:
    if not present:
        why = "the party is not in the file any more"
    elif is_aside:
        why = "it is shown, and not counted by policy"
    elif all(one.content != answer.content for one in present):
        why = "the party has changed"
    else:
        why = f"{concern.source} changed"
    return RunChange(
        kind="gone", answer=present[0] if present else answer, concern=concern, why=why
    )

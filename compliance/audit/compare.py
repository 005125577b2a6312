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
        if which not in now:
            yield f"{':'.join(which)} was a match then, and is none now"
        elif which not in then:
            yield f"{':'.join(which)} was no match then, and is one now"
        elif then[which] != now[which]:
            before, after = then[which], now[which]
            pairs = (("scored", before.score, after.score), ("was", before.band, after.band))
            parts = [f"{how} {one} then, {other} now" for how, one, other in pairs if one != other]
            other_name = f"matched “{before.name}” then, “{after.name}” now"
            parts += [other_name] * (before.name != after.name)
            parts += ["has changed on the list"] * (before.print != after.print)
            counts = f"{_count_words(before)} then, {_count_words(after)} now"
            parts += [counts] * (before.counted != after.counted)
            yield f"{':'.join(which)} {'; '.join(parts)}"
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
    known = _present(then, {party for party, *_ in after}).items()
    contents = {party: frozenset(one.content for one in several) for party, several in known}
    aside = _aside(then)
    come = []
    for pair, (answer, concern) in after.items():
        reasons = {
            "it was not counted by policy then, and is now": pair in aside,
            "the party is new": answer.party not in contents,
            "the party has changed": answer.content not in contents.get(answer.party, ()),
        }
        if pair not in before:
            why = _choose_reason(reasons, concern)
            come.append(RunChange(kind="new", answer=answer, concern=concern, why=why))
    both = [(before[pair], one) for pair, one in after.items() if pair in before]
    changed = [
        _describe_change(*old, *new)
        for old, new in both
        if (old[1].band, old[1].listed, old[1].print) != (new[1].band, new[1].listed, new[1].print)
    ]
    present = _present(now, {party for party, *_ in before})
    aside = _aside(now)
    gone = []
    for pair, (answer, concern) in before.items():
        same = present.get(answer.party, [])
        reasons = {
            "the party is not in the file any more": not same,
            "it is shown, and not counted by policy": pair in aside,
            "the party has changed": all(one.content != answer.content for one in same),
        }
        if pair not in after:
            last, why = [*same, answer][0], _choose_reason(reasons, concern)
            gone.append(RunChange(kind="gone", answer=last, concern=concern, why=why))
    return (*come, *changed, *gone)


def _choose_reason(reasons: Mapping[str, bool], concern: Concern) -> str:
    """The first of the reasons that holds, else what the concern comes from."""
    return next((why for why, holds in reasons.items() if holds), f"{concern.source} changed")


def _open(answers: Iterable[RecordedAnswer]) -> Mapping[Pair, tuple[RecordedAnswer, Concern]]:
    """The open matches of each party, and the places that are a question."""
    found: dict[Pair, tuple[RecordedAnswer, Concern]] = {}
    for answer in answers:
        concerns = [
            Concern(list=one.list, entry=one.entry, listed=one.name, band=one.band, print=one.print)
            for one in answer.matches
            if one.is_open
        ]
        concerns += [
            Concern(
                list="",
                entry=place.place,
                listed=f"{place.place} ({place.kind})",
                band=str(Decision.REVIEW),
                print=" ".join(place.rules),
            )
            for place in answer.destination
            if place.open
        ]
        for one in concerns:
            found.setdefault((answer.party, one.list, one.entry), (answer, one))
    return found


def _aside(answers: Iterable[RecordedAnswer]) -> Collection[Pair]:
    """The matches that a policy showed and did not count."""
    return {
        (answer.party, match.list, match.entry)
        for answer in answers
        for match in answer.matches
        if not match.counted
    }


def _present(
    answers: Iterable[RecordedAnswer], parties: Collection[str]
) -> Mapping[str, list[RecordedAnswer]]:
    """Party key -> its answers, for some parties."""
    found: dict[str, list[RecordedAnswer]] = {}
    for one in answers:
        if one.party in parties:
            found.setdefault(one.party, []).append(one)
    return found


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

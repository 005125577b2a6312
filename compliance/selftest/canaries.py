"""Names of the lists in use, asked again: a list that does not find its own names is broken.

The choice depends on the bytes of the list alone, so that the same lists have the same canaries.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from compliance.errors import ListError
from compliance.matching import Matcher
from compliance.matching.postal.addresses import is_address_entry
from compliance.matching.prepared_list import PreparedList
from compliance.model import ListEntry, ListInfo, NameKind, PartyKind, Settings, Standing
from compliance.names import prepare_name
from compliance.names.bounds import LONGEST_CELL
from compliance.screening.screen import screen_questions
from compliance.selftest.cases import CaseKind, SelfTestCase
from compliance.selftest.checking import check_cases
from compliance.storage.hashing import hash_texts

MOST = 20
"""Entries of a list in a self-test: enough to spread over it, few enough to read."""
SILENT = 2
"""Entries of a list in every run: a broken cache or index loses nearly all names, not one."""
DRAWN = 6
"""Entries that are looked at for each canary of a run."""
FEW = 3
"""Matches looked at for a canary of a run: each is explained, which takes longest."""
_OTHER_NAMES = (NameKind.ALIAS, NameKind.NATIVE, NameKind.FORMER)
"""Weak aliases are left out: they have rules of their own."""


def choose_canaries(
    entries: Sequence[ListEntry], lists: Sequence[ListInfo], most: int = MOST
) -> tuple[SelfTestCase, ...]:
    """Primary name and one other name of at most so many entries of each list, spread over it."""
    ranges = find_ranges(entries, lists)
    return tuple(
        case
        for info in lists
        for entry, _ in _spread(entries, ranges.get(info.id, range(0)), info.sha256, most)
        for case in _ask_entry(entry)
    )


def refuse_silent_lists(matcher: Matcher, lists: Sequence[ListInfo], most: int = SILENT) -> None:
    """Raise ListError where a list in use does not find a few of its own names.

    Addresses are not asked: what finds them is made when the first one is needed, and takes longer.
    """
    cases = choose_quick_canaries(matcher.ready, lists, most)
    settings = Settings(max_matches=FEW)
    checked = check_cases(
        cases, lambda questions: screen_questions(questions, matcher, settings), FEW
    )
    failed = sorted({one.case.list_id for one in checked if not one.is_expected})
    if failed:
        missing = sum(not one.is_expected for one in checked)
        raise ListError(
            f"list {', '.join(failed)}: {missing} of {len(checked)} of its own names are not found "
            "again, so nothing was screened",
            "remove the cache (SCREEN_CACHE), then run `screen selftest`",
        )


def choose_quick_canaries(
    ready: PreparedList, lists: Sequence[ListInfo], most: int = SILENT
) -> tuple[SelfTestCase, ...]:
    """Primary names of at most so many entries of each list: those with the rarest words.

    A name of common words is compared with many others; persons, craft, other scripts and numbers
    need tables of their own: a run should wait for none of them.
    """

    def cost(drawn: tuple[ListEntry, tuple[str, ...]]) -> tuple[bool, bool, bool, float]:
        entry, words = drawn
        is_foreign = not all(name.text.isascii() for name in entry.names)
        is_plain = entry.kind is PartyKind.ORGANISATION and not any(map(str.isdigit, entry.name))
        is_of_brand = not ready.weights.families.isdisjoint(words)
        common = sum(ready.weights.counts.get(word, 0) for word in words)
        return is_foreign, not is_plain, is_of_brand, common

    ranges = find_ranges(ready.entries, lists)
    cases: list[SelfTestCase] = []
    for info in lists:
        drawn = _spread(ready.entries, ranges.get(info.id, range(0)), info.sha256, most * DRAWN)
        named = (one for one in drawn if not is_address_entry(one[0]))
        quickest = sorted(named, key=cost)[:most]
        cases += [case for entry, _ in quickest for case in islice(_ask_entry(entry), 1)]
    return tuple(cases)


def find_ranges(entries: Sequence[ListEntry], lists: Sequence[ListInfo]) -> Mapping[str, range]:
    """List id -> positions of its entries, which stand behind each other."""
    if sum(info.entries for info in lists) == len(entries):
        ends, end = {}, 0
        for info in lists:
            ends[info.id] = range(end, end + info.entries)
            end += info.entries
        return ends
    found: dict[str, range] = {}  # a list as it stood on a past day, or with owners added
    for at, entry in enumerate(entries):
        found[entry.list_id] = range(found.get(entry.list_id, range(at, at)).start, at + 1)
    return found


def _spread(
    entries: Sequence[ListEntry], places: range, seed: str, most: int
) -> Iterator[tuple[ListEntry, tuple[str, ...]]]:
    """One entry out of each of so many equal stretches of the list, where one restricts.

    With the words of its name: no program finds a name without a letter.
    """
    stretches = min(most, len(places))
    for number in range(stretches):
        begin = places.start + number * len(places) // stretches
        end = places.start + (number + 1) * len(places) // stretches
        start = _draw(f"{seed} {number}", end - begin)
        for step in range(end - begin):
            entry = entries[begin + (start + step) % (end - begin)]
            words = read_words(entry.name)
            if words and entry.standing is not Standing.NOT_RESTRICTED:
                yield entry, words
                break


def read_words(name: str) -> tuple[str, ...]:
    """The words by which the name is compared; none where it would be cut."""
    return prepare_name(name).tokens if len(name) <= LONGEST_CELL else ()


def _ask_entry(entry: ListEntry) -> Iterator[SelfTestCase]:
    """A question by the primary name, and by another one; by the address where it is only that."""
    case = partial(SelfTestCase, list_id=entry.list_id, entry=entry.id)
    if is_address_entry(entry):
        text = entry.addresses[0].text
        yield case(kind=CaseKind.CANARY_ADDRESS, name="", address=text)
        return
    yield case(kind=CaseKind.CANARY, name=entry.name)
    names = (name.text for name in entry.names[1:] if name.kind in _OTHER_NAMES)
    others = list(filter(read_words, names))
    if others:
        name = others[_draw(entry.id, len(others))]
        yield case(kind=CaseKind.CANARY_ALIAS, name=name)


def _draw(seed: str, choices: int) -> int:
    """A number below `choices` that depends on the seed alone."""
    return int(hash_texts(seed)[:16], 16) % choices

"""A task of the same parties as other governments name them.

usage: python benchmarks/sets/governments.py LIST.csv OUI.TXT -o FOLDER --seed N
           [--un FILE] [--eu FILE] [--uk FILE] [--ofac SDN.CSV ALT.CSV]

Truth has one of two grounds, and the class says which:

gov_number_*  an identifier (seven digits or more, or a SWIFT code) that stands in the text of
              exactly one foreign party and in the remarks of exactly one OFAC party, whose
              number is the list's `entity_number`
gov_alias_*   a long name, exactly the same on both sides and borne by one party on each

Asked are the foreign party's names that are not exactly on the list, three a party at most, by
how far they are from the entry's names (near, mid, far: the EU translates into its languages). The
second ground favours parties whose spellings agree somewhere; the first does not, but is rare.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.development_set import distance
from benchmarks.registry import organisations
from benchmarks.sets import base, publishers
from benchmarks.sets.base import Asked, Names
from benchmarks.sets.publishers import Published
from compliance.names import prepare_name

INNOCENTS = 3000
PER_PARTY = 3
_NUMBER = re.compile(r"\b[A-Z]{0,3}\d{7,14}\b|\b[A-Z]{6}[A-Z0-9]{2}(?:XXX)?\b")
_LONG_FIRM, _LONG_PERSON = 10, 14
_PERSON_WORDS = 3
_SCOPES = ("un-", "eu-", "uk-")


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = base.parser("Make a task of parties named by other governments.")
    options.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    for name in ("un", "eu", "uk"):
        options.add_argument(f"--{name}", type=Path, metavar="FILE")
    options.add_argument("--ofac", type=Path, nargs=2, metavar=("SDN.CSV", "ALT.CSV"))
    given = options.parse_args(argv)
    table = base.rows(given.list)
    names = base.listed_names(table)
    entries = {row["entity_number"]: row["_id"] for row in table if row["entity_number"]}
    foreign = [*united(given.un, given.eu, given.uk)]
    american = list(publishers.ofac(*given.ofac)) if given.ofac else []
    truth = {**by_alias(foreign, names), **by_number(foreign, american, entries)}
    chance = base.chance_of(given.seed)
    positives = list(few(asked(foreign, truth, names), chance))
    firms = list(base.innocents(organisations(given.registry), table))
    negatives = chance.sample(firms, min(INNOCENTS, len(firms)))
    print(base.save(given.output, table, positives, negatives))


def united(un: Path | None, eu: Path | None, uk: Path | None) -> Iterator[Published]:
    """The parties of the lists that were given."""
    if un:
        yield from publishers.united_nations(un)
    if eu:
        yield from publishers.european_union(eu)
    if uk:
        yield from publishers.united_kingdom(uk)


Truth = dict[str, tuple[str, str]]
"""Foreign id -> the list's entry and the ground for it."""


def by_number(
    foreign: Sequence[Published], american: Iterable[Published], entries: dict[str, str]
) -> Truth:
    """Foreign parties that share an identifier of their own with one OFAC party."""
    ours = numbers(american)
    found: Truth = {}
    for scope in _SCOPES:  # publishers repeat one another's numbers: each counts for itself
        theirs = numbers(party for party in foreign if party.id.startswith(scope))
        for number, holders in theirs.items():
            owners = ours.get(number, [])
            if len(holders) == len(owners) == 1 and owners[0] in entries:
                found[holders[0]] = (entries[owners[0]], "number")
    return found


def numbers(parties: Iterable[Published]) -> dict[str, list[str]]:
    """Identifier -> the parties in whose text it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for party in parties:
        for number in sorted(set(_NUMBER.findall(party.text))):
            if any(letter.isdigit() for letter in number) or f"SWIFT/BIC {number}" in party.text:
                found[number].append(party.id)
    return found


def by_alias(foreign: Iterable[Published], names: Names) -> Truth:
    """Foreign parties of which one long name is exactly that of one listed party."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry, bears in names.items():
        for name in bears:
            bearers[key(name)].add(entry)
    same = base.namesakes(names)
    found: Truth = {}
    for party in foreign:
        for name in party.names:
            entries = bearers.get(key(name), set()) if telling(name, person=party.person) else set()
            one = min(entries, default="")
            if one and entries <= base.same_party(one, names, same):
                found.setdefault(party.id, (one, "alias"))
    return found


def telling(name: str, *, person: bool) -> bool:
    """Whether a name is too long to be shared by chance."""
    if person:
        return len(key(name)) >= _LONG_PERSON and len(name.split()) >= _PERSON_WORDS
    return len(key(name)) >= _LONG_FIRM


def key(name: str) -> str:
    """A name as written, but for case, punctuation and the order of words."""
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


def few(by_party: Iterable[Sequence[Asked]], chance: Random) -> Iterator[Asked]:
    """Some names of each party, so that a few much-translated ones do not outweigh all others."""
    for names in by_party:
        yield from chance.sample(names, min(PER_PARTY, len(names)))


def asked(foreign: Iterable[Published], truth: Truth, names: Names) -> Iterator[list[Asked]]:
    """For each foreign party its names that are not exactly listed, each once."""
    listed = {prepare_name(name).core_text for bears in names.values() for name in bears}
    same = base.namesakes(names)
    seen: set[str] = set()
    for party in (one for one in foreign if one.id in truth):
        entry, ground = truth[party.id]
        start = f"gov_{ground}_{'person' if party.person else 'firm'}"
        new = {joined: name for name in party.names if (joined := prepare_name(name).core_text)}
        free = [name for joined, name in new.items() if joined not in listed | seen]
        seen |= set(new)
        right = base.same_party(entry, names, same)
        yield [Asked(name, right, f"{start}_{distance(name, names[entry])}") for name in free]


if __name__ == "__main__":
    main()

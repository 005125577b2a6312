"""A task of acronyms: the letters asked where the list has the words, and the other way round.

usage: python benchmarks/sets/acronyms.py LIST.csv OUI.TXT -o FOLDER --seed N

acronym_published   an alias that is the acronym of the name is taken out of the list and asked
acronym_reversed    the entry keeps nothing but its acronym, and the full name is asked
acronym_made        initials of a listed name of four words or more that has no acronym
acronym_made_place  the same without the country or city that the name begins with
acronym_made_legal  acronym_made with the initial of Corporation, Company or Group at its end (CSSC)

Right are all entries of whose names the letters are the initials. Innocents are the firms of
the IEEE OUI registry whose name is one short word, legal form aside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.registry import organisations
from benchmarks.sets import base
from benchmarks.sets.base import Asked, Names
from compliance.names import prepare_name

MADE = 150
INNOCENTS = 1500
_SHORTEST, _LONGEST = 3, 8
_FEWEST_WORDS = 4
_LINKS = frozenset("of the and for in de la y et des du an a to by named after".split())
_LEGAL = frozenset(
    "co ltd limited company inc llc corp corporation gmbh jsc ooo oao ao pjsc ojsc plc pte "
    "joint stock liability open closed public".split()
)
_LAST = ("corporation", "company", "group")
_PLACES = frozenset("china beijing shanghai iran tehran russian moscow korea syria".split())
_BETWEEN = "; "


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = base.parser("Make a task of acronyms.")
    options.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    given = options.parse_args(argv)
    chance = base.chance_of(given.seed)
    table = base.rows(given.list)
    names = base.firms(table)
    short = [entry for entry in names if acronym_of(names[entry])]
    chance.shuffle(short)
    asked, turned = short[::2], short[1::2]
    gone = {acronym_of(names[entry]).casefold() for entry in asked}
    kept = [changed(row, gone, set(turned), names) for row in table]
    positives = [
        *published(asked, names),
        *reversed_(turned, names),
        *made(base.firms(kept), set(short), chance),
    ]
    firms = [one for one in base.innocents(organisations(given.registry), table) if brief(one.name)]
    negatives = chance.sample(firms, min(INNOCENTS, len(firms)))
    print(base.save(given.output, kept, positives, negatives))


# --- Letters of words -------------------------------------------------------------------------


def words(name: str) -> list[str]:
    """The words of a name that give an initial: no links, nothing in brackets."""
    bare = re.sub(r"\(.*?\)", " ", name)
    found = re.findall(r"[^\W\d_]+", re.sub(r"['.]", "", bare))
    return [word for word in found if word.casefold() not in _LINKS]


def without_legal(found: Iterable[str]) -> list[str]:
    """Words that are no legal form."""
    return [word for word in found if word.casefold() not in _LEGAL]


def initials(found: Iterable[str]) -> str:
    """Their first letters."""
    return "".join(word[0] for word in found).upper()


def spellings(name: str) -> set[str]:
    """Every acronym that a name may have."""
    found = words(name)
    core = without_legal(found)
    short = core[1:] if core and core[0].casefold() in _PLACES else core
    every = (initials(found), initials(core), initials(short), with_legal(name))
    return {text for text in every if len(text) >= _SHORTEST}


def acronym_of(bears: list[str]) -> str:
    """The alias that is an acronym of the entry's first name and stands in no other; else empty."""
    for alias in bears[1:]:
        letters = alias.replace(".", "").strip("\"'“” ")
        others = [name for name in bears if name != alias]
        if letters.isalpha() and letters.isupper() and letters in spellings(bears[0]):
            inside = any(letters in re.findall(r"\w+", name.upper()) for name in others)
            return "" if inside or len(letters) > _LONGEST else alias
    return ""


def brief(name: str) -> bool:
    """Whether a firm's name is one short word."""
    tokens = prepare_name(name).tokens
    return len(tokens) == 1 and _SHORTEST <= len(tokens[0]) <= _LONGEST and tokens[0].isalpha()


# --- The list and the queries -----------------------------------------------------------------


def changed(
    row: Mapping[str, str], gone: set[str], turned: set[str], names: Names
) -> dict[str, str]:
    """A row without the acronyms that are asked, or with nothing but its own."""
    if row["_id"] in turned:
        return {**row, "name": acronym_of(names[row["_id"]]), "alt_names": ""}
    left = [alias for alias in base.names_of(dict(row))[1:] if alias.casefold() not in gone]
    return {**row, "alt_names": _BETWEEN.join(left)}


def published(asked: Iterable[str], names: Names) -> Iterator[Asked]:
    """Acronyms taken out of the list; right is every entry that had it as a name."""
    bearers = by_name(names)
    for entry in asked:
        alias = acronym_of(names[entry])
        yield Asked(
            alias.strip("\"'“” "), frozenset(bearers[alias.casefold()]), "acronym_published"
        )


def reversed_(turned: Iterable[str], names: Names) -> Iterator[Asked]:
    """Full names of the entries left with their acronym; right is all that has it or the name."""
    bearers = by_name(names)
    for entry in turned:
        full, alias = names[entry][0], acronym_of(names[entry])
        right = bearers[full.casefold()] | bearers[alias.casefold()]
        yield Asked(full, frozenset(right), "acronym_reversed")


def by_name(names: Names) -> dict[str, set[str]]:
    """Name -> the entries that bear it."""
    found: dict[str, set[str]] = {}
    for entry, bears in names.items():
        for name in bears:
            found.setdefault(name.casefold(), set()).add(entry)
    return found


def made(names: Names, barred: set[str], chance: Random) -> Iterator[Asked]:
    """Initials of names that have no published acronym, in each of three ways."""
    bearers = by_initials(names)
    pool = [bears[0] for entry, bears in names.items() if entry not in barred]
    seen: set[str] = set()
    for kind, letters in WAYS.items():
        found = dict.fromkeys(letters(name) for name in pool)
        usable = [t for t in found if _FEWEST_WORDS <= len(t) <= _LONGEST and t not in seen]
        for text in chance.sample(usable, min(MADE, len(usable))):
            seen.add(text)
            yield Asked(text, frozenset(bearers[text]), kind)


def by_initials(names: Names) -> dict[str, set[str]]:
    """Acronym -> the entries of one of whose names it may be made."""
    found: dict[str, set[str]] = {}
    for entry, bears in names.items():
        for name in bears:
            for text in spellings(name):
                found.setdefault(text, set()).add(entry)
    return found


def plain(name: str) -> str:
    """Initials without the legal form."""
    return initials(without_legal(words(name)))


def without_place(name: str) -> str:
    """Initials without legal form and leading place; empty without a place."""
    core = without_legal(words(name))
    return initials(core[1:]) if core and core[0].casefold() in _PLACES else ""


def with_legal(name: str) -> str:
    """Initials with that of a last word that letters often stand for; empty without one."""
    found = words(name)
    last = found[-1].casefold() if found else ""
    return initials([*without_legal(found[:-1]), found[-1]]) if last in _LAST else ""


WAYS = {
    "acronym_made": plain,
    "acronym_made_place": without_place,
    "acronym_made_legal": with_legal,
}
"""Kind -> how its acronyms are made."""


if __name__ == "__main__":
    main()

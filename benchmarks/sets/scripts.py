"""A task of names in Chinese, Cyrillic and Arabic letters, asked against a list in Latin ones.

usage: python benchmarks/sets/scripts.py LIST.csv OUI.TXT -o FOLDER --seed N
           [--enhanced OFAC.XML] [--un UN.XML --ofac SDN.CSV ALT.CSV]

OFAC's own names carry OFAC's number, which is the list's `entity_number`. The UN's names in the
original script belong to the entry on the grounds of `governments`. Innocents are the firms of
the IEEE OUI registry; they say nothing about other scripts.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.registry import organisations
from benchmarks.sets import base, publishers
from benchmarks.sets.base import Asked, Names
from benchmarks.sets.governments import by_alias, by_number
from benchmarks.sets.publishers import Published

INNOCENTS = 1000
SCRIPTS = {
    "han": re.compile("[\u4e00-\u9fff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
}
_SOLIDUS = re.compile(r"\s*[/;]\s*")


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = base.parser("Make a task of names in other scripts.")
    options.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    options.add_argument("--enhanced", type=Path, metavar="OFAC.XML")
    options.add_argument("--un", type=Path, metavar="UN.XML")
    options.add_argument("--ofac", type=Path, nargs=2, metavar=("SDN.CSV", "ALT.CSV"))
    given = options.parse_args(argv)
    table = base.rows(given.list)
    names = base.listed_names(table)
    entries = {row["entity_number"]: row["_id"] for row in table if row["entity_number"]}
    positives: list[Asked] = []
    if given.enhanced:
        positives += asked(publishers.ofac_scripts(given.enhanced), entries, names)
    if given.un:
        foreign = list(publishers.united_nations(given.un))
        american = list(publishers.ofac(*given.ofac)) if given.ofac else []
        truth = {**by_alias(foreign, names), **by_number(foreign, american, entries)}
        known = {party: entry for party, (entry, _) in truth.items()}
        positives += asked(publishers.un_scripts(given.un), known, names)
    firms = list(base.innocents(organisations(given.registry), table))
    negatives = base.chance_of(given.seed).sample(firms, min(INNOCENTS, len(firms)))
    print(base.save(given.output, table, positives, negatives))


def asked(parties: Iterable[Published], entries: dict[str, str], names: Names) -> Iterator[Asked]:
    """Each name of a known script, under the entry that its party is."""
    same, seen = base.namesakes(names), set()
    for party in (one for one in parties if one.id in entries):
        entry = entries[party.id]
        for name in (part for text in party.names for part in _SOLIDUS.split(text)):
            script = script_of(name)
            if script and (name, entry) not in seen:
                seen.add((name, entry))
                kind = f"script_{script}_{'person' if party.person else 'firm'}"
                yield Asked(name, base.same_party(entry, names, same), kind)


def script_of(name: str) -> str:
    """The script that a name has letters of; empty for Latin and all others."""
    return next((script for script, letters in SCRIPTS.items() if letters.search(name)), "")


if __name__ == "__main__":
    main()

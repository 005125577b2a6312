"""Count the words of ordinary firms' names, to know how common "vision" is outside a list.

usage: python benchmarks/ordinary_words.py OUI.TXT STOCKS.CSV [-o FILE]

The firms are the organisations of the IEEE OUI registry, most of them makers of electronics, and
those quoted on some eighty countries' stock exchanges, which are of all trades and languages. A
word counts once a firm, as spelled and as what it means ("intl" also as "international"); it is
kept when it stands in three firms' names or more. The same sources and the same `names.prepare`
give the same bytes.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.registry import BARRED, organisations, quoted_firms
from compliance.names import PreparedName, prepare_name

TABLE = Path(__file__).parent.parent / "compliance/matching/data/ordinary_words.tsv"
FEWEST_NAMES = 3
EDITION = "2024-02-17 in netaddr 1.3.0 (BSD)"
STOCKS = "2022-01-24 in investpy 1.0.8 (MIT)"


def main(argv: list[str] | None = None) -> None:
    """Read the sources, write the table, say how much is in it."""
    options = arguments().parse_args(argv)
    names = [*organisations(options.registry), *quoted_firms(options.stocks, BARRED)]
    firms = distinct(map(prepare_name, names))
    words = common_words(firms)
    options.output.write_text(table(words, len(firms)), encoding="utf-8")
    print(f"{len(words)} words of {len(firms)} firms' names -> {options.output}")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Rebuild the table of ordinary firms' words.")
    parser.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    parser.add_argument("stocks", type=Path, metavar="STOCKS.CSV", help="the table of investpy")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    return parser


def distinct(names: Iterable[PreparedName]) -> list[PreparedName]:
    """One name of those that are the same without spaces and legal form; the first stays."""
    found: dict[str, PreparedName] = {}
    for name in names:
        found.setdefault(name.core_text, name)
    return list(found.values())


def common_words(firms: Iterable[PreparedName]) -> list[tuple[str, int]]:
    """(word, number of names with it), the commonest first; numbers are left out."""
    counts: Counter[str] = Counter()
    for firm in firms:
        counts.update({word for words in firm.meanings for word in words} | set(firm.tokens))
    kept = [(w, n) for w, n in counts.items() if n >= FEWEST_NAMES and not w.isdigit()]
    return sorted(kept, key=lambda row: (-row[1], row[0]))


def table(words: Iterable[tuple[str, int]], firms: int) -> str:
    """The file: where it comes from, the number of firms at `*`, and a word a line."""
    head = (
        f"# In how many of {firms} ordinary firms' names a word stands "
        f"(words of three names or more).\n"
        f"# Sources: organisation names of the public IEEE OUI registry, edition of {EDITION};\n"
        f"# firms on stock exchanges outside Russia and China, stocks.csv of {STOCKS}.\n"
        "# Made by benchmarks/ordinary_words.py. One word and its count a line.\n"
    )
    rows = "".join(f"{word}\t{count}\n" for word, count in [("*", firms), *words])
    return head + rows


if __name__ == "__main__":
    main()

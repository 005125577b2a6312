"""Make the tables of how Chinese characters and phrases are read: toneless pinyin.

usage: python -m benchmarks.pinyin_table --day DAY [-o FOLDER]

They are made from the tables of the library pypinyin (MIT), which is installed for development
only. The same version gives the same bytes. `tests/names/test_pinyin.py` compares every phrase, and
running text, with the library.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from compliance.names.pinyin import CHARACTERS, PHRASES

FOLDER = Path(__file__).parent.parent / "compliance/names/data"
SOURCE = """\
# Source: pypinyin {version} (https://github.com/mozillazg/python-pinyin), MIT, with the tables of
# pinyin-data and phrase-pinyin-data (MIT). Made by benchmarks/pinyin_table.py on {day}.
"""
HEAD_OF_CHARACTERS = (
    "# Toneless pinyin, v for ü, and the characters read so: reading<TAB>characters.\n"
)
HEAD_OF_PHRASES = """\
# Phrases, sorted; behind a tab the reading of one that is not read character by character.
# The longest phrase that begins at a place counts.
"""


def main(argv: list[str] | None = None) -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description="Make the tables of pinyin.")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--day", required=True, help="when the tables are made, ISO 8601")
    options = parser.parse_args(argv)
    source = SOURCE.format(version=version("pypinyin"), day=options.day)
    readings = read_characters()
    tables = {
        CHARACTERS: HEAD_OF_CHARACTERS + source + write_characters(readings),
        PHRASES: HEAD_OF_PHRASES + source + write_phrases(readings),
    }
    for name, text in tables.items():
        (options.output / name).write_text(text, "utf-8")


def read_characters() -> dict[str, str]:
    """Character -> its first reading."""
    return {char: "".join(lazy_pinyin(char)) for char in map(chr, sorted(PINYIN_DICT))}


def write_characters(readings: Mapping[str, str]) -> str:
    """A line a reading."""
    found = defaultdict(list)
    for char, reading in readings.items():
        found[reading].append(char)
    return "".join(f"{reading}\t{''.join(chars)}\n" for reading, chars in sorted(found.items()))


def write_phrases(readings: Mapping[str, str]) -> str:
    """A line a phrase."""
    lines = []
    for phrase in sorted(PHRASES_DICT):
        reading = "".join(lazy_pinyin(phrase))
        is_plain = reading == "".join(readings[char] for char in phrase)
        lines.append(f"{phrase}\n" if is_plain else f"{phrase}\t{reading}\n")
    return "".join(lines)


if __name__ == "__main__":
    main()

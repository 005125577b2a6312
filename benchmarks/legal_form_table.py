"""Make the table of legal forms: how each is written, and what kind of company it is.

usage: python -m benchmarks.legal_form_table ORG_TYPES [-o FILE]

ORG_TYPES is `rust/data/names/org_types.json` of the source distribution of rigour (MIT; compiled
by OCCRP and OpenSanctions from ISO 20275, GLEIF's code list of legal forms, and registries).
Nothing of rigour is needed at run time. The same file gives the same bytes.

Forms are written as `names.prepare` leaves them: in small Latin letters, words parted by one space.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from compliance.names.clean import clean_text, split_words
from compliance.names.transliterate import spell_ascii, spell_cyrillic

TABLE = Path(__file__).parent.parent / "compliance/names/data/legal_forms.tsv"
HEAD = """\
# Legal forms as prepared names have them: form<TAB>code<TAB>what else.
# The code is a general one (llc: limited company, jsc: stock company, soe: of the state, ...), or,
# with "own", that of the form itself. With "kept" the words stay in the name.
# Source: rigour {version} (https://github.com/opensanctions/rigour), MIT License, Copyright (c)
# 2023-2025 OpenSanctions Datenbanken GmbH; from ISO 20275 and registries. Made by
# benchmarks/legal_form_table.py on {day}.
"""
# "NPO" is a research and production association in nearly all lists, not a non-profit one, and
# "II" is a number.
NO_FORMS = frozenset({"npo", "ii"})
LAST_ALPHABETIC = "\u052f"
"""Latin, Greek and Cyrillic letters lie up to here."""
LEAST_SIGNS = 16
"""Letters and spaces of a form in full. Shorter ones would make more of ordinary firms alert."""


def main(argv: list[str] | None = None) -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Make the table of legal forms.")
    parser.add_argument("org_types", type=Path, metavar="ORG_TYPES")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    parser.add_argument("--version", required=True, help="rigour's version")
    parser.add_argument("--day", required=True, help="when the table is made, ISO 8601")
    options = parser.parse_args(argv)
    rows = find_rows(json.loads(options.org_types.read_text("utf-8")))
    head = HEAD.format(version=options.version, day=options.day)
    lines = ("\t".join((form, *row)).rstrip("\t") for form, row in sorted(rows.items()))
    options.output.write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")


def find_rows(kinds: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Form -> its code, and whether its words stay in the name.

    Of two kinds that are written alike the later one's general code counts, as in rigour.
    """
    general: dict[str, str] = {}
    own: dict[str, str] = {}
    for kind in kinds:
        display, code = kind.get("display", ""), kind.get("generic", "")
        short = kind.get("compare", display)
        for form in filter(None, map(write_form, kind["aliases"])):
            general |= {form: code} if code else {}
            own |= {form: spell(short)} if "display" in kind or "compare" in kind else {}
        form = write_form(display)
        if form:
            general |= {form: general.get(form, code)} if code else {}
            own.setdefault(form, spell(short))
    return {
        form: (general.get(form, own.get(form, "")).casefold(), note(form, general, own))
        for form in {*general, *own}
        if NO_FORMS.isdisjoint(form.split())
    }


def note(form: str, general: Mapping[str, str], own: Mapping[str, str]) -> str:
    """Whether a form has only a code of its own, or is no more than told."""
    return ("" if form in own else "kept") if form in general else "own"


def write_form(text: str) -> str:
    """A form as a prepared name has it; empty where it is none in Latin letters.

    Forms in Greek, Cyrillic and accented letters are taken as they are spelled there when they are
    long enough to be nothing else: "од" is no "OD".
    """
    words = spell(text)
    tells = text.isascii() or len(words) >= LEAST_SIGNS
    return words if tells and max(text.casefold(), default="") <= LAST_ALPHABETIC else ""


def spell(text: str) -> str:
    """A text as a prepared name has it."""
    clean, _ = clean_text(text)
    return " ".join(split_words(spell_ascii(spell_cyrillic(clean))))


if __name__ == "__main__":
    main()

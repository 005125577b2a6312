"""Parties as governments publish them: the UN, the EU's older schema, the UK's older file, OFAC.

Only what a task needs: names, and the text in which an identifier may stand. Low-quality aliases
of the UN are left out.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_UN_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_EMPTY = "-0-"


@dataclass(slots=True)
class Published:
    """One party of one publisher."""

    id: str
    person: bool
    names: list[str] = field(default_factory=list)
    text: str = ""
    """All that is said of it, for identifiers."""


def united_nations(path: Path) -> Iterator[Published]:
    """The consolidated list of the Security Council, in XML."""
    for kind, person in (("INDIVIDUAL", True), ("ENTITY", False)):
        for node in ElementTree.parse(path).iter(kind):  # noqa: S314 - a file the user trusts
            full = " ".join(filter(None, (value(node, part) for part in _UN_NAMES)))
            aliases = (
                value(alias, "ALIAS_NAME")
                for alias in node.iter(f"{kind}_ALIAS")
                if value(alias, "QUALITY") != "Low"
            )
            names = [name for name in (full, *aliases) if name]
            yield Published(f"un-{value(node, 'DATAID')}", person, names, " ".join(node.itertext()))


def european_union(path: Path) -> Iterator[Published]:
    """The global list in the schema before 1.1."""
    for node in ElementTree.parse(path).iter("ENTITY"):  # noqa: S314 - a file the user trusts
        names = [value(name, "WHOLENAME") for name in node.iter("NAME")]
        text = " ".join([*node.itertext(), *(child.get("remark", "") for child in node.iter())])
        person = node.get("Type") == "P"
        yield Published(f"eu-{node.get('Id')}", person, list(filter(None, names)), text)


def value(node: ElementTree.Element, tag: str) -> str:
    """The text of a child in one line; empty without one."""
    return " ".join((node.findtext(tag) or "").split())


def united_kingdom(path: Path) -> Iterator[Published]:
    """The Bank of England's consolidated list: a line a name, joined by the group's id."""
    with path.open(encoding="cp1252", newline="") as file:
        next(file)
        found: dict[str, Published] = {}
        for row in csv.DictReader(file):
            one = found.setdefault(
                row["Group ID"],
                Published(f"uk-{row['Group ID']}", row["Group Type"] == "Individual"),
            )
            parts = [row[f"Name {at}"] for at in (1, 2, 3, 4, 5, 6)]
            one.names.append(" ".join(" ".join(parts).split()))
            one.text += " ".join(text for text in row.values() if isinstance(text, str))
    yield from found.values()


def ofac(main: Path, aliases: Path) -> Iterator[Published]:
    """SDN.CSV with ALT.CSV of the same date; ids are OFAC's own numbers."""
    found = {}
    for row in table(main):
        if len(row) > 11:
            found[row[0]] = Published(row[0], row[2] == "individual", [row[1]], row[11])
    for row in table(aliases):
        if len(row) > 3 and row[0] in found:
            found[row[0]].names.append(row[3])
    yield from found.values()


def table(path: Path) -> Iterator[list[str]]:
    """The rows of a file without header, values stripped, `-0-` as empty."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            yield ["" if text.strip() == _EMPTY else text.strip() for text in row]


# --- Names in other scripts -------------------------------------------------------------------


def ofac_scripts(path: Path) -> Iterator[Published]:
    """OFAC's enhanced XML: under OFAC's own number, the names that are not in Latin letters."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file the user trusts
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    for node in root.iter(f"{space}entity"):
        names = [
            value(translation, f"{space}formattedFullName")
            for translation in node.iter(f"{space}translation")
            if value(translation, f"{space}script") not in ("", "Latin")
        ]
        person = value(node, f"{space}generalInfo/{space}entityType") == "Individual"
        yield Published(node.get("id", ""), person, list(filter(None, names)))


def un_scripts(path: Path) -> Iterator[Published]:
    """The consolidated list of the Security Council: names in the original script."""
    for kind, person in (("INDIVIDUAL", True), ("ENTITY", False)):
        for node in ElementTree.parse(path).iter(kind):  # noqa: S314 - a file the user trusts
            if name := value(node, "NAME_ORIGINAL_SCRIPT"):
                yield Published(f"un-{value(node, 'DATAID')}", person, [name])

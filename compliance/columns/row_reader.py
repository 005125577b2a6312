"""What a row is and which parties it names: header, title, total, or at least one question.

The rule is to ask. A row is left out only when every filled cell of it is proven to be no party,
and then it is told with its number and the reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from compliance.columns import content
from compliance.columns.forms import FormParty, read_fields
from compliance.columns.header import fold_cells, squeeze
from compliance.columns.labels import is_label, may_be_name
from compliance.columns.mapping import ColumnMapping
from compliance.columns.meaning import OTHER, read_meaning
from compliance.columns.party_cells import PartyCells
from compliance.columns.placeholders import Placeholder, find_placeholder
from compliance.columns.regions import Band, Form, Region, Remarks, SheetTable
from compliance.columns.roles import PARTY_ROLES
from compliance.columns.titles import is_title_text
from compliance.columns.vocabulary import TOTALS, fold
from compliance.model import Party, Row

LONGEST_SHOWN = 40
"""Characters of a placeholder that a reason repeats."""
LABELLED = re.compile(r"\s*([^:：]{2,40}[:：])\s*(\S.*)", re.DOTALL)
"""`Customer: ACME Ltd` in one cell."""
MOST_COUNTRY_WORDS = 3
"""Words of a cell of names that is looked up as a country (`United Arab Emirates`)."""
TOTAL = "a total: a word for it, and nothing but numbers beside it"
DESCRIBES = "says something of the party of the form"
LONGEST_TOTAL = max(map(len, TOTALS)) + 2
NO_PARTY = "nothing in it can be the name of a party: labels, values or prose"


class RowKind(Enum):
    """What a row is; of one that is several things in several bands the first here counts."""

    ASKED = "asked"
    NOT_ASKED = "not asked"
    HEADER = "header"
    TITLE = "title"
    BLANK = "blank"


class RowName(Struct, frozen=True, kw_only=True):
    """A name in a row, and why it cannot be screened or how it was read."""

    name: str
    cells: PartyCells | None = None
    """Where the party stands; None where the party is known already."""
    party: Party | None = None
    position: int | None = None
    """Column of the name, where no cells say it; None where it stands in none."""
    reason: str = ""
    note: str = ""

    @property
    def column(self) -> int | None:
        """Column of the name from 0, the first of several; None where it stands in none."""
        return self.cells.positions[0] if self.cells else self.position

    def make_party(self, cells: Sequence[str]) -> Party:
        """The party, with all that the cells of the row say of it."""
        if self.party or not self.cells:
            return self.party or Party(name=self.name)
        return self.cells.party(cells, self.name)


class RowReading(Struct, kw_only=True):
    """What one row is."""

    kind: RowKind
    names: Sequence[RowName] = ()
    reason: str = ""
    """Why it is not asked."""
    asked_cells: int = 0
    """Filled cells of party columns that the names are made of."""
    left_out_cells: int = 0
    """Filled cells of party columns that no name is made of: headers, totals, `-`."""


class SheetRowReader:
    """Reads the rows of a sheet one after the other, from the first on."""

    def __init__(self, bands: Sequence[Band]) -> None:
        self._bands = [(band, _BandReader(band.regions)) for band in bands]

    def read(self, row: Row) -> RowReading:
        """Return what a row is and which parties it names."""
        if len(self._bands) == 1:
            return self._bands[0][1].read(row)
        readings = [reader.read(band.cut(row)) for band, reader in self._bands]
        kinds = list(RowKind)
        first = min(readings, key=lambda reading: kinds.index(reading.kind))
        return RowReading(
            kind=first.kind,
            names=[name for reading in readings for name in reading.names],
            reason=first.reason,
            asked_cells=sum(reading.asked_cells for reading in readings),
            left_out_cells=sum(reading.left_out_cells for reading in readings),
        )


class _BandReader:
    """Reads the rows of one band, region by region."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._ahead = list(reversed(regions))
        self._read: Callable[[Row], RowReading] = _RemarksReader(Remarks(first=0)).read

    def read(self, row: Row) -> RowReading:
        """Return what a row is."""
        while self._ahead and self._ahead[-1].first <= row.number:
            self._read = _choose_reader(self._ahead.pop()).read
        return RowReading(kind=RowKind.BLANK) if row.is_blank else self._read(row)


def _choose_reader(region: Region) -> "_TableReader | _FormRowReader | _RemarksReader":
    if isinstance(region, SheetTable):
        return _TableReader(region.mapping)
    return _FormRowReader(region) if isinstance(region, Form) else _RemarksReader(region)


# --- Tables -----------------------------------------------------------------------------------


class _TableReader:
    """Reads the rows of a table."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._mapping = mapping
        shared: dict[str, str] = {}
        self._parties = [PartyCells(columns, shared) for columns in mapping.parties]
        self._keys = [PartyCells(columns, shared) for columns in mapping.keys]
        self._width = 1 + max(
            (each.position for each in mapping.columns), default=mapping.width - 1
        )
        self._last_header = mapping.header_rows[-1] if mapping.header_rows else 0
        self._header_words = frozenset(text for line in mapping.header_cells for text in line)
        self._longest_header = max(map(len, self._header_words), default=0)
        self._first = self._parties[0].positions[0] if self._parties else 0
        countries = (each.position for each in mapping.columns if each.role == "country")
        ignored = (each.position for each in mapping.ignored)
        self._elsewhere = sorted({*countries, *ignored})
        """Columns that are looked at in a row without a name."""
        parties = {at for party in self._parties for at in party.positions}
        self._others = [at for at in range(mapping.width) if at not in parties]
        """Columns that are looked at in a row that has numbers or countries for names."""
        self._above: dict[int, tuple[str, int]] = {}
        """First position of a party -> the last name there, and its row number."""

    def read(self, row: Row) -> RowReading:
        """Return what a row is."""
        cells = row.cells + ("",) * (self._width - len(row.cells))
        if row.number <= self._last_header or self._is_repeated(row, cells):
            return self._read_header(row, cells)
        if _is_total(row, cells[self._first]):
            filled = sum(self._count(each, cells, row) for each in self._parties)
            return RowReading(kind=RowKind.NOT_ASKED, reason=TOTAL, left_out_cells=filled)
        return self._read_parties(row, cells)

    def _is_repeated(self, row: Row, cells: Sequence[str]) -> bool:
        """Whether the row is a header row once more, as at the top of a printed page."""
        text = squeeze(cells[self._first])
        if len(text) > self._longest_header or row.unreadable:
            return False
        if text.casefold() not in self._header_words:
            return False
        return fold_cells(row.cells) in self._mapping.header_cells

    def _read_header(self, row: Row, cells: Sequence[str]) -> RowReading:
        """A header row: what of it may be a party is asked."""
        names = []
        asked = filled = 0
        for party in self._parties:
            count = self._count(party, cells, row)
            filled += count
            at = party.positions[0]
            if at in self._mapping.doubtful and _may_be_party_in_header(cells[at]):
                names.append(RowName(name=cells[at], cells=party))
                asked += 1
        kind = RowKind.ASKED if names else RowKind.HEADER
        return RowReading(kind=kind, names=names, asked_cells=asked, left_out_cells=filled - asked)

    def _read_parties(self, row: Row, cells: Sequence[str]) -> RowReading:
        """A row of parties: one name a party; without any it says why."""
        names: list[RowName] = []
        asked = filled = 0
        for party in self._parties:
            count = self._count(party, cells, row)
            filled += count
            if count and (name := self._name(party, row, cells)):
                names.append(name)
                asked += count
        names += self._names_among_keys(cells)
        names += self._loose_names(row, names)
        if not names:
            names.append(self._ask_nameless(cells))
            asked = self._count(self._parties[0], cells, row)
        return RowReading(
            kind=RowKind.ASKED, names=names, asked_cells=asked, left_out_cells=filled - asked
        )

    def _name(self, party: PartyCells, row: Row, cells: Sequence[str]) -> RowName | None:
        """The name of a party; None where the cell says that there is no such party."""
        name = party.name(cells)
        unreadable = party.unreadable(row)
        if unreadable:
            column, why = unreadable
            reason = f"column '{column.label}' cannot be read: {why}"
            return RowName(name=name, cells=party, reason=reason)
        if not party.is_filled(cells):
            return None
        placeholder = find_placeholder(name)
        key = party.positions[0]
        if placeholder is Placeholder.ABOVE:
            return self._repeat(party, name, self._above.get(key))
        if placeholder is Placeholder.ABSENT:
            return None
        if placeholder is Placeholder.UNNAMED:
            return RowName(name=name, cells=party, reason=_explain_unnamed(party, name))
        self._above[key] = name, row.number
        return RowName(name=name, cells=party)

    def _repeat(self, party: PartyCells, mark: str, above: tuple[str, int] | None) -> RowName:
        """The name that a mark of repetition stands for."""
        if not above:
            reason = f"column '{party.columns.label}' refers to a row above, and none has a name"
            return RowName(name=mark, cells=party, reason=reason)
        name, number = above
        note = f"“{mark.strip()}” was read as the name in row {number}"
        return RowName(name=name, cells=party, note=note)

    def _names_among_keys(self, cells: Sequence[str]) -> Iterator[RowName]:
        """What is no key in a column of keys that is headed as one of parties."""
        for party in self._keys:
            name = party.name(cells)
            if name.strip() and not content.is_value(name) and not find_placeholder(name):
                yield RowName(name=name, cells=party)

    def _loose_names(self, row: Row, names: Sequence[RowName]) -> Iterator[RowName]:
        """Names where the table has no column for them.

        Right of its columns, and in a row that names nobody in its party columns any text that may
        be a party.
        """
        cells = row.cells
        places: Sequence[int] = self._elsewhere if not names else ()
        if names and all(_is_no_name(name.name) for name in names):
            places = self._others
        inside = (at for at in places if at < len(cells))
        for at in (*inside, *range(self._mapping.width, len(cells))):
            text = cells[at]
            if text.strip() and content.may_be_party(text) and not is_label(text):
                yield RowName(name=text, party=Party(name=text), position=at)

    def _ask_nameless(self, cells: Sequence[str]) -> RowName:
        """The question of a row that names no party: why."""
        party = self._parties[0]
        name = party.name(cells)
        if party.is_filled(cells):
            return RowName(name=name, cells=party, reason=_explain_unnamed(party, name))
        labels = ", ".join(f"'{each.columns.label}'" for each in self._parties)
        several = "s" if len(self._parties) > 1 else ""
        return RowName(name=name, cells=party, reason=f"no name in column{several} {labels}")

    def _count(self, party: PartyCells, cells: Sequence[str], row: Row) -> int:
        """How many cells of the name are filled, unreadable ones included."""
        return sum(1 for at in party.positions if cells[at].strip() or at in row.unreadable)


def _explain_unnamed(party: PartyCells, name: str) -> str:
    said = squeeze(name)[:LONGEST_SHOWN]
    return f"column '{party.columns.label}' names no party: it says “{said}”"


def _is_no_name(text: str) -> bool:
    """Whether a cell of a party column holds what stands in other columns: numbers, countries."""
    few_words = text.count(" ") < MOST_COUNTRY_WORDS
    return content.is_value(text) or (few_words and content.is_country(text.strip()))


def _may_be_party_in_header(text: str) -> bool:
    return bool(text.strip()) and (not is_label(text) or may_be_name(text))


def _is_total(row: Row, name: str) -> bool:
    """Whether the name is a word for a total and all other cells are numbers, at least one."""
    label = name.strip()
    if len(label) > LONGEST_TOTAL or not label or row.unreadable or fold(label) not in TOTALS:
        return False
    others = [cell for cell in map(str.strip, row.cells) if cell not in ("", label)]
    return bool(others) and all(map(content.NUMBER.fullmatch, others))


# --- Forms and remarks ------------------------------------------------------------------------


class _FormRowReader:
    """Reads the rows of forms: the parties were found with the layout."""

    def __init__(self, region: Form) -> None:
        self._parties: dict[int, list[FormParty]] = {}
        for each in region.parties:
            self._parties.setdefault(each.row, []).append(each)
        self._remarks = _RemarksReader(Remarks(first=region.first))

    def read(self, row: Row) -> RowReading:
        """Return what a row is."""
        fields = read_fields(row)
        if not fields:
            return self._remarks.read(row)
        parties = self._parties.get(row.number, [])
        names = [_form_name(party) for party in parties]
        names += [
            RowName(name=text, party=Party(name=text), position=at)
            for entry in fields
            if not entry.meaning.role
            for at in entry.values
            if content.may_be_party(text := row.cells[at])
        ]
        if not names:
            return RowReading(kind=RowKind.NOT_ASKED, reason=DESCRIBES)
        return RowReading(kind=RowKind.ASKED, names=names, asked_cells=len(parties))


def _form_name(entry: FormParty) -> RowName:
    party = entry.party
    reason = f"the form names no party: it says “{party.name[:LONGEST_SHOWN]}”"
    return RowName(
        name=party.name,
        party=party,
        position=entry.position,
        reason=reason if find_placeholder(party.name) else "",
    )


class _RemarksReader:
    """Reads rows outside of tables and forms: what is no title is asked."""

    def __init__(self, region: Remarks) -> None:
        self._reason = region.reason

    def read(self, row: Row) -> RowReading:
        """Return what a row is."""
        if self._reason:
            return RowReading(kind=RowKind.NOT_ASKED, reason=self._reason)
        texts = {at: text for at, text in enumerate(map(squeeze, row.cells)) if text}
        if texts and not row.unreadable and all(map(is_title_text, texts.values())):
            return RowReading(kind=RowKind.TITLE)
        names = [name for at, text in texts.items() for name in _loose_name(text, at)]
        if not names:
            return RowReading(kind=RowKind.NOT_ASKED, reason=NO_PARTY)
        return RowReading(kind=RowKind.ASKED, names=names)


def _loose_name(text: str, at: int) -> Iterator[RowName]:
    """The name in a cell outside of a table; behind a label in the same cell what it heads."""
    if is_title_text(text) or is_label(text):
        return
    labelled = LABELLED.fullmatch(text)
    meaning = read_meaning(labelled.group(1)) if labelled else None
    if labelled and meaning:
        if meaning.role == OTHER or (meaning.role and meaning.role not in PARTY_ROLES):
            return
        text = labelled.group(2)
    if content.may_be_party(text):
        party = Party(name=text, role=(meaning and meaning.role) or "name")
        yield RowName(name=text, party=party, position=at)

"""What a row is and which parties it names: header, title, total, or at least one question.

The rule is to ask. A row is left out only when every filled cell of it is proven to be no party,
and then it is told with its number and the reason.
"""

import re
from collections.abc import Callable, Sequence
from enum import Enum

from msgspec import Struct

from compliance.columns import content
from compliance.columns.forms import FormParty, read_fields
from compliance.columns.header import fold_cells, squeeze
from compliance.columns.labels import is_label, may_be_name
from compliance.columns.mapping import ColumnMapping
from compliance.columns.meaning import Meaning, read_meaning
from compliance.columns.party_cells import PartyCells
from compliance.columns.placeholders import Placeholder, find_placeholder
from compliance.columns.regions import Band, Form, Region, Remarks, SheetTable
from compliance.columns.roles import PARTY_ROLES
from compliance.columns.titles import is_title_text
from compliance.columns.vocabulary import TOTAL_STARTS, TOTALS, fold, may_begin
from compliance.model import Party, Row
from compliance.model.text_pattern import TextPattern

LONGEST_SHOWN = 40
"""Characters of a placeholder that a reason repeats."""
LABELLED = TextPattern(r"\s*([^:：]{2,40}[:：])\s*(\S.*)", re.DOTALL)
"""`Customer: ACME Ltd` in one cell."""
LOOSE_ROLES = PARTY_ROLES | {""}
"""What a label may say of a name in the same cell."""
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
            region = self._ahead.pop()
            if isinstance(region, SheetTable):
                self._read = _TableReader(region.mapping).read
            elif isinstance(region, Form):
                self._read = _FormRowReader(region).read
            else:
                self._read = _RemarksReader(region).read
        return RowReading(kind=RowKind.BLANK) if row.is_blank else self._read(row)


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
        first = squeeze(cells[self._first])
        is_repeated = (  # a header row once more, as at the top of a printed page
            len(first) <= self._longest_header
            and not row.unreadable
            and first.casefold() in self._header_words
            and fold_cells(row.cells) in self._mapping.header_cells
        )
        if row.number <= self._last_header or is_repeated:
            names = [  # what of it may be a party is asked
                RowName(name=cells[at], cells=party)
                for party in self._parties
                if (at := party.positions[0]) in self._mapping.doubtful
                and cells[at].strip()
                and (not is_label(cells[at]) or may_be_name(cells[at]))
            ]
            filled = sum(self._count(each, cells, row) for each in self._parties)
            return RowReading(
                kind=RowKind.ASKED if names else RowKind.HEADER,
                names=names,
                asked_cells=len(names),
                left_out_cells=filled - len(names),
            )
        label = cells[self._first].strip()
        is_word = 0 < len(label) <= LONGEST_TOTAL and may_begin(label, TOTAL_STARTS)
        if (
            is_word
            and not row.unreadable
            and fold(label) in TOTALS
            and content.is_sum(label, row.cells)
        ):
            filled = sum(self._count(each, cells, row) for each in self._parties)
            return RowReading(kind=RowKind.NOT_ASKED, reason=TOTAL, left_out_cells=filled)
        return self._read_parties(row, cells)

    def _read_parties(self, row: Row, cells: Sequence[str]) -> RowReading:
        """A row of parties: one name a party; without any it says why."""
        names: list[RowName] = []
        asked = filled = 0
        for party in self._parties:
            count = self._count(party, cells, row)
            filled += count
            if count and (found := self._find_name(party, row, cells)):
                names.append(found)
                asked += count
        for party in self._keys:  # what is no key in them
            key = party.name(cells)
            if key.strip() and not content.is_value(key) and not find_placeholder(key):
                names.append(RowName(name=key, cells=party))
        names += self._find_loose_names(row.cells, names)
        if not names:
            party = self._parties[0]
            asked = self._count(party, cells, row)
            name = party.name(cells)
            several = "s" if len(self._parties) > 1 else ""
            labels = ", ".join(f"'{each.columns.label}'" for each in self._parties)
            reason = f"no name in column{several} {labels}"
            if party.is_filled(cells):
                reason = _explain_unnamed(party, name)
            names.append(RowName(name=name, cells=party, reason=reason))
        return RowReading(
            kind=RowKind.ASKED, names=names, asked_cells=asked, left_out_cells=filled - asked
        )

    def _find_name(self, party: PartyCells, row: Row, cells: Sequence[str]) -> RowName | None:
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
        above = self._above.get(key)
        if placeholder is Placeholder.ABSENT:
            return None
        if placeholder is Placeholder.ABOVE and above:
            note = f"“{name.strip()}” was read as the name in row {above[1]}"
            return RowName(name=above[0], cells=party, note=note)
        if placeholder is Placeholder.ABOVE:
            label = party.columns.label
            reason = f"column '{label}' refers to a row above, and none has a name"
            return RowName(name=name, cells=party, reason=reason)
        if placeholder is Placeholder.UNNAMED:
            return RowName(name=name, cells=party, reason=_explain_unnamed(party, name))
        self._above[key] = name, row.number
        return RowName(name=name, cells=party)

    def _find_loose_names(self, cells: Sequence[str], names: Sequence[RowName]) -> list[RowName]:
        """Names where the table has no column for them.

        Right of its columns, and in a row that names nobody in its party columns any text that may
        be a party.
        """
        places: Sequence[int] = self._others if names else self._elsewhere
        if not all(content.may_be_no_name(each.name) for each in names):
            places = ()
        right = range(self._mapping.width, len(cells))
        if not (places or right):
            return []
        texts = [(at, cells[at]) for at in (*places, *right) if at < len(cells)]
        return [
            RowName(name=text, party=Party(name=text), position=at)
            for at, text in texts
            if text.strip() and content.may_be_party(text) and not is_label(text)
        ]

    def _count(self, party: PartyCells, cells: Sequence[str], row: Row) -> int:
        """How many cells of the name are filled, unreadable ones included."""
        return len([at for at in party.positions if cells[at].strip() or at in row.unreadable])


def _explain_unnamed(party: PartyCells, name: str) -> str:
    said = squeeze(name)[:LONGEST_SHOWN]
    return f"column '{party.columns.label}' names no party: it says “{said}”"


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
        names = []
        for each in parties:
            name = each.party.name
            reason = f"the form names no party: it says “{name[:LONGEST_SHOWN]}”"
            reason = reason if find_placeholder(name) else ""
            names.append(
                RowName(name=name, party=each.party, position=each.position, reason=reason)
            )
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
        names = []
        for at, text in texts.items():
            labelled = LABELLED.fullmatch(text)
            name = labelled.group(2) if labelled else text
            meaning = read_meaning(labelled.group(1)) if labelled else Meaning()
            is_other = is_title_text(text) or is_label(text) or meaning.role not in LOOSE_ROLES
            if not is_other and content.may_be_party(name):
                party = Party(name=name, role=meaning.role or "name")
                names.append(RowName(name=name, party=party, position=at))
        if not names:
            return RowReading(kind=RowKind.NOT_ASKED, reason=NO_PARTY)
        return RowReading(kind=RowKind.ASKED, names=names)

"""Where the cells of one party stand in every row of a table, and the party that they make."""

from collections.abc import Sequence

from compliance.columns.content import LETTER
from compliance.columns.mapping import Column, PartyColumns
from compliance.columns.roles import ROLES
from compliance.model import Identifier, Party, PartyKind, Row

MOST_SHARED = 10_000
"""Different texts of countries that are held once for all rows."""


class PartyCells:
    """The cells of one party in every row; what is the same for all rows is found once."""

    def __init__(self, columns: PartyColumns, shared: dict[str, str]) -> None:
        """`shared` holds each text of a country once, for all parties of a table."""
        self.columns = columns
        self.positions = _positions(columns.names)
        self._shared = shared
        self._forms = {each.position for each in columns.names if each.role == "legal_form"}
        self._telling = [at for at in self.positions if at not in self._forms]
        """Those that are more than a legal form, which alone is no name."""
        self._ids = _positions(columns.ids)
        self._countries = _positions(columns.countries)
        self._address = _positions(columns.address)
        self._destinations = _positions(columns.destinations)
        self._births = _positions(columns.births)
        self._nationalities = _positions(columns.nationalities)
        self._genders = _positions(columns.genders)
        self._identifiers = [
            (ROLES[each.role].identifier, each.position) for each in columns.identifiers
        ]
        used = (
            columns.names,
            columns.ids,
            columns.countries,
            columns.address,
            columns.destinations,
            columns.births,
            columns.genders,
            columns.identifiers,
        )
        self._width = 1 + max(each.position for group in used for each in group)
        self._kind = PartyKind.PERSON if columns.is_person else ROLES[columns.role].kind

    @property
    def has_country(self) -> bool:
        """Whether there is a column for its country."""
        return bool(self._countries)

    def name(self, cells: Sequence[str]) -> str:
        """The name as it stands in the cell; several columns joined by a space.

        A legal form in a column of its own is part of the name, a code for one is not.
        """
        if len(self.positions) == 1:
            return cells[self.positions[0]]
        texts = ((at, cells[at].strip()) for at in self.positions)
        return " ".join(
            text for at, text in texts if text and (at not in self._forms or LETTER.search(text))
        )

    def is_filled(self, cells: Sequence[str]) -> bool:
        """Whether a cell of the name holds anything; a legal form alone is no name."""
        return bool("".join([cells[at] for at in self._telling]).strip())

    def unreadable(self, row: Row) -> tuple[Column, str] | None:
        """The first column of the name whose cell cannot be read, and why."""
        if not row.unreadable:
            return None
        for column in self.columns.names:
            if column.position in row.unreadable:
                return column, row.unreadable[column.position]
        return None

    def party(self, cells: Sequence[str], name: str) -> Party:
        """The party with all that the row says of it; cells at its end may be missing."""
        if len(cells) < self._width:
            cells = (*cells, *[""] * (self._width - len(cells)))
        identifiers = [
            Identifier(kind=kind, value=cells[at].strip())
            for kind, at in self._identifiers
            if cells[at].strip()
        ]
        return Party(
            name=name,
            role=self.columns.role,
            id=_first(cells, self._ids),
            country=self._share(_first(cells, self._countries)),
            address=", ".join([text for at in self._address if (text := cells[at].strip())]),
            destination=self._share(_first(cells, self._destinations)),
            identifiers=tuple(identifiers),
            kind=self._kind,
            birth=_first(cells, self._births),
            nationality=self._share(_first(cells, self._nationalities)),
            gender=self._share(_first(cells, self._genders)),
        )

    def _share(self, text: str) -> str:
        """The text, as one object for all rows: a hundred thousand rows name few countries."""
        if len(self._shared) < MOST_SHARED:
            return self._shared.setdefault(text, text)
        return self._shared.get(text, text)


def _positions(columns: Sequence[Column]) -> tuple[int, ...]:
    return tuple(column.position for column in columns)


def _first(cells: Sequence[str], positions: Sequence[int]) -> str:
    for at in positions:
        text = cells[at].strip()
        if text:
            return text
    return ""

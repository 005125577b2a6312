"""Screening for programs: the same way as a file's rows go, with the same answers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from compliance import columns
from compliance.columns import Column, ColumnMapping, PartyColumns, SheetLayout
from compliance.columns.roles import IDENTIFIER_ROLES
from compliance.errors import UsageError
from compliance.library.loading import Lists, check_limits
from compliance.library.results import ANSWER, FileReport, Results
from compliance.model import Party, PolicyRow, Question, Row, Settings
from compliance.readers.values import read_value, row_of_values
from compliance.screening import run_file
from compliance.screening.run_setup import answer_questions

if TYPE_CHECKING:
    import pandas as pd

MATCHES = Settings().max_matches
PLACES = Settings().places
FRAME_ROLES = (
    *("name", "id", "country", "address", "destination"),
    *("birth_date", "nationality", "gender"),
)
"""What the columns are that `screen_frame` takes, in the order of its arguments."""


def screen_names(
    names: Iterable[object],
    lists: Lists,
    *,
    min_score: float | None = None,
    max_matches: int = MATCHES,
    places: str = PLACES,
    purpose: str = "",
    policy: Sequence[PolicyRow] = (),
) -> Results:
    """Screen names; one result a name, in order.

    Args:
        names: texts; an empty one (`""`, None, NaN) is UNSCREENED, with the reason.
        lists: what `load_lists` returned.
        min_score: shows weaker matches, 0 to 1; the decisions stay the same.
        max_matches: most matches shown for one party.
        places: how destinations under embargo count: `review`, `note` or `off`.
        purpose: what for: `export`, `purchase`, `invest`, `pay` or `federal`; empty for any.
        policy: what counts in another way, as `[[policy]]` of the settings file.

    Raises:
        UsageError: one text instead of several, or a number out of range.
        ConfigurationError: an unknown purpose or an invalid policy.

    """
    if isinstance(names, str | bytes):
        raise UsageError("screen_names takes several names, not one text", "write [name]")
    rows = [row_of_values(number, [read_value(name)]) for number, name in enumerate(names, 1)]
    chosen = _make_settings(lists, min_score, max_matches, places, (purpose, policy))
    return _screen_rows(rows, make_layout({"name": ["name"]}), lists, chosen)


def screen_frame(
    frame: pd.DataFrame,
    lists: Lists,
    *,
    name: Hashable,
    id: Hashable | None = None,  # noqa: A002 - what the column is called elsewhere
    country: Hashable | None = None,
    address: Hashable | list[Hashable] | None = None,
    destination: Hashable | None = None,
    birth: Hashable | None = None,
    nationality: Hashable | None = None,
    gender: Hashable | None = None,
    identifiers: Mapping[str, Hashable] | None = None,
    min_score: float | None = None,
    max_matches: int = MATCHES,
    places: str = PLACES,
    purpose: str = "",
    policy: Sequence[PolicyRow] = (),
) -> pd.DataFrame:
    """Screen a pandas DataFrame; one row out for each row in, in order, with the same index.

    Args:
        frame: any index and columns; a missing cell (None, NaN, NaT, NA) is empty, 7.0 is `7`.
        lists: what `load_lists` returned.
        name: the label of the column of names.
        id: that of your own keys.
        country: that of countries, in any spelling.
        address: that of addresses, or a list of labels whose texts make up the address.
        destination: that of the countries or places to which goods go.
        birth: that of dates or years of birth.
        nationality: that of nationalities; the country, where none is given.
        gender: that of genders (M, female).
        identifiers: label by kind of number: lei, uscc, tax_id, registration_number, swift, imo ...
        min_score: shows weaker matches, 0 to 1; the decisions stay the same.
        max_matches: most matches shown for one party.
        places: how destinations under embargo count: `review`, `note` or `off`.
        purpose: what for: `export`, `purchase`, `invest`, `pay` or `federal`; empty for any.
        policy: what counts in another way, as `[[policy]]` of the settings file.

    Returns:
        A DataFrame with the columns `decision` (str: HIT, REVIEW, CLEAR, UNSCREENED), `score`
        (float64, NaN without a match), `matched_name`, `list`, `reason`, `entry_id` (str, empty
        without a match) of the best match. CLEAR says that no match was found: no clearance.

    Raises:
        InputError: a label that no column has, or more than one.
        UsageError: no DataFrame, an unknown kind of identifier, or a number out of range.
        ConfigurationError: an unknown purpose or an invalid policy.

    """
    from compliance.library.frames import read_rows  # late: pandas is slow to load

    given = (name, id, country, address, destination, birth, nationality, gender)
    labels = _label_roles(dict(zip(FRAME_ROLES, given, strict=True)), identifiers or {})
    chosen = _make_settings(lists, min_score, max_matches, places, (purpose, policy))
    rows = read_rows(frame, [label for several in labels.values() for label in several])
    answered = _screen_rows(rows, make_layout(labels), lists, chosen).to_frame()[list(ANSWER)]
    answered.index = frame.index
    return answered


def _label_roles(
    given: Mapping[str, Hashable | list[Hashable] | None], identifiers: Mapping[str, Hashable]
) -> dict[str, list[Hashable]]:
    """The labels of each role, in the order in which the columns are read.

    Raises UsageError for a kind of identifier that there is not.
    """
    unknown = sorted(identifiers.keys() - IDENTIFIER_ROLES)
    if unknown:
        problem = f"there is no kind of identifier {unknown[0]!r}"
        raise UsageError(problem, f"choose of {', '.join(sorted(IDENTIFIER_ROLES))}")
    several = {role: label if isinstance(label, list) else [label] for role, label in given.items()}
    asked = {
        role: [label for label in labels if label is not None] for role, labels in several.items()
    }
    return asked | {role: [label] for role, label in identifiers.items()}


def screen_file(
    path: str | PathLike[str],
    lists: Lists,
    *,
    column: Mapping[str, str] | None = None,
    sheets: Sequence[str] = (),
    min_score: float | None = None,
    max_matches: int = MATCHES,
    places: str = PLACES,
    purpose: str = "",
    policy: Sequence[PolicyRow] = (),
) -> FileReport:
    """Screen every party in a workbook or table, as `screen FILE` does.

    Args:
        path: .xlsx, .xlsm, .xls, .ods, .csv, .tsv, .txt; .parquet with the extra `parquet`.
        lists: what `load_lists` returned.
        column: header by role, where the program does not find it: `{"name": "Firma"}`.
        sheets: screen these only.
        min_score: shows weaker matches, 0 to 1; the decisions stay the same.
        max_matches: most matches shown for one party.
        places: how destinations under embargo count: `review`, `note` or `off`.
        purpose: what for: `export`, `purchase`, `invest`, `pay` or `federal`; empty for any.
        policy: what counts in another way, as `[[policy]]` of the settings file.

    Raises:
        InputError: the file cannot be read, lacks a sheet or column, or holds no parties.
        UsageError: an unknown role, or a number out of range.
        ConfigurationError: an unknown purpose or an invalid policy.

    """
    chosen = replace(
        _make_settings(lists, min_score, max_matches, places, (purpose, policy)),
        columns=tuple((column or {}).items()),
        sheets=tuple(sheets),
    )
    return FileReport(source=run_file.screen_file(Path(path), lists.setup(chosen)))


def make_layout(labels: Mapping[str, Sequence[Hashable]]) -> SheetLayout:
    """The layout of a table without a header whose columns are known: labels by role, in order."""
    pairs = [(role, label) for role, named in labels.items() for label in named]
    used = [
        Column(position=at, role=role, header=str(label)) for at, (role, label) in enumerate(pairs)
    ]

    def those(*roles: str) -> tuple[Column, ...]:
        return tuple(column for column in used if column.role in roles)

    party = PartyColumns(
        role="name",
        names=those("name"),
        ids=those("id"),
        countries=those("country"),
        address=those("address"),
        destinations=those("destination"),
        identifiers=those(*IDENTIFIER_ROLES),
    )
    mapping = ColumnMapping(
        header_rows=(), header_cells=(), columns=(), parties=(party,), width=len(used)
    )
    return columns.layout_of_table(mapping)


def _make_settings(
    lists: Lists,
    min_score: float | None,
    max_matches: int,
    places: str,
    counting: tuple[str, Sequence[PolicyRow]],
) -> Settings:
    """The settings of one call; `counting` are its purpose and policy."""
    check_limits(min_score, max_matches, places)
    purpose, policy = counting
    return replace(
        lists.settings,
        min_score=min_score,
        max_matches=max_matches,
        places=places,
        purpose=purpose,
        policy=tuple(policy),
    )


def _screen_rows(
    rows: Sequence[Row], layout: SheetLayout, lists: Lists, settings: Settings
) -> Results:
    questions = ask_each_row(rows, layout)
    setup = lists.setup(settings)
    return Results(tuple(map(setup.locate, answer_questions(questions, setup))))


def ask_each_row(rows: Iterable[Row], layout: SheetLayout) -> Iterator[Question]:
    """One question a row, in order; a row that names nobody has one that says why."""
    several = list(rows)
    asked: dict[int, Question] = {}
    for question in columns.ask_rows("", several, layout):
        asked.setdefault(question.row, question)
    for row in several:
        if row.number in asked:
            yield asked[row.number]
        elif row.is_blank:
            nobody = Party(name="")
            yield Question(file="", sheet="", row=row.number, party=nobody, reason="no name")
        else:
            yield columns.ask_record("", row, layout)[0]

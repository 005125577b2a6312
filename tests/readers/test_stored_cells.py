"""What the markup stores is compared with what the library gave, and the markup stands."""

import datetime as dt
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers import stored_cells
from compliance.readers.stored_cells import (
    TWO_VALUES,
    UNDECODED,
    Gap,
    SheetSurvey,
    StoredCell,
    StoredRow,
    TooManyCorrections,
    Undecoded,
    Value,
    Values,
    combine_rows,
    format_value,
)

DAY = dt.date(2026, 3, 31)


def survey_of(rows: Iterable[StoredRow]) -> SheetSurvey:
    survey = SheetSurvey()
    for number, cells in rows:
        survey.add_rows(number, 1, cells)
    return survey


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({0: "A", 2: "B"}, ["A", "", "B"]),
        ({1: "B"}, ["", "B", "", ""]),
        ({0: 1.5, 1: 2.0, 2: True}, [1.5, 2, True]),
        ({0: 46112.0, 1: Undecoded("2026-03-31")}, [DAY, DAY]),
        ({0: Gap("broken"), 1: "B"}, ["", "B"]),
    ],
)
def test_what_is_read_alike_is_not_corrected(
    stored: dict[int, StoredCell], read: list[Value]
) -> None:
    survey = survey_of([(3, stored)])
    values: list[Values] = [(1, 0, []), (2, 0, []), (3, 0, read)]
    assert survey.agrees_with(values)
    survey.correct([(3, stored)], values)
    assert survey.texts == {}


@pytest.mark.parametrize(
    ("stored", "read", "texts", "gaps"),
    [
        ({0: "A"}, [""], {0: "A"}, {}),
        ({0: "A"}, ["zero"], {0: "A"}, {}),
        ({0: "7"}, [7], {0: "7"}, {}),
        ({0: 7.0}, [""], {0: "7"}, {}),
        ({0: True}, [False], {0: "TRUE"}, {}),
        ({0: Undecoded("2026-03-31")}, [""], {0: "2026-03-31"}, {}),
        ({0: Undecoded()}, [""], {}, {0: UNDECODED}),
        ({0: Gap("broken")}, ["zero"], {0: ""}, {0: "broken"}),
        ({4: "far right"}, ["x"], {4: "far right"}, {}),
    ],
)
def test_the_markup_stands(
    stored: dict[int, StoredCell],
    read: list[Value],
    texts: Mapping[int, str],
    gaps: Mapping[int, str],
) -> None:
    survey = survey_of([(2, stored)])
    values: list[Values] = [(1, 0, []), (2, 0, read)]
    assert not survey.agrees_with(values)
    survey.correct([(2, stored)], values)
    assert survey.texts.get(2, {}) == texts
    assert survey.gaps.get(2, {}) == gaps


def test_rows_that_the_library_lacks_or_adds() -> None:
    rows: list[StoredRow] = [(1, {0: "A"}), (5, {0: "E"})]
    assert survey_of(rows).agrees_with([(1, 0, ["A"]), (5, 0, ["E"])])
    assert not survey_of(rows).agrees_with([(1, 0, ["A"])])
    assert not survey_of(rows).agrees_with([(5, 0, ["E"])])
    assert not survey_of(rows).agrees_with([(1, 0, ["A"]), (2, 0, ["B"]), (5, 0, ["E"])])
    assert not survey_of(rows).agrees_with([(1, 0, ["A"]), (5, 0, ["E"]), (6, 0, ["F"])])


def test_the_reach_of_a_sheet() -> None:
    survey = survey_of([(2, {3: "x"}), (9, {0: "y"})])
    assert (survey.height, survey.width) == (9, 4)


def test_rows_out_of_order_are_compared_cell_by_cell() -> None:
    rows: list[StoredRow] = [(2, {0: "B"}), (1, {0: "A"})]
    survey = survey_of(rows)
    assert not survey.agrees_with([(1, 0, ["A"]), (2, 0, ["B"])])
    survey.correct(combine_rows(rows), [(2, 0, ["B"])])
    assert survey.texts == {1: {0: "A"}}


def test_a_place_that_is_filled_twice() -> None:
    rows: list[StoredRow] = [(1, {0: "A", 1: "B"}), (1, {0: "A", 1: "C", 2: "D"})]
    assert combine_rows(rows) == [(1, {0: "A", 1: Gap(TWO_VALUES), 2: "D"})]


def test_what_is_held_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_cells, "MAX_CORRECTIONS", 5)
    survey = survey_of([(1, {0: "A"})])
    with pytest.raises(TooManyCorrections):
        survey.correct([(1, dict.fromkeys(range(6), "A"))], [])
    with pytest.raises(TooManyCorrections):
        combine_rows([(1, dict.fromkeys(range(6), "A"))])
    with pytest.raises(TooManyCorrections):
        survey_of([(1, dict.fromkeys(range(6), Gap("broken")))])


CELLS = st.one_of(st.text(min_size=1, max_size=3), st.floats(0, 9), st.booleans())
TABLES = st.dictionaries(
    st.integers(1, 6), st.dictionaries(st.integers(0, 4), CELLS, min_size=1), min_size=1
)


@given(TABLES, TABLES)
def test_agreement_means_the_same_texts_in_the_same_places(
    stored: dict[int, dict[int, StoredCell]], other: dict[int, dict[int, StoredCell]]
) -> None:
    def exact(table: dict[int, dict[int, StoredCell]]) -> dict[tuple[int, int], object]:
        return {
            (row, at): None if isinstance(cell, float) else cell
            for row, cells in table.items()
            for at, cell in cells.items()
        }

    values: list[Values] = [
        (row, 0, [cells.get(at, "") for at in range(5)])  # type: ignore[misc]
        for row, cells in sorted(other.items())
    ]
    survey = survey_of(sorted(stored.items()))
    assert survey.agrees_with(values) == (exact(stored) == exact(other))


# --- Values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("007", "007"),
        ("NA", "NA"),
        ("None", "None"),
        ("  padded ", "  padded "),
        (7, "7"),
        (7.0, "7"),
        (-7.0, "-7"),
        (0.1 + 0.2, "0.3"),
        (68.66499999999999, "68.665"),
        (4.27335427525861e-07, "4.27335427525861e-07"),
        (123456789012345.0, "123456789012345"),
        (1.5e15, "1.5e+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 3, 31), "2026-03-31"),
        (dt.datetime(2026, 3, 31), "2026-03-31"),
        (dt.datetime(2026, 3, 31, 9, 5, 7), "2026-03-31 09:05:07"),
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=27), "1 day, 3:00:00"),
    ],
)
def test_values_become_text(value: Value, expected: str) -> None:
    assert format_value(value) == expected

"""Names that another language writes otherwise than English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.respelling import respell_by_language


@pytest.mark.parametrize(
    ("raw", "english"),
    [
        ("Jewgenij Prigoschin", "yevgeniy prigoshin"),
        ("Chodorkowski Michail", "khodorkovski mikhail"),
        ("Michail Gorbatschow", "mikhail gorbachov"),
        ("Vladimir Poutine", "vladimir putin"),
        ("Abdel Rahmane Charkatini", "abdel rahmane sharkatini"),
        ("Aliaksandr Lukashenka", "aliaksandr lukashenko"),
    ],
)
def test_names_are_written_as_english_does(raw: str, english: str) -> None:
    assert english in [*respell_by_language(raw)]


@pytest.mark.parametrize(
    "raw",
    ["Martin Schmidt", "Siemens AG", "John Smith", "Vladimir Petrov", "Robert Bosch GmbH", ""],
)
def test_other_names_are_left_alone(raw: str) -> None:
    assert not [*respell_by_language(raw)]


@given(st.text())
def test_any_text(raw: str) -> None:
    assert all(isinstance(text, str) for text in respell_by_language(raw))

"""A person's name taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.people.person_tables import PersonName, is_family_first, person_name
from compliance.names import prepare_name


def taken_apart(raw: str) -> PersonName:
    return person_name(prepare_name(raw))


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("PETROV, Ivan Sergeevich", "ivan sergeevich petrov"),
        ("AL-SUDANI, Dr. Abd al-Rahman", "abd al rahman al sudani"),
        ("Mr. John Q. Smith, Jr.", "john q smith"),
        ("O'Neill, Seán", "sean oneill"),
        ("Xi Jinping", "xi jinping"),  # no Roman eleven
        ("de la Cruz, José", "jose de la cruz"),
        ("Nguyen Van Co", "nguyen van co"),  # no legal form
        ("Sheikh", "sheikh"),  # nothing else would be left
    ],
)
def test_parts(raw: str, parts: str) -> None:
    assert " ".join(part.text for part in taken_apart(raw).parts) == parts


def test_order_does_not_matter() -> None:
    assert taken_apart("PETROV, Ivan").key == taken_apart("Ivan Petrov").key


def test_suffixes_are_kept_apart() -> None:
    assert taken_apart("Smith, John, Jr.").suffixes == {"jr"}


@pytest.mark.parametrize("raw", ["Petrov Trading", "Ivan Petrov GmbH"])
def test_firms(raw: str) -> None:
    assert taken_apart(raw).is_firm


def test_the_whole_name_as_one_word_in_both_orders() -> None:
    runs = {run.text for run in taken_apart("PETROV, Ivan Sergeevich").runs}
    assert {"ivanpetrov", "petrovivan", "ivansergeevichpetrov"} <= runs


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        ("CHEN, Wei", True),
        ("AL-SUDANI, Dr. Abd al-Rahman", True),
        ("Wei Chen", False),
        ("Petrov, Dr.", False),
        ("Accounting of farms, audits, studies of the sea and tools", False),
    ],
)
def test_the_family_name_comes_first_where_a_comma_says_so(raw: str, first: bool) -> None:
    assert is_family_first(taken_apart(raw)) == first


@given(st.text())
def test_any_text(raw: str) -> None:
    name = taken_apart(raw)
    assert len(name.parts) == len(name.words)
    assert all(0 < part.weight <= 1 and 0 < part.count <= 1 for part in name.parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Md Karimian", ["md", "karimian"]),
        ("John Smith MD", ["john", "smith"]),
        ("Smith, MD", ["smith"]),
        ("Dr. Md Karimian", ["karimian"]),
    ],
)
def test_md_is_muhammad_in_front_and_a_degree_behind(text: str, parts: list[str]) -> None:
    assert [part.text for part in person_name(prepare_name(text)).parts] == parts


@pytest.mark.parametrize(
    ("text", "is_firm"),
    [
        ("A.G. Razorenov", False),
        ("S.A. Zindani", False),
        ("Razorenov A.G.", True),
        ("AG Razorenov", True),
        ("Razorenov AG", True),
    ],
)
def test_letters_with_dots_in_front_of_one_name_are_no_legal_form(text: str, is_firm: bool) -> None:
    assert person_name(prepare_name(text)).is_firm == is_firm

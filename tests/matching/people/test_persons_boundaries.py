"""The numbers by which names of persons are compared: each by names on either side of it."""

import pytest

from compliance.matching.caps import Cap
from compliance.matching.people import persons
from compliance.matching.people.person_tables import person_name
from compliance.matching.people.persons import (
    JOINED,
    PersonComparison,
    find_cap,
    find_floor,
    measures,
)
from compliance.names import prepare_name
from tests.matching.building import figure


def compared(asked: str, listed: str) -> PersonComparison:
    one, other = (person_name(prepare_name(raw)) for raw in (asked, listed))
    return persons.compare(one, other)


def joined(c: PersonComparison) -> bool:
    return any(pair.how == JOINED for pair in c.alignment.pairs)


@pytest.mark.parametrize(
    ("asked", "listed", "expected"),
    [
        # Written as one word and with a slip: less than four fifths are other names.
        ("Omaeal Kovalevskiy", "Omar al-Kovalevskiy", True),
        ("Omexal Kovalevskiy", "Omar al-Kovalevskiy", False),
        # Of four letters, "Al Xi" is "Alxi"; three are a name of their own.
        ("Omar Al Xi", "Alxi Omar", True),
        ("Omar L Xi", "Lxi Omar", False),
        # Two letters longer it may be, three are another word.
        ("Ivaxnnasyrallani", "Ivan Nasrallani", True),
        ("Ivaxnnasyralzlani", "Ivan Nasrallani", False),
    ],
)
def test_names_written_as_one_word(asked: str, listed: str, expected: bool) -> None:
    assert joined(compared(asked, listed)) == expected


@pytest.mark.parametrize(
    ("asked", "listed", "cap"),
    [
        # A father's name is half a name: alone it is nothing in common ...
        ("Ivan Petrovich", "Petr Petrovich", Cap.STRANGER),
        # ... beside an initial too, for half the names of a register would meet ...
        ("A. Sergeevich Smith", "Ahmad Sergeevich Kovach", Cap.SOMEBODY_ELSE),
        # ... and with a given name it is enough not to be somebody else for certain.
        ("Ivan Petrovich Chen", "Ivan Petrovich Lopez", None),
        ("Ivan Chen", "Ivan Lopez", Cap.SOMEBODY_ELSE),
        # A father's name that only one has is no name in place of another.
        ("Ivan Petrovich", "Ivan Chen", Cap.SOMEBODY_ELSE),
    ],
)
def test_half_a_name_in_common_or_in_place_of_another_counts(
    asked: str, listed: str, cap: Cap | None
) -> None:
    assert find_cap(compared(asked, listed)) is cap


@pytest.mark.parametrize(
    ("asked", "listed", "floor"),
    [
        ("Yusuf Kym", "Yusuf Kim", 0.6),  # 0.9 alike: the same sound
        ("William Kowalewscyy", "William Kovalevskiy", 0.0),  # 0.87: two sounds differ
    ],
)
def test_usual_spellings_are_nine_tenths_alike(asked: str, listed: str, floor: float) -> None:
    assert figure(find_floor(compared(asked, listed))) == floor


@pytest.mark.parametrize(
    ("asked", "cap"), [("Petr Zarkani", Cap.MISSPELLED), ("Petr Zarkanid", None)]
)
def test_beside_one_same_name_another_may_have_one_slip_of_eight_letters(
    asked: str, cap: Cap | None
) -> None:
    """One letter of seven makes another name as often as it is a slip: 0.86 is in between."""
    assert find_cap(compared(asked, asked.replace("ark", "alk"))) is cap


@pytest.mark.parametrize(
    ("rule", "asked", "listed", "value"),
    [
        # Names beyond the third prove nothing more.
        ("names that meet", "Ivan Petr Boris Zdrazil", "Ivan Petr Boris Zdrazil", 3.0),
        # Similar names count for what they are more alike than 0.55, where doubt begins.
        ("names that meet", "Yusuf Kym", "Yusuf Kim", 1 + (0.9 - 0.55) / 0.45),
        # Another name left over counts for at least three tenths, however common it is.
        ("asked left over", "Ivan Petrov Ali", "Ivan Petrov", 0.3 + 0.15),
        ("listed left over", "Ivan Petrov", "Ivan Petrov Ali", 0.3 + 0.15),
    ],
)
def test_a_rule_measures(rule: str, asked: str, listed: str, value: float) -> None:
    assert measures(compared(asked, listed))[rule] == pytest.approx(value)


def test_telling_names_beyond_three_prove_nothing_more() -> None:
    names = "Zdrazil Baldursson Quemarin Yilmazer Okonkwo"
    assert measures(compared(names, names))["telling names"] == 3.0


@pytest.mark.parametrize(("name", "weak"), [("MILLER, Elena", True), ("PETROV, William", False)])
def test_a_name_of_common_parts_is_weak(name: str, weak: bool) -> None:
    """Together they have to tell as much as a family name that one in ten thousand bears."""
    assert persons.is_weak(person_name(prepare_name(name))) == weak

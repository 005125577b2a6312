"""Two names of persons side by side."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.features import FALLING
from compliance.matching.people import persons
from compliance.matching.people.person_tables import PersonName, person_name
from compliance.matching.people.persons import card
from compliance.names import prepare_name

NAMES = st.lists(
    st.sampled_from("ivan petrov al sudani abdulrahman j mohammed chen wei jr trading".split()),
    min_size=1,
    max_size=5,
).map(" ".join)


def name(raw: str) -> PersonName:
    return person_name(prepare_name(raw))


def compared(asked: str, listed: str) -> persons.PersonComparison:
    return persons.compare(name(asked), name(listed))


def met(asked: str, listed: str) -> set[tuple[str, str, str]]:
    c = compared(asked, listed)
    return {
        (
            " ".join(word.text for word in c.alignment.asked[slice(*pair.asked)]),
            " ".join(word.text for word in c.alignment.listed[slice(*pair.listed)]),
            pair.how,
        )
        for pair in c.alignment.pairs
    }


def test_parts_meet_in_any_order() -> None:
    assert met("Petrov Ivan", "Ivan Petrov") == {
        ("petrov", "petrov", "same"),
        ("ivan", "ivan", "same"),
    }


def test_particles_are_joined_or_split() -> None:
    assert ("alsudani", "al sudani", "joined") in met("Omar Alsudani", "AL-SUDANI, Omar")
    assert ("abd al rahman", "abdalrahman", "joined") in met("Abd al-Rahman", "Abdalrahman")


def test_a_whole_name_without_spaces() -> None:
    assert met("PetrovIvan", "PETROV, Ivan") == {("petrovivan", "ivan petrov", "joined")}


def test_an_initial_meets_a_name() -> None:
    assert ("j", "john", "initial") in met("J. Kruglov", "KRUGLOV, John")


def test_what_is_left_over() -> None:
    c = compared("Ivan Petrov", "PETROV, Ivan Sergeevich")
    assert [part.text for part in c.left_listed] == ["sergeevich"]
    assert not c.left_asked


def test_every_rule_has_its_scale_and_a_sentence() -> None:
    assert list(persons.RULES) == list(card().scales)
    assert all(rule.__doc__ for rule, _ in persons.RULES.values())


def test_the_scorecard_rises_or_falls_as_its_rule_says() -> None:
    for rule, (_, direction) in persons.RULES.items():
        points = card().scales[rule].points
        assert list(points) == sorted(points, reverse=direction == FALLING), rule


@given(NAMES, NAMES)
def test_every_part_is_met_or_left_over(asked: str, listed: str) -> None:
    c = compared(asked, listed)
    for spans, left, side in (
        ([pair.asked for pair in c.alignment.pairs], c.left_asked, c.asked),
        ([pair.listed for pair in c.alignment.pairs], c.left_listed, c.listed),
    ):
        taken = [at for span in spans for at in range(*span)]
        assert len(taken) == len(set(taken))
        assert len(taken) + len(left) == len(side.parts)


@given(st.text(), st.text())
def test_any_text(asked: str, listed: str) -> None:
    assert all(value >= 0 for value in persons.measures(compared(asked, listed)).values())

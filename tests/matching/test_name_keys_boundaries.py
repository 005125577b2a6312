"""How many names may share a key: on either side of each limit."""

import pytest

from compliance.matching import name_keys
from compliance.names import prepare_name
from tests.matching.building import side


def sharing(asked: str, listed: list[str], *, persons: bool) -> int:
    made = name_keys.build_keys([side(text) for text in listed], persons=[persons] * len(listed))
    return len(made.find_shared([prepare_name(asked)], len(listed)))


@pytest.mark.parametrize(("names", "found"), [(40, 40), (41, 0)])
def test_initials_of_forty_names_are_still_somebodys(names: int, found: int) -> None:
    """What more than forty listed names may be short for tells of none of them."""
    listed = [f"Orbis Blue{at} Glass" for at in range(names)]
    assert sharing("OBG", listed, persons=False) == found


@pytest.mark.parametrize(("names", "found"), [(1_000, 1_000), (1_001, 0)])
def test_a_thousand_persons_may_share_a_family_name_and_an_initial(names: int, found: int) -> None:
    """No list has so many; a key that many have is a fault of the list, and costs all else."""
    assert sharing("J.Q. Publicov", ["PUBLICOV, John"] * names, persons=True) == found

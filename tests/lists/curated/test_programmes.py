"""programmes.toml: ids, the texts of the Consolidated Screening List, and what is refused."""

import pytest

from compliance.errors import ListError
from compliance.lists.curated.programmes import parse_csl_sources, parse_programmes

ONE = """
[[programme]]
id = "us-bis-el"
name = "Entity List"
publisher = "BIS"
authority = "15 CFR 744.16"
restricts = '''
Exports to the entity.
Not purchases.'''
source = "15 CFR 744.11"
csl = ["Entity List (EL) - Bureau of Industry and Security"]
"""


def test_a_programme_is_found_by_id_and_by_its_csl_text() -> None:
    programme = parse_programmes(ONE)["us-bis-el"]
    assert programme.restricts == "Exports to the entity. Not purchases."
    assert parse_csl_sources(ONE) == {
        "Entity List (EL) - Bureau of Industry and Security": programme
    }


def test_a_programme_may_be_absent_from_the_csl() -> None:
    assert parse_csl_sources(ONE.replace("csl = [", "csl = []  # [")) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "programmes.toml: holds no programme"),
        (ONE + "[[programm]]\n", "programmes.toml: programm is not a field of this table"),
        (ONE.replace("name", "nam"), "programmes.toml: programme[1].name is missing; programme[1]"),
        (ONE + ONE, "programmes.toml: 'Entity List (EL) - Bureau of Industry and Security' is gi"),
        ("x", "programmes.toml: not valid TOML: "),
    ],
)
def test_a_wrong_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(ListError) as caught:
        parse_programmes(text)
    assert caught.value.message.startswith(message)

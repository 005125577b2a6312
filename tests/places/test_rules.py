"""The rules as dated data: what is in force on a day, and what a broken file says."""

from pathlib import Path

import pytest

from compliance.errors import ListError
from compliance.places.loading import load_rules, parse_rules
from compliance.places.rules import states_on
from tests.places.building import LISTS, asked, notes

RULES = load_rules(LISTS)
KIND = '[[kind]]\nid = "embargo"\nname = "embargo"\nheeded = "review"\n'
RULE = """
[[rule]]
id = "a"
name = "A"
kind = "embargo"
countries = ["CU"]
restricts = "All"
citation = "1 CFR 1"
from = "2020-01-01"
until = "2020-12-31"
verified_until = "2020-06-30"
source = "S"
"""


def ids(place: str, day: str) -> set[str]:
    """Ids of the rules on a place on a day."""
    state = states_on(day, RULES).get(place)
    return {rule.id for rule in state.rules} if state else set()


@pytest.mark.parametrize(
    ("day", "count"), [("2019-12-31", 0), ("2020-01-01", 1), ("2020-12-31", 1), ("2021-01-01", 0)]
)
def test_a_rule_is_in_force_from_its_first_to_its_last_day(day: str, count: int) -> None:
    states = states_on(day, parse_rules(KIND + RULE))
    assert len(states) == count


def test_after_the_day_it_was_looked_up_it_must_be_checked() -> None:
    rules = parse_rules(KIND + RULE)
    before, after = (states_on(day, rules)["CU"].rules[0] for day in ("2020-06-30", "2020-07-01"))
    assert before.state == "in force from 2020-01-01 to 2020-12-31"
    assert after.state == (
        "in force from 2020-01-01 to 2020-12-31; its state was looked up until 2020-06-30 and must "
        "be checked"
    )


def test_crimea_had_no_rule_before_december_2014() -> None:
    assert ids("crimea", "2014-06-01") == set()
    assert ids("crimea", "2014-12-19") == {"us-ofac-crimea", "eu-crimea"}
    assert "us-ear-crimea" in ids("crimea", "2015-01-29")


def test_donetsk_and_luhansk_are_covered_since_february_2022() -> None:
    for place in ("donetsk", "luhansk"):
        assert "us-ofac-donetsk-luhansk" not in ids(place, "2022-02-20")
        assert "us-ofac-donetsk-luhansk" in ids(place, "2022-02-21")


def test_the_syria_programme_of_ofac_ended_and_bis_relaxed_its_rule() -> None:
    """EO 14312; 90 FR 42315."""
    assert {"us-ofac-syria", "us-ear-syria-old"} <= ids("SY", "2025-06-30")
    assert "us-ofac-syria" not in ids("SY", "2025-07-01")
    assert "us-ear-syria-old" in ids("SY", "2025-09-01")
    assert {"us-ear-syria"} == ids("SY", "2025-09-02") & {"us-ear-syria", "us-ear-syria-old"}


def test_russia_is_no_question_before_february_2022() -> None:
    [note] = notes(asked(country="RU"), "2022-02-24")
    assert note.is_open
    assert [one.is_open for one in notes(asked(country="RU"), "2022-02-23")] == [False]


def test_the_gravest_kind_names_a_place_and_stands_first() -> None:
    [note] = notes(asked(country="Cuba"))
    assert note.kind == "comprehensive embargo"
    assert [rule.id for rule in note.rules][:2] == ["us-ear-cuba", "us-ofac-cuba"]
    assert note.rules[-1].kind == "military end use"


def test_only_some_kinds_are_a_question() -> None:
    heeded = {kind.name: kind.heeded for kind in RULES.kinds}
    assert heeded == {
        "comprehensive embargo": "review",
        "controls on most goods": "review",
        "measures on a territory": "note",
        "arms embargo": "note",
        "military end use": "note",
    }


def test_every_rule_tells_its_source_and_until_when_it_was_looked_up() -> None:
    for rule in RULES.rules:
        assert all(getattr(rule, name) for name in rule.__struct_fields__ if name in REQUIRED), (
            rule.id
        )


REQUIRED = ("restricts", "citation", "since", "verified_until", "source")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "embargo"', 'kind = "x"', "rule[1].kind names no kind of the file: x"),
        ('["CU"]', '["Cuba"]', "rule[1].countries is no ISO code of a country: Cuba"),
        ('["CU"]', '["US-NY"]', "rule[1].countries is no ISO code of a country: US-NY"),
        ('countries = ["CU"]', 'regions = ["x"]', "rule[1].regions names no region of the file: x"),
        ('countries = ["CU"]\n', "", "rule[1].countries and regions are missing"),
        ('"2020-01-01"', '"2020-01"', "rule[1].from must be a day, such as 2026-01-31"),
        ('"2020-12-31"', '"2019-12-31"', "rule[1].until must be a day, and none before `from`"),
        ('"2020-06-30"', '""', "rule[1].verified_until must be a day, such as 2026-01-31"),
        ('source = "S"', 'sorce = "S"', "rule[1].source is missing; rule[1].sorce is not a field"),
    ],
)
def test_a_broken_rule_is_told_with_its_field(old: str, new: str, said: str) -> None:
    assert old in RULE
    with pytest.raises(ListError) as refused:
        parse_rules(KIND + RULE.replace(old, new, 1), "places.toml")
    assert said in refused.value.message
    assert refused.value.hint == "see docs/places.md for the form of a rule"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('within = "UA"', "region[1].names and towns are missing: nothing can be found"),
        ('within = "U"\nnames = ["A"]', "region[1].within is no ISO code of a country: U"),
        (
            'within = "UA"\nnames = ["A"]\npostcodes = ["UA 2-1"]',
            "region[1].postcodes must be a country and a range, UA 95000-98999: UA 2-1",
        ),
        (
            'within = "UA"\nnames = ["A"]\ncode = "UA-X"',
            "region[1].code is no code of a territory: UA-X",
        ),
    ],
)
def test_a_broken_region_is_told_with_its_field(lines: str, said: str) -> None:
    region = f'[[region]]\nid = "r"\nname = "R"\n{lines}\n'
    with pytest.raises(ListError) as refused:
        parse_rules(KIND + region + RULE)
    assert said in refused.value.message


def test_an_id_is_given_once() -> None:
    with pytest.raises(ListError, match="'a' is given twice"):
        parse_rules(KIND + RULE + RULE)


def test_a_file_without_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.toml").write_text(KIND, encoding="utf-8")
    with pytest.raises(ListError, match="holds no rule"):
        load_rules(tmp_path)

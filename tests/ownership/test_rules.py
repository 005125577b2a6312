"""What a rule is on a day: the table of the BIS Affiliates Rule and OFAC's rule, as bundled."""

import pytest
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists import catalog, list_files
from compliance.model import Outcome, RuleStatement
from compliance.ownership.rules import (
    OwnershipRule,
    RuleStanding,
    find_state,
    state_rules,
    write_meaning,
)


def bundled(key: str) -> OwnershipRule:
    rules = catalog.load_reference(list_files.find_bundled_folder()).ownership
    return next(rule for rule in rules if rule.id == key)


@pytest.mark.parametrize(
    ("day", "state", "says"),
    [
        ("2024-04-26", RuleStanding.NOT_YET, "takes effect on 2025-09-29"),
        ("2025-09-28", RuleStanding.NOT_YET, "takes effect on 2025-09-29"),
        (
            "2025-09-29",
            RuleStanding.IN_FORCE,
            "In force from 2025-09-29 to 2025-11-09 (90 FR 47201)",
        ),
        (
            "2025-11-09",
            RuleStanding.IN_FORCE,
            "In force from 2025-09-29 to 2025-11-09 (90 FR 47201)",
        ),
        (
            "2025-11-10",
            RuleStanding.SUSPENDED,
            "Suspended from 2025-11-10 to 2026-11-09 (90 FR 50857)",
        ),
        (
            "2026-11-09",
            RuleStanding.SUSPENDED,
            "Suspended from 2025-11-10 to 2026-11-09 (90 FR 50857)",
        ),
        ("2026-11-10", RuleStanding.UNVERIFIED, "looked up until 2026-11-09 and must be checked"),
        ("2030-01-01", RuleStanding.UNVERIFIED, "By its terms in force from 2026-11-10"),
        ("", RuleStanding.SUSPENDED, "Suspended"),
    ],
)
def test_the_affiliates_rule(day: str, state: RuleStanding, says: str) -> None:
    found = find_state(bundled("bis-affiliates"), day)
    assert found.state is state
    assert says in found.sentence


@pytest.mark.parametrize(
    ("day", "state", "checked"),
    [
        ("2014-08-12", RuleStanding.NOT_YET, True),
        ("2014-08-13", RuleStanding.IN_FORCE, True),
        ("2027-07-31", RuleStanding.IN_FORCE, True),
        ("2027-08-01", RuleStanding.IN_FORCE, False),
    ],
)
def test_the_rule_of_ofac(day: str, state: RuleStanding, checked: bool) -> None:
    found = find_state(bundled("ofac-50"), day)
    assert found.state is state
    assert ("must be checked" not in found.sentence) is checked


def test_after_the_last_period_nothing_is_known() -> None:
    rule = bundled("bis-affiliates")
    found = find_state(replace(rule, periods=rule.periods[:2]), "2027-01-01")
    assert found.state is RuleStanding.UNVERIFIED
    assert "Nothing is known of it after 2026-11-09" in found.sentence


@pytest.mark.parametrize("day", ["2025-10-01", "2026-01-01", "2026-12-01", "2024-01-01"])
@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.NONE])
def test_every_meaning_says_what_to_do(day: str, outcome: Outcome) -> None:
    rule = bundled("bis-affiliates")
    state = find_state(rule, day)
    said = write_meaning(rule, outcome, state)
    assert state.sentence in said
    assert said.endswith(".")
    treat = "Treat the party as listed" in said
    assert treat is (outcome is Outcome.OWNED and state.state is RuleStanding.IN_FORCE)


def test_a_day_between_two_dates_of_the_rules_is_like_another() -> None:
    rules = [list_files.find_bundled_folder() / "ownership.toml"]
    turns = [
        catalog.locate_day(rules, day)
        for day in ("2025-09-29", "2025-10-15", "2025-11-08", "2025-11-09", "2025-11-10", "")
    ]
    assert turns[1] == turns[2]
    assert len({*turns}) == 5


STATED = RuleStatement(
    rule="bis-affiliates",
    state="in force",
    since="2026-11-10",
    name="J. Doe",
    date="2026-11-20",
    source="91 FR 12345",
)


@pytest.mark.parametrize(
    ("day", "state", "says"),
    [
        (
            "2026-11-09",
            RuleStanding.SUSPENDED,
            "Suspended from 2025-11-10 to 2026-11-09 (90 FR 50857)",
        ),
        (
            "2026-11-10",
            RuleStanding.IN_FORCE,
            "In force since 2026-11-10, as J. Doe verified on 2026-11-20 (91 FR 12345)",
        ),
        (
            "2027-03-01",
            RuleStanding.IN_FORCE,
            "In force since 2026-11-10, as J. Doe verified on 2026-11-20 (91 FR 12345)",
        ),
    ],
)
def test_an_officer_states_what_he_verified(day: str, state: RuleStanding, says: str) -> None:
    [rule] = state_rules([bundled("bis-affiliates")], [STATED])
    assert find_state(rule, day).state is state
    assert find_state(rule, day).sentence == says


def test_a_statement_holds_from_its_first_day_on_whatever_came_before() -> None:
    suspended = replace(STATED, state="suspended", since="2026-02-01")
    [rule] = state_rules([bundled("bis-affiliates")], [suspended])
    assert find_state(rule, "2026-01-31").state is RuleStanding.SUSPENDED
    assert "as J. Doe verified" in find_state(rule, "2026-12-01").sentence


@pytest.mark.parametrize("rule", ["bis-affiliate", "section-889"])
def test_a_statement_on_no_rule_with_a_state_is_refused(rule: str) -> None:
    rules = catalog.load_reference(list_files.find_bundled_folder()).ownership
    with pytest.raises(ListError, match=rf"\[rules\.{rule}\] is about no rule") as caught:
        state_rules(rules, [replace(STATED, rule=rule)])
    assert caught.value.hint.startswith("there are bis-affiliates, ofac-50, ")

"""What is wrong with policies: all of it at once, whose it is and what to do."""

import pytest

from compliance.errors import ConfigurationError
from compliance.model import PolicyRow, Settings
from compliance.policy import refuse_problems
from tests.policy.building import PROGRAMMES, TODAY, row


def problems(*rows: PolicyRow, purpose: str = "") -> str:
    settings = Settings(purpose=purpose, policy=rows)
    lists = {"csl", "curated"}
    try:
        refuse_problems(settings, TODAY, PROGRAMMES, lists, is_list=lambda one: one == "au")
    except ConfigurationError as error:
        return error.message
    return ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"lists": ("csll",)}, "has list 'csll', which does not exist; did you mean 'csl'?"),
        ({"lists": ("csl", "au")}, ""),
        (
            {"programmes": ("us-dod-1260",)},
            "has programme 'us-dod-1260', which does not exist; did you mean 'us-dod-1260h'?",
        ),
        (
            {"purposes": ("exprt",)},
            "has purpose 'exprt', which does not exist; did you mean 'export'?",
        ),
        ({"author": " "}, "has no author"),
        ({"reason": ""}, "has no reason"),
        ({"date": "2026-12-01"}, "has the date 2026-12-01, which is after today (2026-11-29)"),
        ({"until": "2026-11-28"}, "expired on 2026-11-28: decide again, with a new date and until"),
        ({"until": TODAY}, ""),
        ({"hit": None}, "changes nothing: it needs hit, review, weak-aliases = false or counted"),
        ({"lists": ()}, "says not whom it reaches: it needs a list, a programme or a country"),
        ({"lists": (), "countries": ("DE",)}, ""),
        ({"counted": False}, "has counted without a purpose"),
        (
            {"counted": False, "purposes": ("pay",), "lists": (), "countries": ("DE",)},
            "has counted without a list or programme",
        ),
        ({"hit": 0.6, "review": 0.7}, "has a HIT from 0.6, which is below its REVIEW from 0.7"),
        ({"hit": 0.5}, "has a HIT from 0.5, which is below its REVIEW from 0.55"),
    ],
)
def test_each_problem_is_told(changes: dict[str, object], told: str) -> None:
    found = problems(row(**{"lists": ("csl",), "hit": 0.95} | changes))
    assert (f"policy 1 {told}" in found) if told else not found


def test_all_problems_are_told_at_once() -> None:
    told = problems(row(lists=("csll",), hit=0.95, author=""), row(review=0.6), purpose="exprot")
    assert told == (
        "purpose is 'exprot', which does not exist; did you mean 'export'?; "
        "policy 1 has no author; policy 1 has list 'csll', which does not exist; "
        "did you mean 'csl'?; policy 2 says not whom "
        "it reaches: it needs a list, a programme or a country"
    )

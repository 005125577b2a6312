"""Leads followed to the listed party at their end, and the rules that make them a question."""

import pytest
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists import catalog, list_files
from compliance.lists.curated.leads import FILE, follow_leads, list_stakes, parse_rules
from compliance.model import Lead, ListEntry, Listing, Name, NameKind, Programme
from compliance.ownership.rules import OwnershipRule

LIST = Programme(id="el", name="EL", publisher="", authority="", restricts="", source="")
RULE = OwnershipRule(
    id="r",
    name="Rule",
    flag="Red Flag 29",
    programmes=("el",),
    sides=("under", "beside"),
    says="Find out the share",
    verified_until="2026-11-09",
    source="90 FR 47201",
)
TEXT = """
[[rule]]
id = "r"
name = "Rule"
flag = "Red Flag 29"
programmes = ["el"]
sides = ["under"]
says = "Find out the share"
verified_until = "2026-11-09"
source = "90 FR 47201"
"""


def entry(key: str, *leads: Lead, listed: bool = False) -> ListEntry:
    return ListEntry(
        id=key,
        list_id="l",
        names=(Name(text=key.title(), kind=NameKind.PRIMARY),),
        listings=(Listing(programme=LIST),) if listed else (),
        leads=leads,
    )


def lead(to: str, relation: str = "subsidiary of", **more: str) -> Lead:
    return Lead(to_entry=to, to_name=to.title(), relation=relation, source=f"on {to}", **more)


def leads_of(*entries: ListEntry) -> tuple[Lead, ...]:
    first = next(follow_leads(entries, (RULE,)))
    assert isinstance(first, ListEntry)
    return first.leads


OWNER = entry("owner", listed=True)


def test_a_subsidiary_of_a_listed_party_gets_the_rule_with_its_dates_and_source() -> None:
    [found] = leads_of(entry("brand", lead("owner")), OWNER)
    assert found.flag == "Red Flag 29"
    assert "verified until 2026-11-09; check it after that day" in found.note
    assert found.source == "on owner; 90 FR 47201"


@pytest.mark.parametrize("side", ["above", "past", "part"])
def test_owners_former_subsidiaries_and_offices_get_no_rule(side: str) -> None:
    [found] = leads_of(entry("other", lead("owner", side=side)), OWNER)
    assert (found.flag, found.note) == ("", "")


def test_a_listing_that_has_ended_does_not_reach_further() -> None:
    ended = replace(OWNER, listings=(Listing(programme=LIST, end_date="2017"),))
    assert leads_of(entry("brand", lead("owner")), ended)[0].flag == ""


def test_a_brand_of_a_subsidiary_leads_to_the_listed_party_by_both_steps() -> None:
    brand = entry("brand", lead("middle", "brand of", confidence="high", as_of="2024"))
    middle = entry("middle", lead("owner", confidence="low", stake="60", note="A note."))
    [found] = leads_of(brand, middle, OWNER)
    assert (found.to_entry, found.to_name) == ("owner", "Owner")
    assert found.relation == "brand of Middle, subsidiary of"
    assert (found.confidence, found.as_of, found.stake) == ("low", "2024", "")
    assert found.note.startswith("Stake in Middle: 60. A note. Find out the share")
    assert found.source.startswith("on middle; on owner; ")


def test_a_way_is_as_close_as_its_loosest_step() -> None:
    sold = entry("sold", lead("middle", "former subsidiary of", side="past"))
    [found] = leads_of(sold, entry("middle", lead("owner")), OWNER)
    assert (found.side, found.flag) == ("past", "")


def test_a_listed_party_under_its_new_name_leads_on_to_the_old_one() -> None:
    child = entry("child", lead("new"))
    new = replace(
        entry("new", lead("owner", "new name of", side="beside")),
        listings=(Listing(programme=replace(LIST, id="other")),),
    )
    found = leads_of(child, new, OWNER)
    assert [(one.to_entry, one.flag) for one in found] == [("owner", "Red Flag 29"), ("new", "")]


def test_each_listed_party_is_led_to_once_and_the_shorter_way_wins() -> None:
    twice = entry("twice", lead("owner"), lead("middle"))
    [found] = leads_of(twice, entry("middle", lead("owner")), OWNER)
    assert found.relation == "subsidiary of"


@pytest.mark.parametrize(
    "entries",
    [
        (entry("one", lead("two")), entry("two", lead("one"))),
        (entry("one", lead("two")), entry("two")),
        (entry("one", lead("gone")),),
    ],
    ids=["in a circle", "at a party on no list", "nowhere"],
)
def test_a_lead_that_ends_at_no_listed_party_is_told(entries: tuple[ListEntry, ...]) -> None:
    problem = next(follow_leads(entries, (RULE,)))
    assert isinstance(problem, str)
    assert problem.endswith("ends at no listed party")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["el"]', '["nowhere"]', "programmes names no known programme: nowhere"),
        ('["under"]', '["near"]', "sides must be of"),
        ('verified_until = "2026-11-09"\n', "", "verified_until is missing"),
        ('"2026-11-09"', '"soon"', "verified_until"),
        (TEXT, "", "holds no rule"),
        ('sides = ["under"]\n', "", "threshold is missing, and there are no sides"),
        ('sides = ["under"]', 'threshold = "50"', "period is missing"),
        ('sides = ["under"]', 'threshold = "all"', "threshold must be a share"),
        ('sides = ["under"]', 'threshold = "120"', "threshold must be a share"),
    ],
)
def test_a_wrong_rule_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(ListError, match=problem):
        parse_rules(TEXT.replace(old, new), {"el": LIST})


def test_the_bundled_rules_carry_a_source_and_the_day_of_their_last_check() -> None:
    rules = catalog.load_reference(list_files.find_bundled_folder()).ownership
    assert [rule.name for rule in rules] == [
        "BIS Affiliates Rule",
        "OFAC 50 per cent rule",
        "OFAC 50 per cent rule for sectoral sanctions",
        "EU ownership rule",
        "UK ownership rule",
        "Section 889",
    ]
    assert [rule.threshold for rule in rules] == [50, 50, 50, 50, 50, None]
    assert [rule.name for rule in rules if rule.above] == ["UK ownership rule"]
    assert [rule.name for rule in rules if not rule.together] == ["UK ownership rule"]
    assert "FAQ 373" in rules[2].source
    assert all(rule.source and rule.verified_until for rule in rules)
    assert (list_files.find_bundled_folder() / FILE).is_file()


def test_ezviz_is_a_question_with_the_path_and_section_889() -> None:
    known = {entry.id: entry for entry in catalog.load().entries}
    assert known["ezviz"].leads[0].to_entry == "hikvision"
    assert known["ezviz"].leads[0].flag == "Section 889"
    assert known["ezviz-software"].leads[0].relation.count(" of") == 2
    assert known["lorex-technology"].leads[0].flag == "", "sold"


PERIODS = """
[[rule.period]]
state = "in force"
from = "2025-09-29"
until = "2025-11-09"

[[rule.period]]
state = "suspended"
from = "2025-11-10"
"""


def test_a_rule_has_its_threshold_and_periods() -> None:
    text = TEXT.replace('sides = ["under"]', 'threshold = "50"') + PERIODS
    [rule] = parse_rules(text, {"el": LIST})
    assert rule.threshold == 50
    assert [(one.state.value, one.since, one.until) for one in rule.periods] == [
        ("in force", "2025-09-29", "2025-11-09"),
        ("suspended", "2025-11-10", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"suspended"', '"asleep"', "state must be one of"),
        ('"2025-11-10"', '"2025-11"', "must be days"),
        ('"2025-11-10"', '"2025-11-09"', "begins before the one above it ends"),
        ('until = "2025-11-09"\n', "", "begins before the one above it ends"),
    ],
)
def test_periods_that_make_no_sense_are_refused(old: str, new: str, problem: str) -> None:
    text = TEXT.replace('sides = ["under"]', 'threshold = "50"') + PERIODS.replace(old, new)
    with pytest.raises(ListError, match=problem):
        parse_rules(text, {"el": LIST})


def test_leads_tell_shares_under_beside_and_above_and_none_that_are_past() -> None:
    entries = (
        entry("child", lead("owner", share="60")),
        entry("sister", lead("owner", side="beside")),
        entry("parent", lead("owner", side="above", share="38.88")),
        entry("sold", lead("owner", side="past", share="0")),
        entry("office", lead("owner", side="part")),
        OWNER,
    )
    found = {(one.owner, one.owned): one for one in list_stakes(entries)}
    assert {pair: (one.share.words, one.doubtful) for pair, one in found.items()} == {
        ("owner", "child"): ("60 %", False),
        ("owner", "sister"): ("an unknown share", True),
        ("parent", "owner"): ("38.88 %", False),
    }

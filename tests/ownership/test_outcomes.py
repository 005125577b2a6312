"""Entries and a file of owners in, outcomes and entries of their own out."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from msgspec.structs import replace

from compliance.lists import catalog, list_files
from compliance.model import (
    ListEntry,
    Listing,
    Name,
    NameKind,
    Outcome,
    Programme,
    Standing,
)
from compliance.ownership.holdings import Holding
from compliance.ownership.outcomes import OwnershipEntries, apply_rules
from compliance.ownership.shares import read_share

RULES = catalog.load_reference(list_files.find_bundled_folder()).ownership
IN_FORCE = "2025-10-01"
SUSPENDED = "2026-01-01"
EL, SDN = "us-bis-el", "us-ofac-sdn"


def programme(key: str) -> Programme:
    names = {EL: "Entity List", SDN: "Specially Designated Nationals List (SDN)"}
    name = names.get(key, key)
    return Programme(
        id=key, name=name, publisher="", authority="", restricts=f"Effect of {name}.", source=""
    )


def listed(key: str, name: str, *lists: str, policy: str = "", weak: str = "") -> ListEntry:
    names = [Name(text=name, kind=NameKind.PRIMARY)]
    if weak:
        names.append(Name(text=weak, kind=NameKind.WEAK_ALIAS))
    return ListEntry(
        id=key,
        list_id="l",
        names=tuple(names),
        listings=tuple(
            Listing(programme=programme(one), requirement="All items", policy=policy)
            for one in lists
        ),
    )


def row(owned: str, owner: str, share: str = "", line: int = 2, **more: str) -> Holding:
    return Holding(
        owned=owned,
        owner=owner,
        share=read_share(share),
        file="o.csv",
        line=line,
        list_id="owners",
        **more,
    )


OPTICS = listed("optics", "Alpha Optics Co., Ltd.", EL, policy="Presumption of denial")
BANK = listed("bank", "Beta Bank", SDN)
RADAR = listed("radar", "Gamma Radar Institute", EL, policy="Case-by-case", weak="Gamma")


def apply(
    *rows: Holding,
    entries: Sequence[ListEntry] = (OPTICS, BANK, RADAR),
    day: str = IN_FORCE,
    like: Mapping[str, Sequence[int]] | None = None,
) -> OwnershipEntries:
    return apply_rules(entries, (), rows, RULES, day, like or {})


def only(found: OwnershipEntries) -> ListEntry:
    [entry] = found.added
    return entry


def test_a_company_owned_by_a_listed_party_becomes_an_entry() -> None:
    entry = only(apply(row("Acme GmbH", "Alpha Optics Co Ltd", "60", country="Germany")))
    assert (entry.list_id, entry.name, entry.countries, entry.line) == (
        "owners",
        "Acme GmbH",
        ("DE",),
        2,
    )
    [one] = entry.ownership
    assert (one.rule, one.outcome, one.applies) == ("BIS Affiliates Rule", Outcome.OWNED, True)
    assert one.says == ("Alpha Optics Co., Ltd. (Entity List) holds 60 %, which is 50 % or more")
    assert "governs: that of Alpha Optics Co., Ltd. (All items; Presumption of denial)" in (
        one.meaning
    )
    assert "In force from 2025-09-29" in one.meaning
    assert one.meaning.endswith("Treat the party as listed. Entity List: Effect of Entity List.")
    [lead] = entry.leads
    assert (lead.to_entry, lead.relation, lead.stake) == ("optics", "holding of", "60")
    assert lead.source == "o.csv, row 2"


def test_while_the_rule_is_suspended_it_is_a_question() -> None:
    entry = only(apply(row("Acme GmbH", "Alpha Optics Co Ltd", "60"), day=SUSPENDED))
    assert entry.standing is Standing.RELATED
    assert entry.ownership[0].state == "suspended"
    assert only(apply(row("Acme", "Beta Bank", "50"), day=SUSPENDED)).standing is Standing.OWNED


def test_the_sum_of_several_through_another_company() -> None:
    found = apply(
        row("Acme", "Alpha Optics Co., Ltd.", "30", as_of="2025"),
        row("Acme", "Middle AG", "25"),
        row("Acme", "Family", "45"),
        row("Middle AG", "Gamma Radar Institute", "60"),
    )
    entry = next(one for one in found.added if one.name == "Acme")
    [one] = entry.ownership
    assert one.says == (
        "Alpha Optics Co., Ltd. (Entity List) holds 30 % (as of 2025), and Middle AG, itself owned "
        "(Gamma Radar Institute (Entity List) holds 60 %), holds 25 %: together 55 %, which is "
        "50 % or more"
    )
    assert "that of Alpha Optics Co., Ltd." in one.meaning, "denial before case by case"
    assert [(lead.to_entry, lead.relation) for lead in entry.leads] == [
        ("optics", "holding of"),
        ("radar", "holding of Middle AG, holding of"),
    ]


def test_an_unknown_share_is_at_most_what_others_leave() -> None:
    entry = only(apply(row("Acme", "Beta Bank", "unknown"), row("Acme", "Family", "35")))
    assert entry.standing is Standing.RELATED
    assert entry.ownership[1].outcome is Outcome.UNKNOWN
    assert entry.ownership[1].says == (
        "Beta Bank (SDN) holds an unknown share: together 0 % to 65 %, which may be 50 % or more"
    )


def test_a_minority_is_a_red_flag_also_through_another_company() -> None:
    found = apply(row("Acme", "Alpha Optics Co., Ltd.", "12.5 %"), row("Child", "Acme", "100"))
    acme, child = (one.ownership[0] for one in found.added)
    assert (acme.outcome, child.outcome) == (Outcome.MINORITY, Outcome.MINORITY)
    assert acme.says.endswith("holds 12.5 %, which is below 50 %")
    assert child.says == (
        "Acme, itself held in part (Alpha Optics Co., Ltd. (Entity List) holds 12.5 %), holds "
        "100 %: no owner is covered itself, so 50 % is not reached; the tie remains"
    )


def test_clean_companies_get_no_entry() -> None:
    found = apply(row("Acme", "Family", "100"), row("Child", "Acme", "100"))
    assert found.added == ()
    assert found.entries == (OPTICS, BANK, RADAR)


def test_a_list_that_has_ended_covers_nobody() -> None:
    ended = replace(OPTICS, listings=(replace(OPTICS.listings[0], end_date="2020"),))
    assert apply(row("Acme", "Alpha Optics Co., Ltd.", "60"), entries=[ended]).added == ()


@pytest.mark.parametrize("owner", ["optics", "l:optics"])
def test_an_owner_is_named_by_the_id_of_its_entry(owner: str) -> None:
    assert only(apply(row("Acme", owner, "60"))).ownership[0].outcome is Outcome.OWNED


@pytest.mark.parametrize("owner", ["Alpha Optics", "Alpha Optics S.A.", "Gamma"])
def test_another_legal_form_or_a_weak_alias_is_a_possible_owner(owner: str) -> None:
    [one] = only(apply(row("Acme", owner, "60"))).ownership
    assert (one.outcome, one.rule) == (Outcome.DOUBTFUL, "BIS Affiliates Rule (Red Flag 29)")
    assert f"{owner}, which by its name may be" in one.says


def test_a_name_that_is_much_alike_is_a_possible_owner() -> None:
    found = apply(row("Acme", "Beta Bnak", "60"), like={"Beta Bnak": [1]})
    assert only(found).ownership[0].says == (
        "Beta Bnak, which by its name may be Beta Bank, holds 60 %, which is 50 % or more "
        "if the rule counts them"
    )


def test_the_file_tells_of_entries_of_the_list_as_well() -> None:
    plain = ListEntry(
        id="innocent",
        list_id="l",
        names=(Name(text="Delta Chips", kind=NameKind.PRIMARY),),
        not_restricted="On no list.",
    )
    found = apply(row("Delta Chips", "Beta Bank", "70"), entries=[BANK, plain])
    assert found.added == ()
    assert found.entries[1].standing is Standing.OWNED
    assert found.entries[0] == BANK


def test_a_listed_company_is_not_judged_by_the_rule_that_lists_it() -> None:
    found = apply(row("Beta Bank", "Alpha Optics Co., Ltd.", "60"), row("optics", "radar", "60"))
    assert found.entries[0].ownership == ()
    assert [one.rule for one in found.entries[1].ownership] == ["BIS Affiliates Rule"]


def test_the_same_party_on_two_lists_is_one_owner_with_both() -> None:
    other = replace(listed("x", "Alpha Optics Co., Ltd.", SDN), list_id="csl")
    entry = only(apply(row("Acme", "Alpha Optics Co., Ltd.", "60"), entries=[OPTICS, other]))
    assert [one.rule for one in entry.ownership] == ["BIS Affiliates Rule", "OFAC 50 per cent rule"]


def test_shares_that_contradict_each_other_are_told_and_conclude_nothing() -> None:
    entry = only(
        apply(row("Acme", "Beta Bank", "unknown"), row("Acme", "F", "70"), row("Acme", "G", "60"))
    )
    assert entry.ownership[0].outcome is Outcome.UNKNOWN
    assert entry.ownership[0].says.endswith("The shares given come to more than 100 %: check them")


def test_two_companies_that_differ_in_legal_form_alone_are_two() -> None:
    found = apply(row("Acme GmbH", "Beta Bank", "60"), row("Acme SA", "Family", "100"))
    assert [one.name for one in found.added] == ["Acme GmbH"]
    both = apply(row("Acme GmbH", "Beta Bank", "60"), row("Acme SA", "Beta Bank", "100"))
    assert len({one.id for one in both.added}) == 2


def test_section_889_is_shown_beside_the_lead() -> None:
    entry = only(
        apply(row("Acme", "Alpha", "5 %"), entries=[listed("a", "Alpha", EL, "us-ndaa-889")])
    )
    assert entry.leads[0].flag == "Section 889"


def test_the_order_of_rows_and_entries_changes_nothing_but_places() -> None:
    rows = [
        row("Acme", "Alpha Optics Co., Ltd.", "30", 2),
        row("ACME", "Middle AG", "25", 3),
        row("Middle AG", "Gamma Radar Institute", "60", 4),
        row("Acme", "Gamma Radar Institute", "60", 5),
    ]
    once = apply(*rows).added
    assert all(apply(*other).added == once for other in permutations(rows))
    turned = apply(*rows, entries=(RADAR, BANK, OPTICS)).added
    assert turned == once


# --- The BIS Affiliates Rule: Supplement No. 8 to Part 744 ------------------------------------


def sdn(*tags: str) -> ListEntry:
    """Beta Bank as its list tells of it with these programme tags."""
    return replace(BANK, listings=(replace(BANK.listings[0], tags=tags),))


def test_an_sdn_without_tags_may_count_and_its_known_share_is_told() -> None:
    entry = only(apply(row("Acme", "Alpha Optics Co., Ltd.", "30"), row("Acme", "Beta Bank", "25")))
    bis, ofac = entry.ownership
    assert (bis.outcome, ofac.outcome) == (Outcome.DOUBTFUL, Outcome.MINORITY)
    assert bis.says == (
        "Alpha Optics Co., Ltd. (Entity List) holds 30 %, and Beta Bank (SDN: whether it counts "
        "depends on its programme tags) holds 25 %: together 55 %, which is 50 % or more if the "
        "rule counts them"
    )


@pytest.mark.parametrize("tag", ["SDGT", "NPWMD", "RUSSIA-EO14024", "ILLICIT-DRUGS-EO14059"])
def test_an_sdn_with_a_tag_of_744_8_counts(tag: str) -> None:
    entry = only(apply(row("Acme", "Beta Bank", "60"), entries=[sdn("IFSR", tag)]))
    assert [one.outcome for one in entry.ownership] == [Outcome.OWNED, Outcome.OWNED]
    assert [one.rule for one in entry.ownership] == ["BIS Affiliates Rule", "OFAC 50 per cent rule"]


@pytest.mark.parametrize("tag", ["GLOMAG", "CYBER2", "DPRK4"])
def test_an_sdn_with_other_tags_counts_for_ofac_alone(tag: str) -> None:
    entry = only(apply(row("Acme", "Beta Bank", "60"), entries=[sdn(tag)]))
    assert [(one.rule, one.outcome) for one in entry.ownership] == [
        ("OFAC 50 per cent rule", Outcome.OWNED)
    ]


def test_red_flag_29_concerns_owners_on_the_lists_of_bis() -> None:
    blocked = only(apply(row("Acme", "Beta Bank", "unknown"), entries=[sdn("SDGT")]))
    assert [one.rule for one in blocked.ownership] == [
        "BIS Affiliates Rule",
        "OFAC 50 per cent rule",
    ]
    assert {one.outcome for one in blocked.ownership} == {Outcome.UNKNOWN}
    entity = only(apply(row("Acme", "Alpha Optics Co., Ltd.", "unknown")))
    assert [one.rule for one in entity.ownership] == ["BIS Affiliates Rule (Red Flag 29)"]


@pytest.mark.parametrize("country", ["United States", "US", "USA", "Puerto Rico"])
@pytest.mark.parametrize("share", ["60", "unknown", "10 %"])
def test_a_company_of_the_united_states_is_outside_the_rule(country: str, share: str) -> None:
    entry = only(apply(row("Acme Inc", "Alpha Optics Co., Ltd.", share, country=country)))
    [one] = entry.ownership
    assert (one.rule, one.outcome, one.applies) == ("BIS Affiliates Rule", Outcome.OUTSIDE, False)
    assert "does not reach parties of this country" in one.meaning
    enough = {"60": "is", "unknown": "may be"}.get(share)
    assert one.says.endswith(f"which {enough} 50 % or more" if enough else "which is below 50 %")
    assert entry.standing is Standing.RELATED


def test_what_a_company_of_the_united_states_owns_abroad_is_not_outside() -> None:
    found = apply(
        row("Bolt Inc", "Alpha Optics Co., Ltd.", "60", country="US"),
        row("Acme GmbH", "Bolt Inc", "60", country="DE"),
    )
    outcomes = {one.name: one.ownership[0].outcome for one in found.added}
    assert outcomes == {"Bolt Inc": Outcome.OUTSIDE, "Acme GmbH": Outcome.OWNED}


def test_the_rule_of_ofac_reaches_companies_of_the_united_states() -> None:
    entry = only(apply(row("Acme Inc", "Beta Bank", "60", country="US"), entries=[sdn("GLOMAG")]))
    assert entry.ownership[0].applies


# --- EU: 50 per cent or more, added up; UK: more than 50 per cent, each owner alone -----------


def outcome_of(rule: str, *rows: Holding, day: str = IN_FORCE) -> Outcome:
    lists = {"EU": "eu-consolidated", "UK": "uk-sanctions"}
    owners = [listed(key, f"{key} Holding", lists[rule]) for key in ("Zeta", "Eta")]
    found = apply(*rows, entries=owners, day=day).added
    acme = [one for one in found if one.name == "Acme"]
    [judged] = acme[0].ownership if acme else [None]
    assert judged is None or judged.rule == f"{rule} ownership rule"
    return judged.outcome if judged else Outcome.NONE


@pytest.mark.parametrize(
    ("first", "second", "eu", "uk"),
    [
        ("50", "0", Outcome.OWNED, Outcome.MINORITY),  # the whole difference of the two
        ("50.01 %", "0", Outcome.OWNED, Outcome.OWNED),
        ("49.99 %", "0", Outcome.MINORITY, Outcome.MINORITY),
        ("30", "25", Outcome.OWNED, Outcome.MINORITY),
        ("51", "25", Outcome.OWNED, Outcome.OWNED),
        (">=50", "0", Outcome.OWNED, Outcome.UNKNOWN),
        ("unknown", "0", Outcome.UNKNOWN, Outcome.UNKNOWN),
        ("minority", "minority", Outcome.UNKNOWN, Outcome.MINORITY),
    ],
)
def test_the_rules_of_the_eu_and_the_uk(first: str, second: str, eu: Outcome, uk: Outcome) -> None:
    """Council, EU Best Practices of 3 July 2024; OFSI, UK financial sanctions guidance."""
    rows = (row("Acme", "Zeta Holding", first), row("Acme", "Eta Holding", second))
    assert (outcome_of("EU", *rows), outcome_of("UK", *rows)) == (eu, uk)


def test_one_owner_by_two_ways_is_added_up_in_the_uk() -> None:
    rows = (
        row("Acme", "Zeta Holding", "30"),
        row("Acme", "Middle", "25"),
        row("Middle", "Zeta Holding", "60"),
    )
    assert outcome_of("UK", *rows) is Outcome.OWNED


def test_the_threshold_is_worded_as_the_rule_has_it() -> None:
    uk = listed("z", "Zeta Holding", "uk-sanctions")
    half, more = (only(apply(row("Acme", "z", one), entries=[uk])) for one in ("50", "60"))
    assert half.ownership[0].says.endswith("holds 50 %, which is not more than 50 %")
    assert more.ownership[0].says.endswith("holds 60 %, which is more than 50 %")
    assert "who controls it counts as well" in half.ownership[0].meaning


def test_blocked_parties_and_sectoral_sanctions_are_not_added_up() -> None:
    sector = listed("sector", "Delta Oil", "us-ofac-ssi")
    found = apply(
        row("Acme", "Beta Bank", "30"), row("Acme", "Delta Oil", "30"), entries=[BANK, sector]
    )
    assert {one.rule: one.outcome for one in only(found).ownership}[
        "OFAC 50 per cent rule for sectoral sanctions"
    ] is Outcome.MINORITY
    assert not any(one.outcome is Outcome.OWNED for one in only(found).ownership)


def test_an_owner_on_a_list_without_such_a_rule_is_a_lead_all_the_same() -> None:
    uvl = listed("lab", "Epsilon Laboratory", "us-bis-uvl")
    entry = only(apply(row("Acme", "Epsilon Laboratory", "60"), entries=[uvl]))
    assert entry.standing is Standing.RELATED
    assert entry.ownership == ()
    assert [(one.to_entry, one.stake) for one in entry.leads] == [("lab", "60")]


def test_a_possible_owner_leads_to_the_party_that_it_may_be() -> None:
    entry = only(apply(row("Acme", "Gamma", "5 %")))
    [lead] = entry.leads
    assert (lead.to_entry, lead.relation) == (
        "radar",
        "holding of Gamma, by its name perhaps part of",
    )


def test_leads_of_the_file_go_no_further_than_to_the_first_listed_party() -> None:
    found = apply(row("Acme", "Beta Bank", "60"), row("Beta Bank", "Alpha Optics Co., Ltd.", "60"))
    assert [lead.to_entry for lead in only(found).leads] == ["bank"]

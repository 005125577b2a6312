import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.model import Address, Identifier, ListEntry, Name, Outcome, Ownership, Party
from compliance.storage.fingerprints import (
    count_parts,
    fingerprint_entry,
    fingerprint_party,
    hash_pair,
)
from tests.decisions.building import BAKERY, another
from tests.reporters.factory import EZVIZ, HIKVISION


def test_ways_of_writing_make_no_difference() -> None:
    written = another(name="HIK  vision\tBakery", country="DE", address="1 MILL LANE,  Bonn")
    assert fingerprint_party(written) == fingerprint_party(BAKERY)


@pytest.mark.parametrize("part", ["name", "address", "country"])
def test_one_letter_does_and_only_in_its_part(part: str) -> None:
    changed = fingerprint_party(another(BAKERY, **{part: "Austria"}))
    before = fingerprint_party(BAKERY)
    differing = [
        name
        for name in ("name", "address", "country", "identifiers")
        if getattr(changed, name) != getattr(before, name)
    ]
    assert differing == [part]


def test_a_number_is_a_part_of_the_party() -> None:
    numbered = replace(BAKERY, identifiers=(Identifier(kind="vat", value="DE 123-456"),))
    same = replace(BAKERY, identifiers=(Identifier(kind="vat", value="de123456"),))
    assert fingerprint_party(numbered) == fingerprint_party(same)
    assert fingerprint_party(numbered).identifiers != fingerprint_party(BAKERY).identifiers


def test_the_users_own_key_and_the_role_are_not_who_the_party_is() -> None:
    assert fingerprint_party(another(id="X", role="end_user")) == fingerprint_party(BAKERY)


def test_an_entry_counts_what_it_has() -> None:
    more = replace(HIKVISION, names=(*HIKVISION.names, Name(text="Hik")))
    before, after = fingerprint_entry(HIKVISION), fingerprint_entry(more)
    assert (count_parts(before.names), count_parts(after.names)) == (3, 4)
    assert (after.addresses, after.identifiers, after.listings) == (
        before.addresses,
        before.identifiers,
        before.listings,
    )


def test_the_order_in_a_list_file_and_its_remarks_are_no_change() -> None:
    listing = replace(HIKVISION.listings[0], status="listed (CSL 2027-01-01)", source="elsewhere")
    again = replace(
        HIKVISION, names=HIKVISION.names[::-1], listings=(HIKVISION.listings[1], listing), line=9
    )
    assert fingerprint_entry(again) == fingerprint_entry(HIKVISION)


def test_effect_stake_and_country_are() -> None:
    policy = replace(HIKVISION.listings[0], policy="Presumption of denial.")
    changed = replace(HIKVISION, listings=(policy, HIKVISION.listings[1]))
    assert fingerprint_entry(changed).listings != fingerprint_entry(HIKVISION).listings
    lead = replace(EZVIZ, leads=(replace(EZVIZ.leads[0], stake="60 %"),))
    assert fingerprint_entry(lead).leads != fingerprint_entry(EZVIZ).leads
    moved = replace(HIKVISION, addresses=(Address(text=HIKVISION.addresses[0].text, country="HK"),))
    assert fingerprint_entry(moved).addresses != fingerprint_entry(HIKVISION).addresses


def test_the_key_is_of_party_list_and_entry() -> None:
    parts = fingerprint_party(BAKERY)
    keys = {
        hash_pair(parts, "curated", "a"),
        hash_pair(parts, "curated", "b"),
        hash_pair(parts, "csl", "a"),
        hash_pair(fingerprint_party(another(name="Other")), "curated", "a"),
    }
    assert len(keys) == 4


TEXTS = st.text(max_size=20)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_has_a_print(name: str, address: str, country: str) -> None:
    parts = fingerprint_party(Party(name=name, address=address, country=country))
    assert all(len(part) == 16 for part in (parts.name, parts.address, parts.country))
    entry = ListEntry(id="x", list_id="y", names=(Name(text=name),))
    assert count_parts(fingerprint_entry(entry).names) == 1


def test_what_a_rule_of_ownership_makes_of_an_entry_is_a_part_of_it() -> None:
    rule = Ownership(
        rule="50 per cent",
        outcome=Outcome.UNKNOWN,
        says="",
        state="suspended",
        meaning="",
        source="",
    )
    ruled = replace(EZVIZ, ownership=(rule,))
    in_force = replace(EZVIZ, ownership=(replace(rule, state="in force"),))
    reworded = replace(EZVIZ, ownership=(replace(rule, meaning="told anew"),))
    assert len({fingerprint_entry(one).leads for one in (EZVIZ, ruled, in_force)}) == 3
    assert fingerprint_entry(reworded) == fingerprint_entry(ruled)

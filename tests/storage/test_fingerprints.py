"""Fingerprints tell every letter apart, and nothing that an answer does not depend on."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.model import Address, Identifier, ListEntry, Name, Party, Question
from compliance.storage.fingerprints import hash_entry, hash_party_key, hash_question

ASKED = Question(
    file="a.xlsx",
    sheet="S",
    row=7,
    party=Party(
        name="Foo Trading", role="consignee", id="C-1", country="CN", address="1 Road",
        identifiers=(Identifier(kind="lei", value="5"),),
    ),
)  # fmt: skip
ENTRY = ListEntry(id="1", list_id="own", names=(Name(text="Foo"),), line=4)


def test_the_content_is_all_that_the_answer_depends_on() -> None:
    party = ASKED.party
    others = [
        replace(party, name="foo trading"),
        replace(party, country="cn"),
        replace(party, address=""),
        replace(party, identifiers=()),
        replace(party, identifiers=(Identifier(kind="", value="5"),)),
    ]
    found = {hash_question(replace(ASKED, party=one)) for one in (party, *others)}
    assert len(found) == 6
    assert hash_question(replace(ASKED, reason="an error value")) not in found


def test_place_role_and_key_are_no_content() -> None:
    moved = replace(
        ASKED, file="b", sheet="", row=9, party=replace(ASKED.party, id="", role="name")
    )
    assert hash_question(moved) == hash_question(ASKED)


def test_a_party_keeps_its_key_while_its_data_is_corrected() -> None:
    party = replace(ASKED.party, name="Foo Trade", address="2 Road")
    assert hash_party_key(replace(ASKED, party=party)) == hash_party_key(ASKED)
    nameless = replace(ASKED.party, id="", address="2 Road")
    same = replace(nameless, name=" FOO  trading", country="")
    assert hash_party_key(replace(ASKED, party=same)) == hash_party_key(
        replace(ASKED, party=nameless)
    )
    other = replace(ASKED.party, id="C-2"), replace(ASKED.party, role="purchaser"), nameless
    assert hash_party_key(ASKED) not in {hash_party_key(replace(ASKED, party=one)) for one in other}


@given(st.lists(st.text(), min_size=2, max_size=2), st.lists(st.text(), min_size=2, max_size=2))
def test_parts_do_not_run_into_each_other(one: list[str], other: list[str]) -> None:
    asked = [replace(ASKED, party=Party(name=name, address=at)) for name, at in (one, other)]
    assert (hash_question(asked[0]) == hash_question(asked[1])) is (one == other)


def test_an_entry_is_all_but_its_line() -> None:
    assert hash_entry(ENTRY) == hash_entry(replace(ENTRY, line=9))
    assert hash_entry(ENTRY) != hash_entry(replace(ENTRY, addresses=(Address(text="1 Road"),)))

"""Registration numbers: the same number is the same party, whatever the names say."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.identifiers import (
    SCHEMES,
    index_identifiers,
    list_numbers,
    other_identifiers,
    same_identifiers,
)
from compliance.model import Decision, Evidence, Identifier, ListEntry, Party, PartyKind
from tests.matching.building import entry, watchlist

NUMBER = "91330000TEST796106P"
LISTED = entry("Dahua", identifiers=(Identifier(kind="uscc", value=NUMBER),))


def party(value: str, kind: str = "") -> Party:
    return Party(name="Wqxj", identifiers=(Identifier(kind=kind, value=value),))


def find_proofs(asked: Party, listed: Sequence[ListEntry]) -> dict[int, tuple[Evidence, ...]]:
    """The proofs of a party among entries."""
    return same_identifiers(list_numbers(asked), index_identifiers(enumerate(listed)))


@pytest.mark.parametrize(
    "value", [NUMBER, NUMBER.lower(), "91330000-TEST 796106.P", f" {NUMBER}\n"]
)
def test_punctuation_and_case_do_not_matter(value: str) -> None:
    ((at, (proof,)),) = find_proofs(party(value), [LISTED]).items()
    assert at == 0
    assert proof.note == "the same number (uscc) is given for the listed party"
    assert (proof.rule, proof.score, proof.asked, proof.listed) == (
        "identifier",
        1.0,
        value,
        NUMBER,
    )


@pytest.mark.parametrize("value", ["", "-", "n/a", "12345", "unknown", NUMBER[:-1]])
def test_other_short_and_wordy_values_prove_nothing(value: str) -> None:
    short = entry("Short", identifiers=(Identifier(kind="", value=value),))
    listed = [LISTED] if value == NUMBER[:-1] else [LISTED, short]
    assert find_proofs(party(value), listed) == {}


def test_every_entry_with_the_number_is_found() -> None:
    other = entry("Dahua Branch", identifiers=(Identifier(kind="", value=NUMBER),))
    found = find_proofs(party(NUMBER, kind="tax id"), [LISTED, other])
    assert [(at, [proof.note for proof in proofs]) for at, proofs in found.items()] == [
        (0, ["the same number (uscc) is given for the listed party"]),
        (1, ["the same number (tax id) is given for the listed party"]),
    ]


def test_a_number_raises_a_match_that_the_name_alone_would_not_carry() -> None:
    asked = Party(name="Dahua Bakery", identifiers=(Identifier(kind="", value=NUMBER),))
    ((match,),) = Matcher(watchlist(LISTED)).search([asked])
    assert (match.score, match.band) == (1.0, Decision.HIT)
    assert match.evidence[0].rule == "identifier"


def test_two_shared_numbers_are_one_match_with_two_proofs() -> None:
    numbers = tuple(Identifier(kind="", value=f"9133000{at}TEST") for at in range(2))
    ((match,),) = Matcher(watchlist(entry("Dahua", identifiers=numbers))).search(
        [Party(name="Wqxj", identifiers=numbers)]
    )
    assert [proof.rule for proof in match.evidence] == ["identifier", "identifier"]


def test_a_party_found_by_number_alone_is_a_hit_with_its_proof() -> None:
    ((match,),) = Matcher(watchlist(LISTED)).search([party(NUMBER)])
    assert (match.entry, match.score, match.band) == (LISTED, 1.0, Decision.HIT)
    assert [proof.rule for proof in match.evidence] == ["identifier"]


# --- Numbers of a scheme ------------------------------------------------------------------------

LEI, OTHER_LEI = "549300DMXFZSUGUJWW51", "213800WSGIIZCXF1P572"


@pytest.mark.parametrize(
    ("kind", "asked", "listed"),
    [
        ("lei", "5493 00dm xfzs ugujww51", LEI),
        ("imo", "IMO 9074729", "9074729"),
        ("imo", "9074729", "IMO9074729"),
        ("swift", "deutdeff500", "DEUTDEFFXXX"),
        ("uscc", "91330000733796106p", "91330000 7337 9610 6P"),
        ("inn", "７７０２０７０１３９", "7702070139"),
    ],
)
def test_a_number_in_another_writing_is_the_same(kind: str, asked: str, listed: str) -> None:
    known = [entry("X", identifiers=(Identifier(kind=kind, value=listed),))]
    assert len(find_proofs(party(asked, kind), known)[0]) == 1


@pytest.mark.parametrize(
    ("asked_kind", "listed_kind", "same"),
    [
        ("tax id", "uscc", True),
        ("", "imo", True),
        ("imo", "imo", True),
        ("imo", "tax id", False),
        ("registration number", "imo", False),
    ],
)
def test_a_ships_number_is_no_tax_number(asked_kind: str, listed_kind: str, same: bool) -> None:
    listed = Identifier(kind=listed_kind, value="9074729")
    known = [entry("X", identifiers=(listed,))]
    assert bool(find_proofs(party("9074729", asked_kind), known)) is same


@pytest.mark.parametrize("value", ["000000", "99999999", "11-11-11-12"])
def test_placeholders_are_no_numbers(value: str) -> None:
    known = [entry("X", identifiers=(Identifier(kind="tax id", value=value),))]
    assert find_proofs(party(value, "tax id"), known) == {}


@pytest.mark.parametrize(
    ("kind", "asked", "listed", "notes"),
    [
        (
            "lei",
            OTHER_LEI,
            LEI,
            [(f"the LEI {OTHER_LEI} differs from the listed party's ({LEI})", -0.4)],
        ),
        (
            "lei",
            "213800WSGIIZCXF1P573",
            LEI,
            [
                (
                    (
                        f"the LEI 213800WSGIIZCXF1P573 differs from the listed party's ({LEI}), "
                        "but it is not a valid LEI: it may be mistyped"
                    ),
                    0.0,
                )
            ],
        ),
        (
            "tax id",
            "123450",
            "543210",
            [("the tax id 123450 differs from the listed party's (543210)", -0.2)],
        ),
        ("lei", LEI.lower(), LEI, []),
        ("tax id", "-", "543210", []),
        ("", "123450", "543210", []),
    ],
)
def test_another_number_of_the_kind_is_told(
    kind: str, asked: str, listed: str, notes: list[tuple[str, float]]
) -> None:
    one = entry("X", identifiers=(Identifier(kind=kind, value=listed),))
    found = other_identifiers(party(asked, kind), one)
    assert [(each.note, each.score) for each in found] == notes


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([*SCHEMES, "tax id", ""]), st.text(max_size=24))
def test_any_value_can_be_compared(kind: str, value: str) -> None:
    one = entry("X", identifiers=(Identifier(kind=kind, value=value),))
    find_proofs(party(value, kind), [one])
    assert list(other_identifiers(party(value, kind), one)) == []


def test_a_tail_number_that_is_the_name_of_an_aircraft() -> None:
    craft = replace(entry("EP-GOM"), kind=PartyKind.AIRCRAFT)
    known = [craft, entry("EP-GOM Trading")]
    [(at, [proof])] = find_proofs(party("ep gom", "aircraft tail number"), known).items()
    assert (at, proof.listed) == (0, "EP-GOM")


def test_a_tail_number_is_no_other_number() -> None:
    known = [replace(entry("Alpha"), identifiers=(Identifier(kind="passport", value="N4210BX"),))]
    assert find_proofs(party("N4210BX", "aircraft tail number"), known) == {}


@pytest.mark.parametrize(
    ("cell", "decision"),
    [
        ("EP-GOM", Decision.HIT),
        ("Tail no. EP-GOM", Decision.HIT),
        ("aircraft registration: epgom", Decision.HIT),
        ("Boeing 747 (EP-GOM), Mahan", Decision.HIT),
        ("EPGOM", Decision.REVIEW),  # may be a word
        ("P-532", Decision.REVIEW),  # may be a model
        ("Pump P-532, 3 pieces", Decision.REVIEW),
        ("Aircraft P-532", Decision.HIT),
        ("Epgom Trading Ltd", Decision.CLEAR),  # a word of a name is no mark
        ("Gom EP-GOMA", Decision.CLEAR),
        ("X-RAY", Decision.CLEAR),  # a firm's name is no tail number
        ("Tail no. RAY", Decision.CLEAR),
    ],
)
def test_a_tail_number_in_a_name(cell: str, decision: Decision) -> None:
    marks = [replace(entry(mark), kind=PartyKind.AIRCRAFT) for mark in ("EP-GOM", "P-532")]
    [matches] = Matcher(watchlist(*marks, entry("X-Ray Tube"), entry("RAY"))).search(
        [Party(name=cell)]
    )
    craft = [match.band for match in matches if match.entry.kind is PartyKind.AIRCRAFT]
    assert (craft or [Decision.CLEAR])[0] is decision


def test_a_tail_number_beside_a_tax_number() -> None:
    craft = replace(entry("EP-GOM"), kind=PartyKind.AIRCRAFT)
    asked = Party(name="Tail EP-GOM", identifiers=(Identifier(kind="tax id", value="1234567"),))
    [[match]] = Matcher(watchlist(craft)).search([asked])
    assert match.band is Decision.HIT


def test_what_may_be_a_tail_number_says_so() -> None:
    [[match]] = Matcher(watchlist(replace(entry("EP-GOM"), kind=PartyKind.AIRCRAFT))).search(
        [Party(name="EPGOM")]
    )
    assert match.evidence[0].note == (
        "the same number (aircraft tail number) is given for the listed party, if it is one here: "
        "a question at most"
    )

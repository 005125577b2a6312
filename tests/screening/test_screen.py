"""One answer a question, in order, and nothing unscreened ever called clear."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.model import (
    Address,
    Decision,
    Identifier,
    Lead,
    ListEntry,
    Listing,
    Match,
    Name,
    NameKind,
    Outcome,
    Ownership,
    Party,
    Programme,
    Question,
    RowResult,
    Settings,
    Watchlist,
)
from compliance.names import prepare_name
from compliance.screening import screen
from compliance.screening.screen import BATCH, REPEATS, answer_unmatched, screen_questions
from compliance.screening.settlement import restore_comparison

PROGRAMME = Programme(
    id="own", name="Own List", publisher="", authority="", restricts="", source=""
)
LISTING = Listing(programme=PROGRAMME)
ENDED = Listing(programme=PROGRAMME, end_date="2020-01-01")
NO_CLEARANCE = "No match on the lists in use. This is not clearance."


def entry(name: str, *listings: Listing, lead: Lead | None = None, harmless: str = "") -> ListEntry:
    return ListEntry(
        id=name,
        list_id="own",
        names=(Name(text=name, kind=NameKind.PRIMARY),),
        listings=listings,
        leads=(lead,) if lead else (),
        not_restricted=harmless,
    )


def lead(stake: str = "") -> Lead:
    return Lead(to_entry="1", to_name="Hikvision", relation="subsidiary of", stake=stake)


ENTRIES = (
    entry("Hikvision", LISTING),
    entry("Ezviz", lead=lead()),
    entry("Lorexia", lead=lead("60")),
    entry("Vercanto", ENDED),
    entry("Ambarella", harmless="a maker of chips (own source)"),
)
MATCHER = Matcher(Watchlist(lists=(), entries=ENTRIES))


def question(name: str, row: int = 1, reason: str = "", *numbers: str) -> Question:
    identifiers = tuple(Identifier(kind="", value=number) for number in numbers)
    party = Party(name=name, identifiers=identifiers)
    return Question(file="f.csv", sheet="", row=row, party=party, reason=reason)


def answers(*questions: Question) -> list[RowResult]:
    return list(screen_questions(questions, MATCHER, Settings()))


class Recorder:
    """A searcher that finds nothing and notes what it was asked."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def search(
        self,
        parties: Sequence[Party],
        *,
        min_score: float | None = None,  # noqa: ARG002
        max_matches: int = 5,  # noqa: ARG002
    ) -> list[tuple[Match, ...]]:
        self.batches.append(len(parties))
        return [() for _ in parties]


@pytest.mark.parametrize(
    ("name", "decision", "reason"),
    [
        ("Hikvision", Decision.HIT, "Score 1.00 for “Hikvision”: listed (Own List)."),
        (
            "Ezviz",
            Decision.REVIEW,
            "Score 1.00 for “Ezviz”: subsidiary of Hikvision (stake unknown), which is listed.",
        ),
        (
            "Lorexia",
            Decision.REVIEW,
            "Score 1.00 for “Lorexia”: subsidiary of Hikvision (stake 60 %), which is listed.",
        ),
        (
            "Vercanto",
            Decision.REVIEW,
            "Score 1.00 for “Vercanto”: formerly listed (Own List).",
        ),
        (
            "Ambarella",
            Decision.CLEAR,
            "No match; known party: a maker of chips (own source)",
        ),
        ("Zimmermann", Decision.CLEAR, NO_CLEARANCE),
        ("...", Decision.UNSCREENED, "Not screened: the name has no letter or digit."),
        ("", Decision.UNSCREENED, "Not screened: the name has no letter or digit."),
    ],
)
def test_decision_and_sentence(name: str, decision: Decision, reason: str) -> None:
    (result,) = answers(question(name))
    assert (result.decision, result.reason) == (decision, reason)


def test_the_reason_names_the_part_of_the_cell() -> None:
    (result,) = answers(question("Zimmermann GmbH / Hikvision"))
    assert result.decision is Decision.HIT
    assert result.reason == (
        "Score 1.00 for “Hikvision” by the part “Hikvision” of the cell: listed (Own List)."
    )


def test_a_cell_with_more_names_than_are_asked_says_so() -> None:
    others = [f"Sunrise{at} Valley Ltd" for at in range(60)]
    (result,) = answers(question("; ".join(others)))
    assert result.decision is Decision.UNSCREENED
    assert result.reason == (
        "Not screened: the cell holds 60 names, of which the first 50 were asked; "
        "give each party a row of its own."
    )
    (result,) = answers(question("; ".join(["Hikvision", *others])))
    assert result.decision is Decision.HIT
    assert "Not all was screened: the cell holds 61 names" in result.reason


def test_a_question_with_a_reason_is_not_screened_even_if_its_name_is_listed() -> None:
    (result,) = answers(question("Hikvision", 1, "the cell holds an error value"))
    assert result.decision is Decision.UNSCREENED
    assert result.reason == "Not screened: the cell holds an error value."
    assert result.matches == ()


@pytest.mark.parametrize("reason", ["no name in column 'Customer'", ""])
def test_a_row_without_a_name_is_found_by_its_address_or_stays_unscreened(reason: str) -> None:
    address = Address(text="18 Plum Blossom Road, Shanghai, China")
    matcher = Matcher(
        Watchlist(lists=(), entries=(replace(entry("Hikvision", LISTING), addresses=(address,)),))
    )

    def asked(where: str) -> Question:
        one = question("", 1, reason)
        return replace(one, party=replace(one.party, address=where))

    there, elsewhere = screen_questions(
        [asked("18 Plum Blossom Rd, Shanghai"), asked("1 Elm Road, Wuhan")], matcher, Settings()
    )
    assert there.decision is Decision.REVIEW
    assert there.reason == (
        "Score 0.80 for “Hikvision” by the address, not the name (the address is that of the "
        "listed party; listed: “18 Plum Blossom Road, Shanghai, China”): listed (Own List). "
        "The name was not screened: "
        f"{reason or 'no name is given'}."
    )
    assert elsewhere.decision is Decision.UNSCREENED
    assert elsewhere.reason == f"Not screened: {reason or 'no name is given'}."


def test_screening_reads_no_more_than_a_batch_ahead() -> None:
    questions = iter([question(f"Zimmermann {row}", row) for row in range(BATCH + 1)])
    first = next(screen_questions(questions, Recorder(), Settings()))
    assert first.question.row == 0
    assert [one.row for one in questions] == [BATCH]


def test_names_that_come_again_take_an_eighth_of_the_room() -> None:
    recorder, met = Recorder(), {hash("Zimmermann")}
    asked = [question(name, row) for row, name in enumerate(["Baker", *["Zimmermann"] * 10_000])]
    assert len(list(screen_questions(asked, recorder, Settings(), met))) == len(asked)
    assert recorder.batches[0] == 1 + REPEATS * (BATCH - 1)
    assert met == {hash("Baker"), hash("Zimmermann")}


def test_a_long_name_takes_its_room_each_time_that_it_comes() -> None:
    """A match is not remembered: it is compared each time, which takes memory."""
    recorder = Recorder()
    asked = [question("x" * 512, row) for row in range(50)]  # of which each takes 64 and its own
    list(screen_questions(asked, recorder, Settings()))
    assert recorder.batches[0] == BATCH // 64


def test_names_that_were_met_are_forgotten_beyond_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "MOST_MET", 3)
    met: set[int] = set()
    list(
        screen_questions([question(f"{row}", row) for row in range(9)], Recorder(), Settings(), met)
    )
    assert len(met) <= 3


def test_no_questions_no_answers() -> None:
    assert answers() == []


def test_more_questions_than_a_batch_are_answered_in_order() -> None:
    recorder = Recorder()
    asked = [
        question(f"Zimmermann {row}", row, "no name" if row % 7 == 0 else "")
        for row in range(2 * BATCH + 5)
    ]
    found = list(screen_questions(asked, recorder, Settings()))
    assert [one.question.row for one in found] == list(range(2 * BATCH + 5))
    assert len(recorder.batches) == 3
    assert sum(recorder.batches) == len(asked)


def test_an_answer_does_not_depend_on_the_batch_border() -> None:
    names = ["Hikvision", "Zimmermann", "Ezviz", "..."]
    alone = {name: answers(question(name))[0].decision for name in names}
    asked = [question(names[row % len(names)], row) for row in range(BATCH + 2)]
    assert [one.decision for one in answers(*asked)] == [alone[one.party.name] for one in asked]


QUESTIONS = st.lists(
    st.builds(
        question,
        st.one_of(
            st.text(max_size=25),
            st.sampled_from(["Hikvision", "Hik Vision", "Ezviz", "", " ", "...", "Ltd.", "公司"]),
        ),
        st.integers(1, 9),
        st.sampled_from(["", "", "no name"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(QUESTIONS)
def test_every_question_gets_one_answer_in_order(asked: list[Question]) -> None:
    found = answers(*asked)
    assert [(one.question.row, one.question.party) for one in found] == [
        (one.row, one.party) for one in asked
    ]
    for one, result in zip(asked, found, strict=True):
        assert result.reason
        if one.reason or not prepare_name(one.party.name).tokens:
            assert result.decision is Decision.UNSCREENED
        if result.decision is Decision.UNSCREENED:
            assert result.matches == ()


def test_the_reason_names_the_rule_that_makes_a_lead_a_question() -> None:
    flagged = entry("Ezvia", lead=replace(lead(), flag="Red Flag 29"))
    matcher = Matcher(Watchlist(lists=(), entries=(flagged,)))
    [result] = screen_questions([question("Ezvia")], matcher, Settings())
    assert result.decision is Decision.REVIEW
    path = "subsidiary of Hikvision (stake unknown), which is listed"
    assert result.reason.endswith(f"{path}: Red Flag 29.")


SUM = "Hikvision holds 60 %, which is 50 % or more"
_LEAD = "subsidiary of Hikvision (stake unknown), which is listed"


def ruled(outcome: Outcome, *, applies: bool = False) -> Ownership:
    return Ownership(
        rule="BIS Affiliates Rule",
        outcome=outcome,
        says=SUM,
        state="",
        meaning="",
        source="",
        applies=applies,
    )


@pytest.mark.parametrize(
    ("one", "lead", "decision", "reason"),
    [
        (
            ruled(Outcome.OWNED, applies=True),
            lead(),
            Decision.HIT,
            f"owned by listed parties (BIS Affiliates Rule). {SUM}.",
        ),
        (
            ruled(Outcome.UNKNOWN),
            lead(),
            Decision.REVIEW,
            f"{_LEAD}; BIS Affiliates Rule: share unknown.",
        ),
        (
            ruled(Outcome.MINORITY),
            None,
            Decision.REVIEW,
            "BIS Affiliates Rule: minority share.",
        ),
    ],
)
def test_the_reason_says_what_the_rules_of_ownership_make_of_it(
    one: Ownership, lead: Lead | None, decision: Decision, reason: str
) -> None:
    company = replace(entry("Vortexia Lumen", lead=lead), ownership=(one,))
    matcher = Matcher(Watchlist(lists=(), entries=(company, *ENTRIES)))
    [answer] = screen_questions([question("Vortexia Lumen")], matcher, Settings())
    assert answer.decision is decision
    assert answer.reason == f"Score 1.00 for “Vortexia Lumen”: {reason}"


def test_what_the_comparison_says_is_found_again_in_an_answer_made_for_showing() -> None:
    asked = Question(file="f", sheet="", row=1, party=Party(name="Hikvision"))
    twins = Watchlist(lists=(), entries=(*ENTRIES, entry("Hikvision Two", LISTING)))
    [plain] = screen_questions([asked], Matcher(twins), Settings(max_matches=2))
    assert len(plain.matches) == 2
    shown = replace(plain, matches=plain.matches[::-1], reason="Decided.")
    assert restore_comparison(plain, 2) == restore_comparison(shown, 2) == plain
    assert restore_comparison(shown, 1).matches == plain.matches[:1]


def test_an_answer_without_a_match_can_be_given_without_looking() -> None:
    asked = Question(file="f", sheet="", row=1, party=Party(name="Zimmermann Bakery"))
    [plain] = screen_questions([asked], Matcher(Watchlist(lists=(), entries=ENTRIES)), Settings())
    assert (
        answer_unmatched(asked)
        == answer_unmatched(asked, clear=True)
        == restore_comparison(plain, 5)
        == plain
    )
    assert answer_unmatched(replace(asked, reason="no")).decision is Decision.UNSCREENED


# --- Parties that are too long, and parties that break the comparison --------------------------


LISTED = "Hikvision"


@pytest.mark.parametrize("letters", ["a", "海", "훛", "ab ", "(x", "第1 "])
def test_a_very_long_name_is_compared_in_part_and_says_so(letters: str) -> None:
    (found,) = answers(question((letters * 100_000)[:100_000]))
    assert found.decision is Decision.UNSCREENED
    assert "100,000 characters, of which the first" in found.reason


def test_a_listed_party_at_the_beginning_of_a_very_long_cell_is_found() -> None:
    (found,) = answers(question(f"{LISTED}; {'x' * 2_000}"))
    assert found.decision is Decision.HIT
    assert "Not all was screened: the name has 2,011 characters" in found.reason


def test_names_in_a_long_cell_are_all_asked() -> None:
    cell = "; ".join(f"Sunrise{at} Valley Trading Company of the North Limited" for at in range(30))
    (found,) = answers(question(f"{cell}; {LISTED}"))
    assert (found.decision, found.matches[0].part) == (Decision.HIT, LISTED)
    assert "Not all" not in found.reason


def test_a_long_address_is_compared_in_part_and_says_so() -> None:
    party = Party(name="Alpine Bakery", address="1 Main Street, " * 1_000)
    (found,) = answers(replace(question(""), party=party))
    assert found.decision is Decision.UNSCREENED
    assert "the address has 15,000 characters" in found.reason


class Broken:
    """A searcher that breaks on some names, as native code may."""

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        if any(party.name == "bad" for party in parties):
            raise RecursionError
        return MATCHER.search(parties, min_score=min_score, max_matches=max_matches)


def test_a_name_that_breaks_the_comparison_is_one_unscreened_row() -> None:
    names = ["Alpine Bakery", "bad", LISTED, "bad", "Blue River"]
    found = list(screen_questions([question(name) for name in names], Broken(), Settings()))
    assert [one.question.party.name for one in found] == names
    assert [one.decision.value for one in found] == [
        "CLEAR",
        "UNSCREENED",
        "HIT",
        "UNSCREENED",
        "CLEAR",
    ]
    assert "RecursionError" in found[1].reason


def test_long_names_are_compared_a_few_at_a_time() -> None:
    recorder = Recorder()
    list(
        screen_questions([question("海" * 1_000)] * 20 + [question("a")] * 20, recorder, Settings())
    )
    assert recorder.batches == [5, 5, 5, 5, 20]

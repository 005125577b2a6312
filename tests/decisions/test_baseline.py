"""What was seen and not reviewed: apart from decisions, and open."""

from msgspec.structs import replace

from compliance.decisions.chain import Record
from compliance.decisions.decision_book import DecisionBook, EarlierReviews, ValidityRules
from compliance.decisions.lines import RecordedDecision, group_by_party
from compliance.decisions.record_file import chain_decisions
from compliance.model import Name, Verdict
from tests.decisions.building import BAKERY, another, decided, matched
from tests.reporters.factory import EZVIZ, HIKVISION

RULES = ValidityRules(today="2026-06-01")


def book(*drafts: RecordedDecision) -> DecisionBook:
    return DecisionBook(Record(decisions=chain_decisions(drafts, Record())), RULES)


SEEN = decided(verdict=Verdict.SEEN, reason="backlog")


def test_a_pair_that_was_seen_stays_open() -> None:
    review = EarlierReviews(baseline=book(SEEN)).find(BAKERY, matched())
    assert review
    assert (review.verdict, review.settles, review.is_decision) == (Verdict.SEEN, False, False)


def test_what_is_not_in_it_or_has_changed_or_is_over_is_new() -> None:
    reviews = EarlierReviews(baseline=book(SEEN))
    grown = replace(HIKVISION, names=(*HIKVISION.names, Name(text="One More")))
    assert reviews.find(BAKERY, matched(EZVIZ)) is None
    assert reviews.find(BAKERY, matched(grown)) is None
    assert reviews.find(another(address="elsewhere"), matched()) is None
    over = EarlierReviews(baseline=book(replace(SEEN, expires="2026-05-31")))
    assert over.find(BAKERY, matched()) is None


def test_a_decision_comes_first() -> None:
    reviews = EarlierReviews(decisions=book(decided()), baseline=book(SEEN))
    review = reviews.find(BAKERY, matched())
    assert review
    assert review.settles


def test_one_line_a_party_each_pair_once() -> None:
    other = decided(another(id="C-018"), verdict=Verdict.SEEN)
    ezviz = decided(entry=EZVIZ, verdict=Verdict.SEEN)
    lines = list(group_by_party([SEEN, other, ezviz, SEEN]))
    assert [len(line.pairs) for line in lines] == [2, 1]

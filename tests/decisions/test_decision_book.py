"""When a decision holds, and what is said of it when it no longer does."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions import lines
from compliance.decisions.chain import Record, record_of
from compliance.decisions.decision_book import DecisionBook, ValidityRules
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.record_file import chain_decisions
from compliance.decisions.row_keys import make_row_key, read_row_key
from compliance.model import Identifier, ListEntry, Name, Party, Review, Verdict
from tests.decisions.building import BAKERY, another, decided, matched, written
from tests.reporters.factory import EZVIZ, HIKVISION

RULES = ValidityRules(today="2026-06-01")
SINCE = "since the decision of 2026-03-01 by A. Berg"


def book(*drafts: RecordedDecision, rules: ValidityRules = RULES) -> DecisionBook:
    return DecisionBook(Record(decisions=chain_decisions(drafts, Record())), rules)


def reviewed(
    found: DecisionBook, party: Party = BAKERY, entry: ListEntry = HIKVISION
) -> Review | None:
    return found.review(party, matched(entry))


def reopened(
    found: DecisionBook, party: Party = BAKERY, entry: ListEntry = HIKVISION
) -> tuple[str, ...]:
    review = reviewed(found, party, entry)
    assert review
    assert not review.settles
    return review.reopened


@pytest.mark.parametrize("verdict", [Verdict.FALSE_POSITIVE, Verdict.LICENCE_HELD])
def test_a_decision_that_quiets_settles_its_very_pair(verdict: Verdict) -> None:
    review = reviewed(book(decided(verdict=verdict)))
    assert review
    assert review.settles
    assert (review.reviewer, review.date, review.expires) == ("A. Berg", "2026-03-01", "2027-03-01")


@pytest.mark.parametrize("verdict", [Verdict.TRUE_MATCH, Verdict.ESCALATE])
def test_the_others_stay_open_and_are_shown(verdict: Verdict) -> None:
    review = reviewed(book(decided(verdict=verdict)))
    assert review
    assert (review.settles, review.reopened) == (False, ())


def test_another_entry_is_another_pair() -> None:
    assert reviewed(book(decided()), entry=EZVIZ) is None


def test_another_customer_of_the_same_name_is_another_pair() -> None:
    assert reviewed(book(decided()), another(id="C-018", address="elsewhere")) is None


def test_the_same_party_in_a_file_without_keys_is_the_same_pair() -> None:
    review = reviewed(book(decided()), another(id=""))
    assert review
    assert review.settles


@pytest.mark.parametrize("part", ["name", "address", "country"])
def test_a_change_of_the_customer_reopens_and_is_named(part: str) -> None:
    changed = another(BAKERY, **{part: "Something else"})
    assert reopened(book(decided()), changed) == (f"the customer's {part} changed {SINCE}",)


def test_numbers_of_the_customer_too() -> None:
    numbered = replace(BAKERY, identifiers=(Identifier(kind="lei", value="5299"),))
    said = (f"the customer's identifiers changed {SINCE}",)
    assert reopened(book(decided()), numbered) == said


def test_without_keys_a_customer_is_known_by_its_name() -> None:
    keyless = another(id="")
    found = book(decided(keyless))
    said = (f"the customer's address changed {SINCE}",)
    assert reopened(found, another(keyless, address="2 Mill Lane, Bonn")) == said
    assert reviewed(found, another(keyless, name="Somebody else")) is None


def test_a_change_of_the_entry_reopens_and_is_named() -> None:
    found = book(decided())
    more = replace(HIKVISION, names=(*HIKVISION.names, Name(text="Hik")))
    less = replace(HIKVISION, addresses=())
    policy = replace(HIKVISION.listings[0], policy="Denial.")
    other = replace(HIKVISION, listings=(policy, HIKVISION.listings[1]))
    assert reopened(found, entry=more) == (f"the list entry gained a name or alias {SINCE}",)
    assert reopened(found, entry=less) == (f"the list entry lost an address {SINCE}",)
    assert reopened(found, entry=other) == (f"the list entry changed in its listings {SINCE}",)


def test_all_changes_are_told_together() -> None:
    more = replace(HIKVISION, identifiers=())
    said = reopened(book(decided()), another(address="x", country="France"), more)
    assert said == (
        f"the customer's address changed {SINCE}",
        f"the customer's country changed {SINCE}",
        f"the list entry lost an identifier {SINCE}",
    )


def test_it_holds_on_its_last_day_and_not_after() -> None:
    last = book(decided(), rules=ValidityRules(today="2027-03-01"))
    assert reviewed(last) == reviewed(book(decided()))
    after = book(decided(), rules=ValidityRules(today="2027-03-02"))
    assert reopened(after) == ("the decision of 2026-03-01 by A. Berg expired on 2027-03-01",)


def test_another_matcher_reopens() -> None:
    newer = book(decided(), rules=replace(RULES, matcher=2))
    assert reopened(newer) == (f"the matcher's major version changed from 1 to 2 {SINCE}",)


def test_what_a_decision_must_have() -> None:
    two = replace(RULES, two_reviewers=True)
    said = ("the decision of 2026-03-01 lacks its second reviewer",)
    assert reopened(book(decided(), rules=two)) == said
    pair = reviewed(book(decided(second="C. Dahl"), rules=two))
    assert pair
    assert pair.settles
    same = ("the decision of 2026-03-01 names the same person twice",)
    assert reopened(book(decided(second="a.  BERG"))) == same
    nobody = reopened(book(decided(reviewer=" ", reason="")))
    assert nobody == (
        "the decision of 2026-03-01 gives no reason",
        "the decision of 2026-03-01 names no reviewer",
    )


def test_the_latest_decision_counts() -> None:
    first = decided()
    later = decided(verdict=Verdict.TRUE_MATCH, date="2026-04-01")
    assert reviewed(book(first)) is not None
    review = reviewed(book(first, later))
    assert review
    assert review.verdict is Verdict.TRUE_MATCH


def merged(ours: RecordedDecision, theirs: RecordedDecision) -> DecisionBook:
    base = Record()
    data = b"".join(
        lines.encode_line(one) for side in (ours, theirs) for one in chain_decisions([side], base)
    )
    return DecisionBook(record_of(data), RULES)


def test_branches_that_contradict_each_other_settle_nothing() -> None:
    found = merged(decided(), decided(verdict=Verdict.TRUE_MATCH, reviewer="C. Dahl"))
    [said] = reopened(found)
    assert said == (
        "decisions contradict each other: false positive by A. Berg on 2026-03-01; "
        "true match by C. Dahl on 2026-03-01"
    )


def test_branches_that_agree_settle() -> None:
    review = reviewed(merged(decided(), decided(date="2026-03-02", reviewer="C. Dahl")))
    assert review
    assert review.settles
    assert review.reviewer == "C. Dahl"


def test_how_many_matches_of_one_party_can_be_settled() -> None:
    assert book().max_per_party == 0
    assert book(decided(), decided(entry=EZVIZ), decided(another(name="Other"))).max_per_party == 2


NAMES = st.sampled_from(["Acme", "Acme Ltd", "Beta", ""])
PARTIES = st.builds(
    Party, name=NAMES, id=st.sampled_from(["", "1", "2"]), country=NAMES, address=NAMES
)


@given(PARTIES, PARTIES, st.sampled_from([HIKVISION, EZVIZ]), st.sampled_from(list(Verdict)))
def test_only_the_very_pair_is_ever_settled(
    was: Party, now: Party, entry: ListEntry, verdict: Verdict
) -> None:
    review = reviewed(book(decided(was, verdict=verdict)), now, entry)
    same = (was.name, was.country, was.address) == (now.name, now.country, now.address)
    may = verdict.quiets and same and entry is HIKVISION
    assert bool(review and review.settles) is may


def test_a_record_of_the_disk_is_as_good(tmp_path: Path) -> None:
    record = written(tmp_path / "decisions.jsonl", decided())
    review = reviewed(DecisionBook(record, RULES))
    assert review
    assert review.record == record.heads[0]


def test_a_party_on_several_lists_is_decided_with_all_its_entries() -> None:
    other = replace(EZVIZ, id="ofac-1", list_id="sdn", leads=())
    joined = replace(matched(), also=(other,))
    whole = read_row_key(make_row_key(BAKERY, joined, "run", "Hik Vision Bakery", 0.9))
    draft = replace(decided(), also=whole.also, entry_parts=whole.entry_parts, pair=whole.pair)
    assert draft.entries == (("curated", "hikvision"), ("sdn", "ofac-1"))
    found = book(draft)
    review = found.review(BAKERY, joined)
    assert review
    assert review.settles
    turned = found.review(BAKERY, replace(matched(other), also=(HIKVISION,)))
    assert turned
    assert turned.settles  # the same party, whichever of its entries matched best
    alone = reopened(found)
    assert alone == (f"the list entry lost a name or alias {SINCE}",)
    later = book(decided()).review(BAKERY, joined)
    assert later
    assert later.reopened == (f"the list entry gained a name or alias {SINCE}",)


def test_a_later_true_match_is_not_forgotten_when_the_old_address_returns() -> None:
    moved = another(address="2 Mill Lane, Bonn")
    true = decided(moved, verdict=Verdict.TRUE_MATCH, date="2026-04-01", run="20260401T000000Z-a")
    found = book(decided(), true)
    [said] = reopened(found)
    assert said.endswith("details was decided later: true match by A. Berg on 2026-04-01")
    earlier = decided(moved, verdict=Verdict.TRUE_MATCH, date="2026-02-01", run="20260201T00Z-a")
    review = reviewed(book(earlier, decided()))
    assert review
    assert review.settles


def test_a_limit_of_the_settings_holds_for_decisions_of_others_too() -> None:
    short = replace(RULES, expiry_days=30)
    said = "the decision of 2026-03-01 by A. Berg is older than the 30 days that the settings allow"
    assert reopened(book(decided(), rules=short)) == (said,)

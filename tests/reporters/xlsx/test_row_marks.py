from collections.abc import Iterator

from compliance.model import Decision, RowResult
from compliance.reporters.xlsx.row_marks import gather_answers, make_mark
from tests.reporters.factory import CHIPMAKER, EZVIZ, full_report, match, result, unscreened


def test_the_results_are_walked_once() -> None:
    def once() -> Iterator[RowResult]:
        yield from full_report().results

    findings = gather_answers(once())
    assert findings.counts == {
        Decision.HIT: 2,
        Decision.REVIEW: 2,
        Decision.UNSCREENED: 1,
        Decision.CLEAR: 18,
    }
    assert [r.question.row for r in findings.open] == [2, 3, 3, 4]
    assert [r.question.row for r in findings.unscreened] == [5]
    assert list(findings.marks["Customers"])[:6] == [2, 3, 4, 5, 6, 7]


def test_the_gravest_decision_is_the_rows() -> None:
    clear, odd = result("c"), unscreened()
    review, hit = result("r", match(band=Decision.REVIEW)), result("h", match())
    assert make_mark([clear, odd]).decision is Decision.UNSCREENED
    assert make_mark([clear, odd, review]).decision is Decision.REVIEW
    assert make_mark([review, hit, clear]).decision is Decision.HIT


def test_the_score_is_the_best_behind_the_decision_rounded_down() -> None:
    weaker, better = result("a", match(score=0.91)), result("b", match(score=0.99999))
    assert make_mark([weaker, better]).score == 0.99
    assert make_mark([result("c")]).score is None


def test_what_all_parties_share_stands_once() -> None:
    same = [result("a", role="consignee"), result("b", role="end_user")]
    assert make_mark(same).why == "The reason for CLEAR."
    assert make_mark([result("a", match(), role="name")]).matched == "Hikvision (alias)"


def test_a_clear_row_says_what_its_shown_match_is() -> None:
    known = make_mark([result("Chipmaker", match(CHIPMAKER, 1.0, Decision.CLEAR))])
    weak = make_mark([result("Hik", match(score=0.5, band=Decision.CLEAR))])
    assert known.matched == "known, not restricted: Chipmaker Corp"
    assert known.lists == "On no list; known, and not restricted"
    assert weak.matched == "too weak for REVIEW: Hikvision (alias)"


def test_a_lead_is_told_where_the_lists_stand() -> None:
    assert make_mark([result("EZVIZ", match(EZVIZ))]).lists == (
        "Not itself listed; subsidiary of Hangzhou Hikvision Digital Technology Co., Ltd."
    )


def test_rows_without_a_match_share_one_mark_and_parties_of_a_row_have_one() -> None:
    answers = [result("a", row=2), result("b", row=3), result("c", match(), row=3)]
    marks = gather_answers([*answers, result("d", row=4)]).marks["Customers"]
    assert marks[2] is marks[4]
    assert (marks[2].decision, marks[3].decision) == (Decision.CLEAR, Decision.HIT)
    assert [name for name, _ in marks[3].parties] == ["c"]

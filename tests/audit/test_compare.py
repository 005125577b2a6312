"""What differs between two runs, in words."""

from msgspec.structs import replace

from compliance.audit.compare import find_changes, find_differences
from tests.audit.building import MATCH, answer

OTHER = replace(MATCH, entry="2", name="Bar")


def test_the_same_answers_do_not_differ() -> None:
    answers = [answer(1), answer(2, MATCH), answer(2, MATCH)]
    assert not list(find_differences(answers, answers))


def test_each_difference_is_told_at_its_place() -> None:
    then = [answer(1, MATCH), answer(2), answer(3, MATCH), answer(4)]
    weaker = replace(MATCH, score=0.8, band="REVIEW")
    now = [answer(1, weaker), answer(2, OTHER), answer(4), answer(5)]
    assert [(one.answer.place, *one.said) for one in find_differences(then, now)] == [
        (
            "S row 1",
            "HIT then, REVIEW now",
            "own:1 scored 0.95 then, 0.8 now; was HIT then, REVIEW now",
        ),
        ("S row 2", "CLEAR then, HIT now", "own:2 was no match then, and is one now"),
        ("S row 3", "it is not there any more"),
        ("S row 5", "it was not there"),
    ]


def test_order_entry_name_and_reason() -> None:
    then = [answer(1, MATCH, OTHER), answer(2, MATCH), answer(3, MATCH)]
    named = replace(MATCH, name="Fou", print="1" * 32)
    now = [answer(1, OTHER, MATCH), answer(2, named), replace(then[2], reason="Other.")]
    assert [one.said for one in find_differences(then, now)] == [
        ("the matches stand in another order",),
        ("own:1 matched “Foo” then, “Fou” now; has changed on the list",),
        ("the reason was: Score 0.95 for “Foo”: listed. Now it is: Other.",),
    ]


def test_new_changed_and_gone_since_a_run() -> None:
    then = [
        answer(1),
        answer(2, MATCH),
        answer(3, MATCH),
        answer(4, MATCH),
        answer(5, MATCH),
        answer(6),
    ]
    changed = replace(MATCH, print="1" * 32)
    now = [
        answer(9, MATCH),
        answer(1, MATCH),
        answer(6, MATCH, content="f" * 32),
        answer(2, changed),
        answer(4, content="f" * 32),
        answer(5),
    ]
    found = find_changes(then, now)
    assert [(one.kind, one.answer.row, one.why) for one in found] == [
        ("new", 9, "the party is new"),
        ("new", 1, "the lists have changed"),
        ("new", 6, "the party has changed"),
        ("changed", 2, "the entry has changed on the list"),
        ("gone", 3, "the party is not in the file any more"),
        ("gone", 4, "the party has changed"),
        ("gone", 5, "the lists have changed"),
    ]


def test_a_party_that_has_moved_is_no_change() -> None:
    then, now = answer(2, MATCH, party="a" * 32), answer(7, MATCH, party="a" * 32)
    assert not find_changes([then], [now, now])


def test_a_score_that_moves_within_its_band_is_no_news() -> None:
    assert not find_changes([answer(1, MATCH)], [answer(1, replace(MATCH, score=0.94))])


def test_matches_that_nobody_has_to_look_at_are_no_news() -> None:
    weak = replace(MATCH, band="CLEAR")
    assert not find_changes([answer(1)], [answer(1, weak)])

"""What is wrong with policies beside their form: all of it at once, a clear line each."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from compliance.errors import ConfigurationError
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import PolicyRow, Purpose, Settings

_SIGNATURE = ("reason", "author", "date")
HINT = "docs/policy.md describes what a policy may say"


def refuse_problems(
    settings: Settings,
    day: str,
    programmes: Collection[str],
    lists: Collection[str],
    is_list: Callable[[str], bool],
) -> None:
    """Raise ConfigurationError with all that is wrong with purpose and policies on a day.

    `lists` are ids of lists that there are, `is_list` tells of any other id whether it is one.
    """
    problems, purposes = [], [str(one) for one in Purpose]
    if settings.purpose and settings.purpose not in purposes:
        problems.append(f"purpose is {_unknown(settings.purpose, purposes)}")
    for number, row in enumerate(settings.policy, start=1):
        problems += [f"policy {number} {one}" for one in _find_faults(row, day)]
        for what, names, known in (
            ("programme", row.programmes, programmes),
            ("purpose", row.purposes, purposes),
            ("list", row.lists, lists),
        ):
            strange = [name for name in names if name not in known]
            if what == "list":
                strange = [one for one in strange if not is_list(one)]
            problems += [f"policy {number} has {what} {_unknown(one, known)}" for one in strange]
    if problems:
        raise ConfigurationError("; ".join(problems), HINT)


def _unknown(word: str, known: Collection[str]) -> str:
    """`'expotr', which does not exist; did you mean 'export'?`."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f"{word!r}, which does not exist" + (f"; did you mean {near[0]!r}?" if near else "")


def _find_faults(row: PolicyRow, day: str) -> Iterator[str]:
    """Whether somebody answers for it on the day, and what of it no run could do."""
    hit = HIT_FROM if row.hit is None else row.hit
    review = REVIEW_FROM if row.review is None else row.review
    is_empty = row.hit is None and row.review is None and row.weak_aliases and row.counted is None
    scope = row.lists or row.programmes
    is_counting = row.counted is not None
    faults = (
        *((not getattr(row, what).strip(), f"has no {what}") for what in _SIGNATURE),
        (row.date > day, f"has the date {row.date}, which is after today ({day})"),
        (
            row.until and row.until < day,
            f"expired on {row.until}: decide again, with a new date and until, or take it out",
        ),
        (is_empty, "changes nothing: it needs hit, review, weak-aliases = false or counted"),
        (
            not (scope or row.countries),
            "says not whom it reaches: it needs a list, a programme or a country",
        ),
        (
            is_counting and not row.purposes,
            "has counted without a purpose: to leave a list out of every run do not name it",
        ),
        (is_counting and not scope, "has counted without a list or programme"),
        (
            hit < review,
            f"has a HIT from {hit:g}, which is below its REVIEW from {review:g}",
        ),
    )
    yield from (what for is_fault, what in faults if is_fault)

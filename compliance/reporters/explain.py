"""An explanation printed: how two names were compared, or why the nearest entries are no hits."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from compliance.matching.explain import ALONE, ExplainedPart, Explanation
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import NameKind
from compliance.reporters.base import (
    LABELS,
    NOT_CLEARANCE,
    STYLES,
    line,
    score_words,
)

BANDS = f"HIT from {HIT_FROM:.2f}, REVIEW from {REVIEW_FROM:.2f}"
COMPARED = "Two names were compared; no list was screened."
OF = "of: points that the listed name would get beside itself; rules with none are left out"
IT_IS_A_HIT = "It is a HIT."
PART = "part of it"
"""Which part of a name was compared; left out where it was the whole."""
_HOW = {
    "same": "is the same",
    "similar": "is spelled much alike",
    "meaning": "means the same",
    "form": "is a form of the same name",
    "shortened": "is cut short",
    "initial": "initial of the other",
    "joined": "with other spaces",
    "initials": "initials of the same",
}
_SCORE_PLACES = 7


def show_pair(told: Explanation, console: Console, policy: str = "") -> None:
    """Print one pair whole: what was compared, words, rules, score, what kept it from more.

    `policy` is what the policy of the settings makes of it.
    """
    heading = line(LABELS[told.band], STYLES[told.band])
    console.print(heading.append(f"  score {score_words(told.score)} ({BANDS})"))
    compared = Table.grid(padding=(0, 2, 0, 0))
    for label, text in (
        ("Asked", told.asked),
        (PART, told.part),
        ("compared as", told.asked_as),
        ("Listed", _describe_name(told)),
        (PART, told.second),
        ("compared as", told.listed_as),
    ):
        if text or label != PART:
            compared.add_row(line(label, "dim"), line(text))
    console.print(compared)
    _section("Words", _words(told.parts), console)
    if told.remarks:
        _section("Noticed", _make_list_table(told.remarks), console)
    if told.tally:
        # The rules that speak: all others gave, took and withheld nothing.
        rules = _table("What is measured", figures=("measure", "points", "of"))
        costliest = max(told.tally.given, key=lambda one: one.loss)
        for one in told.tally.given:
            if round(one.points, 2) != 0 or round(one.possible, 2) != 0:
                style = "bold" if one is costliest and one.loss > 0 else ""
                figures = (f"{value:.2f}" for value in (one.measure, one.points, one.possible))
                rules.add_row(*(line(text, style) for text in (one.sentence, *figures)))
        _section("Rules", rules, console)
        console.print(Padding(line(OF, "dim"), (0, 0, 0, 2), expand=False))
    _section("Decision", _make_list_table(_decision(told)), console)
    if policy:
        _section("Your policy", _make_list_table([policy]), console)
    console.print()
    console.print(line(COMPARED, "bold"))


def show_nearest(
    asked: str, found: Sequence[Explanation], console: Console, policies: Sequence[str]
) -> None:
    """Print the nearest entries, each with its score and in one line why it is not a hit.

    `policies` are what the policy of the settings makes of each.
    """
    console.print(line(f"Nearest to {asked}", "bold"))
    console.print(line(f"{len(found)} nearest entries of the lists in use; {BANDS}."))
    for number, (told, policy) in enumerate(zip(found, policies, strict=True), start=1):
        console.print()
        entry = Table.grid(padding=(0, 2, 0, 0))
        for width in (3, 6, 4, None):
            entry.add_column(min_width=width)
        band, score = line(told.band, STYLES[told.band]), line(score_words(told.score))
        entry.add_row(line(f"{number:>2}."), band, score, line(_describe_name(told)))
        console.print(entry)
        why = line(told.shortfall or IT_IS_A_HIT)
        console.print(Padding(why, (0, 0, 0, 5), expand=False))
        if policy:
            said = line(f"Your policy: {policy}")
            console.print(Padding(said, (0, 0, 0, 5), expand=False))
    console.print()
    console.print(line(NOT_CLEARANCE, "bold"))


def _describe_name(told: Explanation) -> str:
    """The listed name, with its kind when it is another than the primary and its entry's id."""
    kind = "" if told.name.kind is NameKind.PRIMARY else f"{told.name.kind}, "
    return f"{told.name.text} ({kind}entry {told.entry.id})" if told.entry.id else told.name.text


def _decision(told: Explanation) -> Iterable[str]:
    if told.tally:
        points = f"Base {told.tally.base:.2f} and the rules make {told.tally.total:.2f} points"
        yield f"{points}: score {score_words(told.tally.uncapped)}."
        if told.is_raised:
            yield f"Raised to {score_words(told.score)}: {told.tally.floor}."
        if told.tally.cap and told.tally.cap not in told.shortfall:
            yield f"Cut down to {told.tally.limit:.2f}: {told.tally.cap}."
    elif told.score:
        yield "The names are the same after preparing: score 1, and no rule is asked."
    if told.shortfall:
        yield told.shortfall


# --- Tables -----------------------------------------------------------------------------------


def _words(parts: Iterable[ExplainedPart]) -> Table:
    """Who met whom, how alike (0..1) and how telling (0..1)."""
    table = _table("Asked", "Listed", "", figures=("alike", "weight"))
    for part in parts:
        if part.how == ALONE:
            how = "only in the asked name" if part.asked else "only in the listed name"
            alike = ""
        else:
            how, alike = _HOW.get(part.how, part.how), score_words(part.similarity)
        cells = (part.asked or "-", part.listed or "-", how, alike, f"{part.weight:.2f}")
        table.add_row(*map(line, cells))
    return table


def _table(*texts: str, figures: tuple[str, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for text in texts:
        table.add_column(text, overflow="fold")
    for figure in figures:
        table.add_column(figure, justify="right", min_width=_SCORE_PLACES, no_wrap=True)
    return table


def _make_list_table(texts: Iterable[str]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    for text in texts:
        table.add_row(line("-"), line(text))
    return table


def _section(title: str, table: Table, console: Console) -> None:
    console.print()
    console.print(line(title, "bold"))
    console.print(Padding(table, (0, 0, 0, 2), expand=False))

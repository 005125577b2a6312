"""One match for the officer who decides it at a terminal: what was asked beside what is listed.

Words that only one of the two names has are marked: in colour, and in brackets where there is none.
"""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from compliance.matching.people.person_details import list_births, list_remarks
from compliance.model import Match, RowResult
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    STYLES,
    describe_listing,
    end_sentence,
    lead_words,
    line,
    party_words,
    place,
    review_words,
    role_words,
    score_words,
)

DIFFERENT = "bold red underline"
MOST_ADDRESSES = 4
LISTED = "Listed (m shows it whole)"


def show(number: int, total: int, result: RowResult, match: Match, console: Console) -> None:
    """Print everything that the decision needs, on one screen where that is possible."""
    question = result.question
    parts = (question.file, place(question), role_words(question.party.role), question.party.id)
    where = ", ".join(part for part in parts if part)
    console.rule(style="dim")
    heading = line(f"{number} of {total}  ")
    heading.append_text(line(match.band, STYLES[match.band]))
    heading.append_text(line(f"  score {score_words(match.score)}  {where}"))
    console.print(heading)
    console.print(_beside(result, match, plain=console.no_color or not console.color_system))
    leads = [end_sentence(lead_words(lead)) for lead in match.entry.leads]
    for title, texts in (
        (LISTED, [*map(describe_listing, match.listings), *leads]),
        ("Why it may be the same", [one.note for one in match.evidence if one.note]),
        ("Decided earlier", [review_words(match.review)] if match.review else []),
    ):
        if texts:
            console.print(line(title, "bold"))
        for text in texts:
            shown = line(text)
            if title == LISTED:  # the whole is a key away, and names must stay on the screen
                shown.no_wrap, shown.overflow = True, "ellipsis"
            console.print(Padding(shown, (0, 0, 0, 2), expand=False))


def mark_words(name: str, other: str, *, plain: bool) -> Text:
    """The name with the words marked that the other does not have."""
    there = {_bare(word) for word in visible(other).split()}
    text = Text(overflow="fold")
    for at, word in enumerate(visible(name).split()):
        differs = _bare(word) not in there
        shown = f"[{word}]" if differs and plain else word
        text.append(" " if at else "")
        text.append(shown, DIFFERENT if differs else "")
    return text


def _bare(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum()) or word


def _beside(result: RowResult, match: Match, *, plain: bool) -> Table:
    party, entry = result.question.party, match.entry
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, expand=True, header_style="dim")
    table.add_column("", width=11)
    table.add_column("asked", ratio=1, overflow="fold")
    table.add_column("listed", ratio=1, overflow="fold")
    asked, listed = party_words(party), match.matched_name.text
    names = (mark_words(asked, listed, plain=plain), mark_words(listed, asked, plain=plain))
    table.add_row(line("name", "dim"), *names)
    entries = (entry, *match.also)
    countries = dict.fromkeys(code for one in entries for code in one.countries)
    addresses = [one.text for each in entries for one in each.addresses]
    more = (
        [f"and {len(addresses) - MOST_ADDRESSES} more"] if len(addresses) > MOST_ADDRESSES else []
    )
    numbers = [str(number) for each in entries for number in each.identifiers]
    others = [name.text for name in entry.names if name.text != listed]
    rows = (
        ("known as", "", "; ".join(others[:MOST_ADDRESSES])),
        ("country", party.country, ", ".join(countries)),
        ("address", party.address, "\n".join([*addresses[:MOST_ADDRESSES], *more])),
        (
            "numbers",
            "; ".join(map(str, party.identifiers)),
            "; ".join(numbers),
        ),
        ("kind", str(party.kind), str(entry.kind)),
        ("born", party.birth, "; ".join(list_births(entry))),
        ("nationality", party.nationality, ", ".join(list_remarks(entry, "nationality"))),
        ("gender", party.gender, ", ".join(list_remarks(entry, "gender"))),
    )
    for label, left, right in rows:
        if left.strip() or right:
            table.add_row(line(label, "dim"), line(left), line(right))
    return table

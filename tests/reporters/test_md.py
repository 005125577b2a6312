"""Markdown that a parser reads as it was meant: names are text, whatever is in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from compliance.model import FileOutcome, Report
from compliance.reporters import write, write_joint
from compliance.reporters.forge_findings import flat
from compliance.reporters.md import LONGEST_NAME, MOST_ROWS, code, escape_markdown
from tests.reporters.factory import HOSTILE_NAMES, full_report, match, report, result

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKED = "a1 `|\\*_[](){}<>!#&;@~$-+.:=^\"'w/"
TEXT = st.text(st.sampled_from(MARKED), max_size=14)
KNOWN_TAGS = ("<code>", "</code>")


def inner(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token.children or ())]


def cells(text: str) -> list[str]:
    """The shown text of the cells of a table with one row, by a parser of its own."""
    tokens = PARSER.parse(f"| a | b |\n|---|---|\n| {text} | end |")
    found = []
    for at, token in enumerate(tokens):
        if token.type == "td_open":
            parts = tokens[at + 1].children or []
            assert all(part.type in ("text", "code_inline", "html_inline", "text_special")
                       for part in parts), parts  # fmt: skip
            assert all(part.content in KNOWN_TAGS for part in parts if part.type == "html_inline")
            found.append("".join(part.content for part in parts if part.type != "html_inline"))
    return found


def shown(text: str) -> str:
    """Text without the sign that takes no place, which parts mentions."""
    return text.replace("\u200b", "")


@given(TEXT)
def test_a_name_is_shown_as_it_is_and_nothing_in_it_acts(name: str) -> None:
    found = cells(code(name))
    assert [shown(one) for one in found] == [flat(name), "end"]


@given(TEXT)
def test_other_text_is_shown_as_it_is_and_nothing_in_it_acts(text: str) -> None:
    assert [shown(one) for one in cells(escape_markdown(text))] == [flat(text), "end"]


@pytest.mark.parametrize(
    "text", ["- a", "1. a", "# a", "> a", "+ a", "    a", "```", "***", "a\n\nb"]
)
def test_text_at_the_head_of_a_line_begins_no_block(text: str) -> None:
    tokens = PARSER.parse(f"- {escape_markdown(text)}")
    assert [one.type for one in tokens] == [
        *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
        *("paragraph_close", "list_item_close", "bullet_list_close"),
    ]


def test_mentions_references_and_addresses_are_parted() -> None:
    assert (
        escape_markdown("@octo #12 !7 &3")
        == "&#64;&#8203;octo &#35;&#8203;12 &#33;&#8203;7 &#38;&#8203;3"
    )
    assert escape_markdown("www.x.y http://z") == "www&#46;x.y http&#58;&#47;&#47;z"
    assert code("@octo www.x.y") == "`@octo www.x.y`"
    assert code("a`@octo") == "<code>a&#96;&#64;&#8203;octo</code>"


def text_of(path: Path, answers: Report) -> str:
    write(answers, path / "r.md", "md")
    return (path / "r.md").read_text(encoding="utf-8")


def test_the_whole_is_a_heading_a_table_a_file_and_the_lists(tmp_path: Path) -> None:
    said = text_of(tmp_path, full_report())
    tokens = PARSER.parse(said)
    assert [one.tag for one in tokens if one.type == "heading_open"] == ["h2", "h3"]
    assert said.startswith("## Party screening: 4 of 23 parties open, 1 not screened\n")
    assert sum(one.type == "tr_open" for one in tokens) == 1 + 5
    assert "- Curated list: 845 names, as of 2026-07-31\n  - **The data is 113 days old.**" in said
    assert "No match is not clearance" in said
    assert "CLEAR (no match)" in said


def test_hostile_names_keep_the_table(tmp_path: Path) -> None:
    names = [*HOSTILE_NAMES, "a|b\\|c`d", "<img src=x onerror=alert(1)>", "[x](http://evil)"]
    tokens = PARSER.parse(text_of(tmp_path, report(*(result(name, match()) for name in names))))
    assert sum(one.type == "tr_open" for one in tokens) == 1 + len(names)
    assert sum(one.type == "td_open" for one in tokens) == 6 * len(names)
    tags = {one.content for one in inner(tokens) if one.type == "html_inline"}
    assert tags <= set(KNOWN_TAGS)
    assert not any(one.type in ("link_open", "image") for one in inner(tokens))


def test_a_long_name_is_cut_and_says_so() -> None:
    assert code("N" * 10_000) == f"`{'N' * LONGEST_NAME}…`"


def test_more_than_the_most_are_counted(tmp_path: Path) -> None:
    many = report(*(result("a", match(), row=row) for row in range(2, MOST_ROWS + 5)))
    assert "**and 3 more**, which are not shown here" in text_of(tmp_path, many)


def test_files_that_failed_and_files_that_pass_are_named(tmp_path: Path) -> None:
    outcomes = [
        FileOutcome(path="a.csv", problem="the file is *empty*"),
        FileOutcome(path="b.csv", problem="no party column", may_pass=True),
        FileOutcome(path="c.csv", report=replace(report(result("a")))),
    ]
    write_joint(outcomes, tmp_path / "r", "md")
    said = (tmp_path / "r").read_text(encoding="utf-8")
    assert "1 of 3 files not screened" in said
    assert "**Not screened**: the file could not be screened: the file is &#42;empty&#42;" in said
    assert "- passed over, as it has no parties: no party column" in said

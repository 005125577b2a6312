"""Messages and pages are in plain English: no words that only this project would use so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAIN = {
    r"\bsends? on (?:and|from|to)\b": "redirects",
    r"\banew\b": "again",
    r"\b(?:is|are|was|were|not|be) told\b(?! apart)": "is shown, stated or reported",
    r"\bdoes not tell\b": "does not state",
    r"\bkept lists?\b": "stored list",
    r"\bheeded\b": "respected",
}
"""What is not written, and what is written for it."""
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
MODULES = sorted((ROOT / "compliance").rglob("*.py"))


def messages(module: Path) -> Iterator[str]:
    """Texts of several words in a module that are no docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings and " " in text:
                yield text


def odd_words(text: str) -> list[str]:
    return [found for odd in PLAIN for found in re.findall(odd, text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_pages_are_in_plain_english(page: Path) -> None:
    assert odd_words(" ".join(page.read_text(encoding="utf-8").split())) == []


def test_messages_are_in_plain_english() -> None:
    found = {
        module.relative_to(ROOT).as_posix(): words
        for module in MODULES
        if (words := [word for text in messages(module) for word in odd_words(text)])
    }
    assert found == {}


def test_what_is_odd_is_found() -> None:
    assert odd_words("example.org sends on to no web address; the kept list is told anew")

"""docs/glossary.md: each word is in use and has one sentence; each noun of the model is mapped."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.model import (
    answers,
    destinations,
    generated_sequence,
    lists,
    parties,
    policies,
    reports,
    reviews,
)

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^\* \*\*(.+?)\*\*(?: \((.+?)\))?: (.+)$", PAGE, re.MULTILINE)
MODULES = (
    *(answers, destinations, generated_sequence, lists, parties),
    *(policies, reports, reviews),
)


def texts() -> Iterator[str]:
    """Where a word may be in use: pages, code and data, but not this glossary."""
    files = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("lists/*.toml")]
    for ending in ("py", "toml"):
        files += ROOT.glob(f"compliance/**/*.{ending}")
    yield from (one.read_text("utf-8") for one in sorted(files) if one.name != "glossary.md")


@pytest.fixture(scope="module")
def in_use() -> str:
    return re.sub(r"[\W_]+", " ", " ".join(texts()).casefold())


@pytest.mark.parametrize("term", [term for term, _, _ in ENTRIES])
def test_a_word_is_in_use(term: str, in_use: str) -> None:
    assert re.sub(r"[\W_]+", " ", term.casefold()) in in_use


def test_every_word_stands_once_and_has_one_sentence() -> None:
    terms = [term.casefold() for term, _, _ in ENTRIES]
    assert len(terms) == len(set(terms)) > 60
    assert len(ENTRIES) == len(re.findall(r"^\* ", PAGE, re.MULTILINE))
    for term, _, sentence in ENTRIES:
        assert sentence.endswith("."), term
        assert not re.search(r"[a-z]\. [A-Z]", sentence), term


def test_every_class_of_the_model_is_mapped_to_a_word_and_no_other() -> None:
    classes = {
        name
        for module in MODULES
        for name, one in vars(module).items()
        if inspect.isclass(one) and one.__module__ == module.__name__
    }
    mapped = re.findall(r"`([A-Z]\w+)`", " ".join(re.findall(r"\*\* \((.+?)\)", PAGE)))
    assert sorted(mapped) == sorted(classes)


def test_readers_find_it_from_the_readme() -> None:
    assert "(docs/glossary.md)" in (ROOT / "README.md").read_text(encoding="utf-8")

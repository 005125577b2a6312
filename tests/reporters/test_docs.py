"""docs/reports.md names every column and field that is written."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import compliance
from compliance.reporters import FORMATS, csv
from compliance.reporters.xlsx import hits
from compliance.reporters.xlsx.hits import CHOICES
from compliance.reporters.xlsx.listings import COLUMNS
from compliance.reporters.xlsx.margin import HEADINGS

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
SCHEMAS = Path(compliance.__file__).parent / "schemas"


def fields(schema: Any) -> Iterator[str]:
    """Every property name anywhere in the schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from fields(part)


def test_every_format_is_described() -> None:
    table = PAGE[: PAGE.index("\n\nEvery party")]
    assert all(re.search(rf"^\|.*`{name}`", table, re.MULTILINE) for name in FORMATS)


@pytest.mark.parametrize("name", [*hits.HEADINGS, *(name for name, _ in COLUMNS)])
def test_every_column_of_the_report_is_described(name: str) -> None:
    assert name in PAGE


def test_the_officers_choices_and_the_added_columns_are_described() -> None:
    assert ", ".join(CHOICES) in PAGE
    assert all(f"**{heading}**" in PAGE.replace("\n", " ") for heading, _ in HEADINGS)


def test_every_column_of_the_csv_report_is_described() -> None:
    assert all(f"`{name}`" in PAGE for name in csv.COLUMNS)


def test_every_field_of_an_answer_is_described() -> None:
    schema = json.loads((SCHEMAS / "result.schema.json").read_text(encoding="utf-8"))
    parts = {"matches", "listings", "leads", "ownership", "evidence", "review"}
    found = set(fields(schema)) - parts
    assert {name for name in found if f"`{name}`" not in PAGE} == set()

"""Labelled questions: what is asked, and which answer is right."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from compliance.model import Decision
from compliance.storage.documents import read_toml

BUNDLED = "curated"
"""The list that the known spellings are of."""
DATA = Path(__file__).parent / "data" / "cases.toml"


class CaseKind(StrEnum):
    """Why a question is asked, as the table of results calls it."""

    LISTED = "name as listed"
    ALIAS = "alias"
    NATIVE = "native script"
    SLIP = "one slip of the pen"
    ORDER = "words in another order"
    NO_FORM = "without the legal form"
    LETTERS = "in other letters"
    INNOCENT = "near miss, not listed"
    CANARY = "name drawn from a list in use"
    CANARY_ADDRESS = "address drawn from a list in use"
    CANARY_ALIAS = "other name of an entry drawn"


class SelfTestCase(Struct, frozen=True, kw_only=True):
    """One name to ask, and the answer that is right."""

    kind: CaseKind
    name: str
    """Empty where the address alone is asked."""
    country: str = ""
    address: str = ""
    list_id: str = ""
    entry: str = ""
    """Id of the entry that must be found; empty for a name that must be no HIT."""
    least: Decision = Decision.HIT
    """The weakest band that will do: HIT or REVIEW."""

    @property
    def right_answer(self) -> str:
        """The answer that is right, in words."""
        return f"at least {self.least} for {self.list_id}:{self.entry}" if self.entry else "no HIT"

    @property
    def question(self) -> str:
        """The name that is asked, or the address."""
        return self.name or self.address


def load_cases(path: Path = DATA) -> tuple[SelfTestCase, ...]:
    """The known spellings of the bundled list, then the near misses, in the file's order."""
    document = read_toml(path.read_bytes())
    known = [_make_case(table) for table in document["known"]]
    return (*known, *(_innocent(table) for table in document["innocent"]))


def _make_case(table: dict[str, Any]) -> SelfTestCase:
    return SelfTestCase(
        kind=CaseKind[table["kind"].upper()],
        name=table["name"],
        country=table.get("country", ""),
        list_id=BUNDLED,
        entry=table["entry"],
        least=Decision(table.get("least", Decision.HIT)),
    )


def _innocent(table: dict[str, Any]) -> SelfTestCase:
    return SelfTestCase(
        kind=CaseKind.INNOCENT, name=table["name"], country=table.get("country", "")
    )

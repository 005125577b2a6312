"""The table of roles and the page that tells users of it."""

from pathlib import Path

from compliance.columns.roles import ADDRESS_ROLES, IDENTIFIER_ROLES, PARTY_ROLES, ROLES
from compliance.readers import SUFFIXES

PAGE = (Path(__file__).parents[2] / "docs" / "spreadsheets.md").read_text(encoding="utf-8")


def test_every_role_and_ending_is_documented() -> None:
    assert [role for role in ROLES if f"`{role}`" not in PAGE] == []
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in PAGE] == []


def test_kinds_of_roles() -> None:
    assert "name" in PARTY_ROLES
    assert not PARTY_ROLES & IDENTIFIER_ROLES
    assert not PARTY_ROLES & set(ADDRESS_ROLES)
    assert all(role.meaning for role in ROLES.values())
    assert ROLES["tax_id"].identifier == "tax id"

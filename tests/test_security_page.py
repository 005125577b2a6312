"""SECURITY.md: no claim without tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_every_claim_names_tests_that_are_there() -> None:
    [table] = re.findall(r"## Defended\n\n(.*?)\n\n", PAGE, re.DOTALL)
    claims = table.splitlines()[2:]
    assert len(claims) > 10
    for claim in claims:
        assert re.findall(r"`test_\w+`", claim), claim


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert not named - TESTS


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)", PAGE):
        assert (ROOT / link).is_file(), link

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml.functions import fromstring

from compliance.reporters.xlsx import strings
from compliance.reporters.xlsx.strings import Strings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table(items: str, *, tail: str = "") -> Strings:
    data = f'<sst xmlns="{MAIN}" count="1">{items}{tail}</sst>'.encode()

    def pieces() -> Iterable[bytes]:
        parts = data.split(b"<")
        return [parts[0], *(b"<" + part for part in parts[1:])]

    return Strings(pieces)


def written(strings: Strings) -> list[str]:
    """The texts of the table that is written."""
    root = fromstring(b"".join(strings.parts()))
    return ["".join(item.itertext()) for item in root]


def test_the_users_come_first_and_the_reports_own_behind() -> None:
    both = table("<si><t>a</t></si><si><t>b</t></si>")
    assert [both.index("x"), both.index("y"), both.index("x")] == [2, 3, 2]
    assert written(both) == ["a", "b", "x", "y"]


def test_a_workbook_without_texts_has_no_table() -> None:
    assert list(Strings().parts()) == []
    own = Strings()
    assert own.index("a & b") == 0
    assert written(own) == ["a & b"]


def test_the_reports_own_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "MOST_OWN", 2)
    own = Strings()
    assert [own.index(text) for text in "abcab"] == [0, 1, None, 0, 1]


@pytest.mark.parametrize(
    "tail", ["", "<si/>", "<extLst><ext/></extLst>", "<!-- a comment -->", "\n"]
)
def test_tables_of_every_make_are_counted_and_copied(tail: str) -> None:
    found = table("<si><t>a</t></si>\n<si><t>=b</t></si>", tail=tail)
    assert found.count == (3 if tail == "<si/>" else 2)
    assert found.formulas == {1}
    assert written(found)[:2] == ["a", "=b"]
    assert (found.text(0), found.text(1)) == ("a", "=b")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6)))
def test_every_text_is_copied_and_formulas_are_found(texts: list[str]) -> None:
    escaped = (t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for t in texts)
    found = table("".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in escaped))
    found.index("own")
    assert written(found) == [*texts, "own"]
    assert found.formulas == {n for n, text in enumerate(texts) if text[:1] in tuple("=+-@")}

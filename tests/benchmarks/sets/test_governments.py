"""The same party on two lists: by its number, or by a long name that only it bears."""

from pathlib import Path

from benchmarks.question_set import rows
from benchmarks.sets import governments, scripts
from tests.benchmarks.sets.lists import list_file, registry, row

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES>
<ENTITY><DATAID>7</DATAID><FIRST_NAME>Orient Marine Works Company</FIRST_NAME>
<NAME_ORIGINAL_SCRIPT>{native}</NAME_ORIGINAL_SCRIPT>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Vague Name</ALIAS_NAME></ENTITY_ALIAS>
<COMMENTS1>{text}</COMMENTS1></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
EMPTY = "-0- "


def task(folder: Path, *, alias: str, text: str = "", remarks: str = EMPTY) -> list[dict[str, str]]:
    listed = list_file(folder, row("9", "Oriental Maritime", "East Sea Lines", entity_number="55"))
    un = folder / "un.xml"
    un.write_text(UN.format(alias=alias, text=text, native="شركة"), encoding="utf-8")
    sdn, alt = folder / "sdn.csv", folder / "alt.csv"
    fields = ["55", "Oriental Maritime", *[EMPTY] * 9, remarks]
    sdn.write_text(",".join(f'"{one}"' for one in fields) + "\r\n", encoding="utf-8")
    alt.write_text('55,1,aka,"East Sea Lines",-0- \r\n', encoding="utf-8")
    files = [str(listed), str(registry(folder, "Acme Ltd")), "-o", str(folder / "set")]
    options = ["--seed", "1", "--un", str(un), "--ofac", str(sdn), str(alt)]
    governments.main([*files, *options])
    scripts.main([*files[:3], str(folder / "scripts"), *options])
    return rows(folder / "set/positives.csv")


def test_an_identifier_that_two_parties_share_joins_them(tmp_path: Path) -> None:
    found = task(
        tmp_path,
        alias="Other",
        text="Registration 12345678.",
        remarks="Registration ID 12345678 (Panama).",
    )
    assert {one["name"] for one in found} == {"Orient Marine Works Company", "Other"}
    assert {one["expected"] for one in found} == {"9"}
    assert all(one["class"].startswith("gov_number_firm_") for one in found)


def test_a_long_name_that_both_lists_have_joins_them_and_is_not_asked(tmp_path: Path) -> None:
    found = task(tmp_path, alias="East Sea Lines")
    assert [one["name"] for one in found] == ["Orient Marine Works Company"]
    assert found[0]["class"].startswith("gov_alias_firm_")


def test_names_in_another_script_are_asked_with_their_script(tmp_path: Path) -> None:
    task(tmp_path, alias="East Sea Lines")
    [one] = rows(tmp_path / "scripts/positives.csv")
    assert (one["name"], one["class"], one["expected"]) == ("شركة", "script_arabic_firm", "9")

"""The scripts that make tables of names: what they take, and in what form they write it."""

from pathlib import Path

from benchmarks import country_tables, legal_form_table, pinyin_table, scripts, simplified_table
from compliance.names.pinyin import CHARACTERS, PHRASES


def test_legal_forms_have_their_general_code_or_their_own() -> None:
    kinds = [
        {"display": "S.A.", "aliases": ["Société Anonyme Européenne", "SA"], "generic": "JSC"},
        {"display": "A.E.", "aliases": ["Anonymi Etairia"]},
        {"aliases": ["Cooperative"], "generic": "COOP"},
        {"display": "NPO", "aliases": ["npo"], "generic": "NGO"},
        {"display": "ОД", "aliases": ["од", "股份公司"], "generic": "GP"},
    ]
    assert legal_form_table.find_rows(kinds) == {
        "sa": ("jsc", ""),
        "societe anonyme europeenne": ("jsc", ""),
        "ae": ("ae", "own"),
        "anonymi etairia": ("ae", "own"),
        "cooperative": ("coop", "kept"),
    }


def test_a_name_of_two_countries_belongs_to_the_one_that_has_it_first() -> None:
    georgia = {"code": "ge", "name": "Georgia", "names_weak": ["Sakartvelo"], "alpha3": "geo"}
    state = {
        "code": "us-ga",
        "name": "Georgia (US)",
        "names_weak": ["Georgia"],
        "is_country": False,
    }
    names = country_tables.find_names([georgia, state])
    assert names == {"georgia": "GE", "sakartvelo": "GE", "georgia us": "US-GA"}
    assert country_tables.by_code(names) == [
        ["GE", "georgia", "sakartvelo"],
        ["US-GA", "georgia us"],
    ]
    assert country_tables.describe({**georgia, "is_country": True, "full_name": "Georgia"}) == [
        "GE",
        "country",
        "Georgia",
        "",
        "GEO",
    ]


def test_simplified_characters_take_the_first_way_and_phrases_whole(tmp_path: Path) -> None:
    for file, text in (
        ("TSCharactersExt.txt", "# head\n㑮\t𫝈\n"),
        ("TSCharacters.txt", "乾\t干 乾\n山\t山\n"),
        ("TSPhrases.txt", "乾坤\t乾坤\n"),
    ):
        (tmp_path / file).write_text(text, "utf-8")
    assert simplified_table.find_rows(tmp_path) == {"㑮": "𫝈", "乾": "干", "乾坤": "乾坤"}


def test_the_tables_of_pinyin_are_those_of_the_library(tmp_path: Path) -> None:
    pinyin_table.main(["-o", str(tmp_path), "--day", "2026-11-29"])
    for name in (CHARACTERS, PHRASES):
        made, kept = (folder / name for folder in (tmp_path, pinyin_table.FOLDER))
        assert made.read_bytes() == kept.read_bytes()


def test_names_are_measured_by_script() -> None:
    assert scripts.script_of("தமிழ் 1") == "TAMIL"
    assert scripts.nearest("bharat", ["india", "bharata"]) > 0.8
    measured = dict(scripts.measure())
    assert {"TAMIL", "KHMER", "THAI"} <= set(measured)
    assert all(0 <= likeness <= 1 for likeness in measured.values())

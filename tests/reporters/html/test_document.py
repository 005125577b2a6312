"""The page is one file, keeps everything else out, and nothing in it is markup but its own."""

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance.model import (
    DestinationCount,
    DestinationRule,
    NotAsked,
    RecordInfo,
    Report,
    RuleStatement,
)
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE
from compliance.reporters.html import document
from tests.reporters.factory import (
    HIKVISION,
    HOSTILE_NAMES,
    full_report,
    match,
    report,
    rescreened,
    result,
    sheet_summary,
    unscreened,
)
from tests.reporters.html.page import Page, page_of, words, written

ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>'",
    "</noscript><h1>x</h1>",
    "<!--<script>",
    "]]></title><b>",
    "{{ 7 * 7 }} {% for %} ${7*7}",
    "line\u2028separator\u2029end",
    "evil\u202egpj.exe",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;",
)
ROOM = Path(document.__file__).parent


def attacked(text: str) -> Report:
    """A report in which every text that others write is this one."""
    entry = replace(
        HIKVISION,
        names=(replace(HIKVISION.names[0], text=text),),
        listings=tuple(
            replace(one, reason=text, source=text, status=text, notes=(text,), effects=(text,))
            for one in HIKVISION.listings
        ),
    )
    made = report(
        result(text, match(entry, name=0), key=text, sheet=text),
        unscreened(9, reason=text),
        path=f"{text.replace('/', '')}.xlsx",
        sheets=(
            replace(
                sheet_summary(text, note=text),
                not_asked=(NotAsked(first=3, last=4, reason=text),),
                ignored_columns=((text, text),),
            ),
        ),
    )
    listed = replace(made.manifest.lists[0], title=text, publisher=text, notices=(text,))
    rule = DestinationRule(
        id=text, name=text, kind="x", restricts=text, citation=text, state=text, source=text
    )
    places = (DestinationCount(place=text, kind="x", parties=1, open=1, rules=(rule,)),)
    manifest = replace(made.manifest, lists=(listed,), destinations=places)
    return Report(manifest=manifest, results=made.results)


# --- What keeps everything else out -----------------------------------------------------------


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(tmp_path: Path) -> None:
    page = page_of(full_report(), tmp_path)
    [script] = [one for one in page.all("script") if "type" not in one.attributes]
    assert page.policy == {
        "default-src": "'none'",
        "style-src": hashed(page.one("style").text),
        "script-src": hashed(script.text),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def hashed(text: str) -> str:
    """A text as a policy allows it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_stands_before_what_it_is_about(tmp_path: Path) -> None:
    names = [one.name for one in page_of(full_report(), tmp_path).elements[:5]]
    assert names == ["html", "head", "meta", "meta", "meta"]
    assert written(full_report(), tmp_path).index("Content-Security") < 1000


@pytest.mark.parametrize("text", ["", *ATTACKS])
def test_nothing_is_loaded_and_nothing_acts(text: str, tmp_path: Path) -> None:
    page = page_of(attacked(text) if text else full_report(), tmp_path)
    for one in page.elements:
        assert one.name not in {"iframe", "object", "embed", "link", "img", "base", "video", "use"}
        assert not {"src", "srcset", "style", "action", "srcdoc"} & set(one.attributes)
        assert not any(name.startswith("on") for name in one.attributes), one
        assert one.attributes.get("href", "#").startswith("#")


def test_the_style_loads_nothing_and_the_script_writes_no_markup() -> None:
    styles = "".join((ROOM / "styles" / name).read_text("utf-8") for name in document.STYLES)
    assert not re.search(r"url\(|@import|@font-face|expression", styles)
    scripts = "".join((ROOM / "scripts" / name).read_text("utf-8") for name in document.SCRIPTS)
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|fetch\("
    assert not re.search(rf"{forbidden}|XMLHttp|WebSocket|localStorage|</script|<!--", scripts)


def test_every_style_and_script_of_the_folders_is_in_the_page() -> None:
    assert {one.name for one in (ROOM / "styles").iterdir()} == set(document.STYLES)
    assert {one.name for one in (ROOM / "scripts").iterdir()} == set(document.SCRIPTS)


# --- Untrusted text ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ATTACKS)
def test_a_hostile_text_changes_no_element(text: str, tmp_path: Path) -> None:
    harmless = page_of(attacked("Acme"), tmp_path)
    page = page_of(attacked(text), tmp_path)
    assert [(one.name, one.around) for one in page.elements] == [
        (one.name, one.around) for one in harmless.elements
    ]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_hostile_name_is_told_as_it_is_written(text: str, tmp_path: Path) -> None:
    page = page_of(attacked(text), tmp_path)
    shown = page.data("rows")[0]["name"]
    assert shown == re.sub("[\u2028\u2029\u202e]", lambda one: f"<U+{ord(one[0]):04X}>", text)
    assert page.data("listed")[0]["force"][0]["reason"] == shown
    assert words(shown) in words(page.one("section", id="coverage").text)


def test_nothing_is_hidden_or_turned_round(tmp_path: Path) -> None:
    for made in (full_report(), attacked("a\u202eb\u2066c\u200bd\x1be\ufefff")):
        source = written(made, tmp_path)
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]", source
        )


def test_embedded_data_is_the_same_text_in_any_markup(tmp_path: Path) -> None:
    source = written(attacked(ATTACKS[0]), tmp_path)
    for text in re.findall(
        r'<script type="application/json" id="\w+">(.*?)</script>', source, re.S
    ):
        assert text.isascii()
        assert not set("<>&") & set(text)


def test_hostile_names_stand_in_the_rows_each_in_its_place(tmp_path: Path) -> None:
    rows = page_of(full_report(), tmp_path).data("rows")
    assert len(rows) == len(list(full_report().results))
    assert [row["row"] for row in rows[-len(HOSTILE_NAMES) :]] == [
        20 + at for at in range(len(HOSTILE_NAMES))
    ]
    assert "<U+202E>" in json.dumps(rows)


# --- What the page says -----------------------------------------------------------------------


def test_the_summary_says_what_came_of_it(tmp_path: Path) -> None:
    said = words(page_of(full_report(), tmp_path).one("section", id="summary").text)
    assert NOT_CLEARANCE in said
    assert NOT_ADVICE in said
    assert "HIT 2 REVIEW 2 UNSCREENED 1 CLEAR (no match) 18 Parties asked 23" in said
    assert "4 open: somebody must look at them" in said
    assert "Open parties by list List Parties Entity List 2" in said
    assert "Open parties by country Country Parties China 4" in said
    assert "List: Curated list, as of 2026-07-31" in said


def test_no_match_is_never_called_cleared(tmp_path: Path) -> None:
    assert "cleared" not in written(full_report(), tmp_path).casefold()


def test_pictures_have_words_beside_them(tmp_path: Path) -> None:
    page = page_of(full_report(), tmp_path)
    assert len(page.all("svg")) >= 3
    assert all(one.attributes["aria-hidden"] == "true" for one in page.all("svg"))
    assert all(one.around.count("table") or "share" for one in page.all("svg"))


def test_coverage_names_what_was_not_asked_and_why(tmp_path: Path) -> None:
    sheet = replace(
        sheet_summary(),
        not_asked=(NotAsked(first=7, last=9, reason="a total"),),
        ignored_columns=(("F", "holds dates"),),
    )
    made = report(unscreened(5, reason="The name cell is empty."), sheets=(sheet,))
    said = words(page_of(made, tmp_path).one("section", id="coverage").text)
    assert "Customers, rows 7 to 9: a total" in said
    assert "Customers, column F: holds dates" in said
    assert "Customers row 5, C-017: The name cell is empty." in said
    assert sheet.sums in said
    assert "a" * 64 in said


def test_lists_are_named_with_dates_hashes_and_what_was_rejected(tmp_path: Path) -> None:
    said = words(page_of(full_report(), tmp_path).one("section", id="lists").text)
    assert "Curated list this project 2026-07-31 312 845 313 1 curated.toml" in said
    assert "b" * 64 in said
    assert "line 17: no name" in said
    assert "The data is 113 days old." in said


def test_settings_that_change_an_answer_are_told(tmp_path: Path) -> None:
    made = full_report()
    rule = RuleStatement(
        rule="bis-affiliates", state="in force", since="2026-11-10", name="J. Doe",
        date="2026-11-20", source="FR",
    )  # fmt: skip
    settings = replace(
        made.manifest.settings, as_of="2019-06-30", places="off", rules=(rule,), sheets=("Kunden",)
    )
    record = RecordInfo(file="decisions.jsonl", decisions=5, heads=("c" * 64,))
    seen = replace(record, file="d.baseline.jsonl")
    manifest = replace(
        made.manifest, settings=settings, record=record, decided=1, baseline=seen, seen=2
    )
    page = page_of(Report(manifest=manifest, results=made.results), tmp_path)
    assert "against the lists as of 2019-06-30" in words(page.one("header").text)
    said = words(page.one("section", id="coverage").text)
    assert rule.sentence in said
    assert "not looked at, by the settings" in said
    assert "Sheets chosen Kunden" in said
    assert "decisions.jsonl: 5 lines, the last has the hash " + "c" * 64 in said
    assert "d.baseline.jsonl: 5 lines, the last has the hash " + "c" * 64 in said
    told = words(page.one("section", id="summary").text)
    assert "1 decided earlier, 2 seen before and not reviewed, 1 new" in told


def test_changes_since_an_earlier_run_are_told(tmp_path: Path) -> None:
    said = words(page_of(rescreened(full_report()), tmp_path).one("section", id="summary").text)
    assert "1 new, 0 changed and 1 gone since Monday 2026-11-16" in said
    assert "Dahua" in said


def test_without_scripts_the_open_parties_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.reporters.html.gathering.MOST_LINES", 3)
    said = words(page_of(full_report(), tmp_path).one("noscript").text)
    assert "Customers row 2: HIT 1.00: Hangzhou Hikvision Digital Technology Co Ltd may be" in said
    assert "1 more open party is not named here" in said


def test_a_report_without_parties_is_a_page(tmp_path: Path) -> None:
    page = page_of(report(), tmp_path)
    assert page.data("rows") == []
    assert "Parties asked 0" in words(page.one("section", id="summary").text)


# --- Access -----------------------------------------------------------------------------------


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return page_of(full_report(), tmp_path)


def test_every_field_has_a_label(page: Page) -> None:
    labelled = {one.attributes["for"] for one in page.all("label")}
    for one in (*page.all("input"), *page.all("select")):
        assert one.attributes["id"] in labelled or one.attributes.get("aria-label"), one


def test_ids_are_given_once_and_references_lead_somewhere(page: Page) -> None:
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert one.attributes.get(name, ids[0]) in ids
        if one.name == "a":
            assert one.attributes["href"].removeprefix("#") in ids


def test_headings_step_down_one_by_one(page: Page) -> None:
    levels = [int(one.name[1]) for one in page.elements if re.fullmatch("h[1-6]", one.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_tables_have_headings_and_names(page: Page) -> None:
    assert all(one.attributes.get("scope") in {"col", "row"} for one in page.all("th"))
    captions = sum(one.name == "caption" for one in page.elements)
    regions = sum(one.attributes.get("role") == "region" for one in page.elements)
    assert len(page.all("table")) <= captions + regions


def test_the_page_says_its_language_and_what_changes(page: Page) -> None:
    assert page.one("html").attributes["lang"] == "en"
    assert words(page.one("title").text) == "Screening of customers.xlsx"
    told = [one for one in page.elements if one.attributes.get("role") in {"status", "alert"}]
    assert {one.attributes["id"] for one in told} == {"announcer", "shown", "complaints"}


# --- The same report, the same bytes ----------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(full_report(), tmp_path, "a.html") == written(full_report(), tmp_path, "b.html")


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from compliance.reporters import write; "
        "from tests.reporters.factory import full_report; "
        "write(full_report(), Path(sys.argv[1]), 'html')"
    )
    root = Path(__file__).parents[3]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", code, str(tmp_path / f"{seed}.html")]
        subprocess.run(command, check=True, env=environment, cwd=root)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()

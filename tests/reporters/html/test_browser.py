"""The page in a real Chromium: searched, sorted, decided, saved, imported, printed, by keyboard."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from compliance.cli.main import main
from compliance.model import (
    Decision,
    DestinationNote,
    Identifier,
    RecordInfo,
    Report,
    Review,
    Verdict,
)
from compliance.reporters import write
from tests.reporters.factory import HIKVISION, full_report, match, report, result
from tests.reporters.html.test_document import ATTACKS, attacked

pytestmark = pytest.mark.browser
playwright = pytest.importorskip(
    "playwright.sync_api",
    reason='playwright is not installed; try: .venv/bin/pip install -e ".[browser]"',
)
ROOT = Path(__file__).parents[3]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
WIDTHS = (375, 820, 1366)

Page = Any
Show = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("there is no chromium; try: apt-get install chromium, or set CHROMIUM")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Show]:
    """Open a report's page from the disk; nothing may go wrong in it, and nothing leave it."""
    contexts: list[Any] = []
    faults: list[str] = []

    def refuse(box: Any) -> None:
        faults.append(box.message)
        box.dismiss()

    def watch(address: str) -> None:
        if not address.startswith(("file:", "blob:")):
            faults.append(address)

    def opened(made: Report | Path, width: int = 1366, scheme: str = "light") -> Page:
        path = made if isinstance(made, Path) else tmp_path / "report.html"
        if isinstance(made, Report):
            write(made, path, "html")
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda box: refuse(box))
        page.on("request", lambda one: watch(one.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page of the sample workbook, screened on a day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793606400")  # 2026-11-02
    shutil.copy(ROOT / "samples" / "customers.xlsx", tmp_path)
    assert main(["customers.xlsx", "--no-config", "-q", "-o", "report.html"]) == 1
    return tmp_path / "report.html"


def names(page: Page) -> list[str]:
    """The parties that the table shows."""
    found: list[str] = page.locator("#body tr.row td:nth-child(3) > bdi").all_inner_texts()
    return found


def search(page: Page, text: str) -> None:
    page.get_by_label("Search names").fill(text)
    page.wait_for_timeout(300)


def decide(page: Page, row: int, **fields: str) -> None:
    """Open a row and fill in its fields."""
    page.locator("#body tr.row .toggle").nth(row).click()
    form = page.locator("tr.detail").first
    for label, text in fields.items():
        field = form.get_by_label(label.replace("_", " "), exact=True)
        if label == "Officer's_decision":
            field.select_option(text)
        else:
            field.fill(text)


FALSE = {"Officer's_decision": "false positive", "Reason": "A bakery."}


def save(page: Page, path: Path) -> Any:
    """Save the decisions to a path; what was saved."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions").click()
    download.value.save_as(path)
    return json.loads(path.read_text("utf-8"))


# --- The round --------------------------------------------------------------------------------


def test_what_is_decided_in_the_page_is_quiet_in_the_next_run(
    screened: Path, show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    page = show(screened)
    page.get_by_label("Your name, as reviewer").fill("A. Berg")
    search(page, "honor")
    decide(page, 0, **FALSE)
    assert "1 decision here, 0 incomplete" in page.inner_text("#progress")
    path = screened.parent / "customers-decisions.json"
    saved = save(page, path)
    assert [(one["decision"], one["reviewer"]) for one in saved["decisions"]] == [
        ("false positive", "A. Berg")
    ]
    assert "Next: screen review import customers-decisions.json" in page.inner_text("#announcer")
    capsys.readouterr()
    record = ["--decisions", "d.jsonl"]
    assert main(["review", "import", str(path), "--no-config", *record]) == 0
    assert "1 decision added: 1 false positive" in capsys.readouterr().out
    assert main(["review", "import", str(path), "--no-config", *record]) == 0
    assert "1 were recorded already" in capsys.readouterr().out
    main(["customers.xlsx", "--no-config", *record, "-o", "again.html"])
    assert "1 decided earlier" in capsys.readouterr().out
    again = show(screened.parent / "again.html")
    again.get_by_label("Show").select_option("decided")
    assert len(names(again)) == 1
    again.locator(".toggle").first.click()
    assert "false positive by A. Berg on 2026-11-02: A bakery." in again.inner_text("tr.detail")


def test_a_page_itself_cannot_be_imported(
    screened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "import", str(screened), "--no-config"]) == 2
    assert "press Save decisions" in capsys.readouterr().err


def test_what_is_incomplete_is_told_and_not_saved(show: Show, tmp_path: Path) -> None:
    page = show(full_report())
    page.get_by_role("button", name="Save decisions").click()
    assert "Nothing is decided here yet" in page.inner_text("#complaints")
    decide(page, 0, **{"Officer's_decision": "escalate"})
    page.get_by_role("button", name="Save decisions").click()
    said = page.inner_text("#complaints")
    assert "Nothing was saved: 1 entry is incomplete" in said
    assert "a reason is missing" in said
    search(page, "sundowner")
    page.get_by_role("button", name="a reason is missing").click()
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.type("So that")
    page.locator("tr.detail").first.get_by_label("Reviewer", exact=True).fill("A")
    page.locator("tr.detail").first.get_by_label("Second reviewer").fill(" a ")
    assert "the same person" in page.inner_text("tr.detail [role=status]")
    page.locator("tr.detail").first.get_by_label("Second reviewer").fill("B")
    page.locator("tr.detail").first.get_by_label("Expires").fill("2020-01-01")
    assert "2020-01-01 is over" in page.inner_text("tr.detail [role=status]")
    page.locator("tr.detail").first.get_by_label("Expires").fill("2199-01-01")
    [one] = save(page, tmp_path / "d.json")["decisions"]
    assert page.inner_text("#complaints") == ""
    assert (one["second"], one["expires"], one["where"]) == ("B", "2199-01-01", "Customers row 2")


def test_saved_decisions_are_opened_again_and_taken_back(show: Show, tmp_path: Path) -> None:
    page = show(full_report())
    decide(page, 0, **FALSE, Reviewer="A. Berg")
    save(page, tmp_path / "d.json")
    page = show(full_report())
    page.locator("#saved").set_input_files(tmp_path / "d.json")
    page.get_by_text("false positive by A. Berg").first.wait_for()
    assert "1 decision here" in page.inner_text("#progress")
    page.locator(".toggle").first.click()
    page.get_by_role("button", name="Take back").click()
    assert "0 decisions here" in page.inner_text("#progress")
    (tmp_path / "d.json").write_text("{}")
    page.locator("#saved").set_input_files(tmp_path / "d.json")
    page.get_by_text("d.json holds no decisions").wait_for()


def test_one_decision_is_on_all_open_matches_of_a_party_and_one_line_of_the_record(
    screened: Path, show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    page = show(screened)
    search(page, "megvii")
    decide(page, 0, **{**FALSE, "Officer's_decision": "escalate"}, Reviewer="A. Berg")
    scope = page.locator("tr.detail").first.get_by_label("Applies to")
    scope.select_option(label="all matches of this party (3 lines)")
    assert "3 decisions here, 0 incomplete" in page.inner_text("#progress")
    assert "escalate by A. Berg, all matches" in page.inner_text("#body tr.row >> nth=1")
    decide(page, 1)
    form = page.locator("tr.detail").nth(1)
    assert "Decided with another line of this party: escalate" in form.inner_text()
    form.get_by_label("Officer's decision").select_option("true match")
    form.get_by_label("Reason", exact=True).fill("The same company.")
    form.get_by_label("Reviewer", exact=True).fill("A. Berg")
    path = screened.parent / "customers-decisions.json"
    saved = save(page, path)["decisions"]
    assert [one["decision"] for one in saved] == ["escalate", "true match", "escalate"]
    assert all("wide" not in one for one in saved)
    capsys.readouterr()
    assert main(["review", "import", str(path), "--no-config", "--decisions", "d.jsonl"]) == 0
    assert len((screened.parent / "d.jsonl").read_text("utf-8").splitlines()) == 2
    again = show(screened)
    again.locator("#saved").set_input_files(path)
    search(again, "megvii")
    again.get_by_text("escalate by A. Berg, all matches").first.wait_for()
    assert "3 decisions here, 0 incomplete" in again.inner_text("#progress")
    decide(again, 0)
    reopened = again.locator("tr.detail").first
    assert reopened.get_by_label("Applies to").input_value() == "wide"
    assert save(again, screened.parent / "again.json")["decisions"] == saved
    form.get_by_role("button", name="Take back").click()
    assert "3 decisions here" in page.inner_text("#progress")
    page.locator("tr.detail").first.get_by_role("button", name="Take back").click()
    assert "0 decisions here" in page.inner_text("#progress")


def test_a_match_that_is_new_is_not_decided_with_those_of_a_saved_file(
    show: Show, tmp_path: Path
) -> None:
    ones = [match(replace(HIKVISION, id=name), 0.95) for name in ("one", "two", "three")]
    page = show(report(result("Hik", *ones[:2])))
    decide(page, 0, **FALSE, Reviewer="A. Berg")
    page.locator("tr.detail").first.get_by_label("Applies to").select_option("wide")
    assert len(save(page, tmp_path / "d.json")["decisions"]) == 2
    page = show(report(result("Hik", *ones)))
    page.locator("#saved").set_input_files(tmp_path / "d.json")
    page.get_by_text("false positive by A. Berg").first.wait_for()
    assert "2 decisions here" in page.inner_text("#progress")


def test_weaker_sisters_fold_below_a_hit_of_the_same_name(show: Show, tmp_path: Path) -> None:
    weaker = [
        match(replace(HIKVISION, id=name), 0.8, Decision.REVIEW) for name in ("one", "two", "three")
    ]
    page = show(report(result("Hikvision", match(score=1.0), *weaker), result("Hik", *weaker)))
    rows = page.locator("#body tr.row")
    assert rows.count() == 4
    assert "3 of them, weaker than a HIT" in page.inner_text("#shown")
    page.get_by_role("button", name="3 weaker, folded").click()
    assert rows.count() == 7
    assert page.evaluate("document.activeElement.textContent") == "3 weaker, shown"
    page.keyboard.press("Enter")
    assert rows.count() == 4
    assert page.locator("[aria-expanded='']").count() == 0
    decide(page, 0, **{**FALSE, "Officer's_decision": "true match"}, Reviewer="A. Berg")
    page.get_by_label("Show").select_option("undecided")
    assert rows.count() == 6  # those of a HIT that is decided stand for themselves
    page.get_by_label("Show").select_option("open")
    page.locator("tr.detail").get_by_label("Applies to").select_option("wide")
    assert len(save(page, tmp_path / "d.json")["decisions"]) == 4


# --- The table --------------------------------------------------------------------------------


def test_searched_sorted_and_filtered(show: Show) -> None:
    page = show(full_report())
    everyone = names(page)
    assert everyone == [
        "Hangzhou Hikvision Digital Technology Co Ltd",
        "Hik Vision",
        "EZVIZ",
        "Sundowner",
    ]
    page.get_by_role("button", name="Party", exact=True).click()
    assert names(page) == sorted(everyone, key=str.casefold)
    page.get_by_role("button", name="Party").click()
    assert names(page) == sorted(everyone, key=str.casefold, reverse=True)
    assert page.locator("#headings th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Score").click()
    assert page.locator("#body td.number").all_inner_texts() == ["1.00", "0.97", "0.95", "0.80"]
    search(page, "SÜNDÓWNER")
    assert names(page) == ["Sundowner"]
    search(page, "customers row 4")
    assert names(page) == ["Sundowner"]
    assert page.inner_text("#shown").startswith("1 of 23 rows")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(50)
    page.get_by_label("List", exact=True).select_option("Not itself listed")
    assert names(page) == ["EZVIZ", "Sundowner"]
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(50)
    for state, count in {"unscreened": 1, "clear": 18, "all": 23, "undecided": 4}.items():
        page.get_by_label("Show").select_option(state)
        assert len(page.locator("#body tr.row").all()) == count


def test_what_is_new_since_a_baseline_stands_apart(show: Show) -> None:
    review = Review(
        verdict=Verdict.SEEN,
        reason="backlog",
        reviewer="A",
        date="2026-03-01",
        expires="2027-01-01",
    )
    made = report(
        result("Hik Vision", replace(match(), review=review)), result("Hikvision", match(), row=3)
    )
    used = RecordInfo(file="d.baseline.jsonl", decisions=1, heads=("c" * 64,))
    page = show(Report(manifest=replace(made.manifest, baseline=used), results=made.results))
    assert "seen before, not reviewed" in page.inner_text("#body tr.row >> nth=0")
    page.get_by_label("Show").select_option("seen")
    assert names(page) == ["Hik Vision"]
    page.get_by_label("Show").select_option("fresh")
    assert names(page) == ["Hikvision"]


def test_a_row_says_why_and_marks_what_differs(show: Show) -> None:
    page = show(
        report(result("Hikvision Bakery", match(name=0), match(replace(HIKVISION, id="b"))))
    )
    page.locator(".toggle").first.click()
    assert page.locator("tr.detail mark").all_inner_texts() == [
        "Bakery",
        "Hangzhou",
        "Digital Technology Co., Ltd.",
    ]
    said = page.inner_text("tr.detail")
    for words in ("Surveillance in Xinjiang", "84 FR 54002", "Purchases by US federal agencies"):
        assert words in said


def test_a_place_that_is_a_question_is_decided_in_its_own_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = "Customer,Country,City\nBakery Meier,Iran,Tehran\nHikvision,Cuba,Havana\n"
    Path("orders.csv").write_text(lines, "utf-8")
    record = ["--no-config", "--decisions", "d.jsonl"]
    main(["orders.csv", *record, "-o", "report.html"])
    page = show(tmp_path / "report.html")
    rows = page.locator("#body tr.row").all_inner_texts()
    assert "Destination: Iran (comprehensive embargo)" in rows[0]
    assert any("Destination: Cuba" in row for row in rows[1:])
    decide(page, 0, **FALSE, Reviewer="A. Berg")
    assert "Your decision on this party and this place" in page.inner_text("tr.detail")
    save(page, tmp_path / "d.json")
    assert main(["review", "import", "d.json", *record]) == 0
    capsys.readouterr()
    main(["orders.csv", *record, "-o", "again.html"])
    assert "1 decided earlier" in capsys.readouterr().out
    again = show(tmp_path / "again.html")
    assert "Bakery Meier" not in names(again)
    again.get_by_label("Show").select_option("decided")
    assert names(again) == ["Bakery Meier"]
    again.locator(".toggle").click()
    assert "false positive by A. Berg" in again.inner_text("tr.detail")


def test_by_keyboard_alone(show: Show) -> None:
    page = show(full_report())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the matches"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator(".toggle").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".toggle").nth(1).get_attribute("aria-expanded") == "true"
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement === document.querySelector('.toggle')")


def test_ten_thousand_hits_stay_usable(show: Show) -> None:
    answers = [result(f"Hik Vision {n}", match(), row=n, key=f"C{n}") for n in range(2, 10_002)]
    page = show(report(*answers))
    assert page.locator("#body tr.row").count() == 50
    script = """() => { const start = performance.now();
        document.querySelectorAll('#headings button')[2].click(); document.body.offsetHeight;
        return performance.now() - start; }"""
    assert page.evaluate(script) < 2000  # milliseconds; measured: about 100
    search(page, "C9999")
    assert names(page) == ["Hik Vision 9999"]


# --- Hostile names ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ATTACKS)
def test_a_hostile_name_is_text(text: str, show: Show) -> None:
    page = show(attacked(text))
    page.get_by_role("button", name="Open all rows").click()
    shown = re.sub("[\u2028\u2029\u202e]", lambda one: f"<U+{ord(one[0]):04X}>", text)
    assert page.locator("#body tr.row td:nth-child(3) > bdi").first.text_content() == shown
    assert page.locator("#report img, #report h1 h1, #body script, #body svg").count() == 0
    page.get_by_role("button", name="Certificate").first.click()
    assert shown in page.locator("#certificate").text_content()


def test_the_policy_stops_what_the_page_does_not_know(chromium: Any, tmp_path: Path) -> None:
    write(full_report(), tmp_path / "report.html", "html")
    page = chromium.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    done = page.evaluate(
        """async () => { try { document.body.innerHTML = '<b>x</b>'; return 'written'; }
        catch (error) { return error.name; } }"""
    )
    assert done == "TypeError"
    blocked = page.evaluate("""() => new Promise((resolve) => {
        document.addEventListener(
            'securitypolicyviolation', (one) => resolve(one.violatedDirective));
        const image = new Image(); image.src = 'https://example.org/x.png'; })""")
    assert blocked == "img-src"


# --- Paper and certificates -------------------------------------------------------------------


def pages_of(path: Path) -> list[str]:
    """The text of a PDF, a page each."""
    if not shutil.which("pdftotext"):
        pytest.skip("there is no pdftotext; try: apt-get install poppler-utils")
    command = ["pdftotext", "-layout", str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.removesuffix("\f").split("\f")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"search": "002", "show": "open"}, "HIT: somebody must look at it."),
        ({"search": "", "show": "clear"}, "No match: no listed name was similar enough."),
        ({"search": "", "show": "unscreened"}, "This party was NOT screened."),
    ],
)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_certificate_is_one_page(
    row: dict[str, str], says: str, paper: str, screened: Path, show: Show, tmp_path: Path
) -> None:
    page = show(screened)
    page.get_by_label("Show").select_option(row["show"])
    search(page, row["search"])
    page.locator(".toggle").first.click()
    page.get_by_role("button", name="Certificate of this party").click()
    page.pdf(path=tmp_path / "c.pdf", format=paper)
    [text] = pages_of(tmp_path / "c.pdf")
    for words in (says, "No match is not clearance", "Checked against", "2026-07-31", "Signature"):
        assert words in re.sub(r"\s+", " ", text)
    page.get_by_role("button", name="Back to the report").click()
    assert page.locator("#report").is_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_certificate_is_one_page(paper: str, show: Show, tmp_path: Path) -> None:
    page = show(longest())
    page.locator(".toggle").first.click()
    page.get_by_role("button", name="Certificate of this party").click()
    page.pdf(path=tmp_path / "c.pdf", format=paper)
    [text] = pages_of(tmp_path / "c.pdf")
    assert "5 more matches are in the report" in text
    assert "and 22 more lists, named in the report" in text
    assert "Signature" in text


def longest() -> Report:
    """A party with more of everything than fits on a page."""
    long = "Hikvision " * 60
    review = Review(
        verdict=Verdict.TRUE_MATCH,
        reason=long,
        reviewer="A",
        date="2026-03-01",
        expires="2027-03-01",
    )
    programme = replace(HIKVISION.listings[0].programme, name=long)
    listing = replace(HIKVISION.listings[0], programme=programme)
    name = replace(HIKVISION.names[0], text=long)
    entry = replace(HIKVISION, names=(name,), listings=(listing,))
    matches = [
        replace(match(replace(entry, id=str(number)), name=0), review=review) for number in range(9)
    ]
    answer = result(long, *matches, key=long, role=long)
    party = replace(
        answer.question.party,
        address=long,
        identifiers=tuple(Identifier(kind="lei", value="9" * 20) for _ in range(20)),
    )
    place = DestinationNote(place="Iran", kind="embargo", remark=long, is_question=True)
    question = replace(answer.question, party=party)
    answer = replace(answer, question=question, reason=long, destination=(place,))
    made = report(answer)
    lists = tuple(
        replace(made.manifest.lists[0], id=str(number), title=long) for number in range(30)
    )
    return Report(manifest=replace(made.manifest, lists=lists), results=made.results)


def test_paper_has_every_row_that_was_found_and_no_controls(show: Show, tmp_path: Path) -> None:
    answers = [result(f"Hik Vision {n}", match(), row=n) for n in range(2, 202)]
    page = show(report(*answers), scheme="dark")
    page.pdf(path=tmp_path / "r.pdf", format="A4")
    text = " ".join(pages_of(tmp_path / "r.pdf"))
    assert all(re.search(rf"row {n}\b", text) for n in range(2, 202))
    assert "Save decisions" not in text
    assert page.locator("#body tr.row").count() == 50


# --- Access -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(scheme: str, width: int, screened: Path, show: Show) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = show(screened, width, scheme)
    page.get_by_label("Show").select_option("all")
    page.locator(".toggle").nth(1).click()
    page.locator("details").first.evaluate("one => { one.open = true; }")
    assert faults(axe.run(page)) == []
    page.get_by_role("button", name="Certificate of this party").click()
    assert faults(axe.run(page)) == []


def faults(found: Any) -> list[str]:
    """Rule and element of each fault."""
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_nothing_is_wider_than_the_screen(width: int, show: Show) -> None:
    page = show(report(result("N" * 400, match(band=Decision.HIT))), width)
    page.locator(".toggle").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

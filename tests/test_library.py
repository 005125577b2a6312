"""The library: the command line's answers for programs, in pandas and out of it."""

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import compliance
from compliance import PolicyRow, load_lists, screen_file, screen_frame, screen_names
from compliance.cli.main import main
from compliance.errors import ConfigurationError, InputError, ListError, UsageError
from compliance.library import Lists, ListWarning
from compliance.library.results import FileReport
from compliance.lists import catalog
from compliance.model import Decision, ListInfo
from tests.goldens.write import DAY
from tests.lists.sources.csl_rows import csl

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "compliance/schemas/result.schema.json").read_text("utf-8"))
SAMPLE = ROOT / "samples" / "customers.xlsx"
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
ANSWER = ["decision", "score", "matched_name", "list", "reason", "entry_id"]


@pytest.fixture(scope="module", autouse=True)
def day() -> Iterator[None]:
    """A day on which the bundled list is not yet called old."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        yield


@pytest.fixture(scope="module")
def lists() -> Lists:
    """The bundled list."""
    return load_lists()


# --- Loading ----------------------------------------------------------------------------------


def test_the_bundled_list_and_one_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(csl({"_id": "1", "name": HIKVISION}))
    loaded = load_lists("curated", own)
    assert next(info.origin for info in loaded.infos) == "bundled"
    assert len(loaded.infos) == 2
    assert "curated (20" in repr(load_lists())


def test_a_list_that_is_not_there() -> None:
    with pytest.raises(ListError):
        load_lists("no-such-list.csv")


def test_a_day_that_is_none() -> None:
    with pytest.raises(UsageError, match="as_of='yesterday'"):
        load_lists(as_of="yesterday")


def test_what_a_list_lacks_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def aged(infos: Iterable[ListInfo], day: str) -> tuple[ListInfo, ...]:
        assert len(day) == len("2026-01-31")
        return tuple(replace(info, warnings=("3 rows are missing",)) for info in infos)

    monkeypatch.setattr(catalog, "note_ages", aged)
    with pytest.warns(ListWarning, match="list curated: 3 rows are missing"):
        loaded = load_lists()
    assert loaded.warnings == ("list curated: 3 rows are missing",)
    found = screen_file(SAMPLE, loaded, sheets=["Customers"])
    assert not found.is_whole


# --- Names ------------------------------------------------------------------------------------


def test_one_result_a_name_in_order(lists: Lists) -> None:
    asked = ["Bakery Miller", HIKVISION, None, "", float("nan"), pd.NA, "  ", "-", 7]
    found = screen_names(asked, lists)
    decisions = [str(one.decision) for one in found]
    assert decisions == ["CLEAR", "HIT", *["UNSCREENED"] * 6, "CLEAR"]
    assert all(one.reason.startswith("Not screened: ") for one in found[2:8])
    assert "This is not clearance." in found[0].reason
    assert found[8].answer.question.party.name == "7"
    assert (found[1].score, found[1].list, found[1].entry_id) == (1.0, "curated", "hikvision")
    assert (found[0].score, found[0].list, found[0].entry_id) == (None, "", "")
    assert [one.matched_name for one in found.open] == [HIKVISION]
    assert found.counts == {
        Decision.HIT: 1,
        Decision.REVIEW: 0,
        Decision.CLEAR: 2,
        Decision.UNSCREENED: 6,
    }


def test_dictionaries_are_the_records_of_json_lines(lists: Lists) -> None:
    for one in screen_names([HIKVISION, "Bakery Miller", None], lists, min_score=0.3):
        jsonschema.validate(one.to_dict(), SCHEMA)


def test_results_cannot_be_changed(lists: Lists) -> None:
    with pytest.raises(AttributeError):
        screen_names([HIKVISION], lists)[0].answer = None  # type: ignore[misc, assignment]


def test_purpose_and_policy_let_count_what_they_let_count_elsewhere(
    lists: Lists, tmp_path: Path
) -> None:
    names = ["SZ DJI Technology", "Hikvision (Shenzhen)", "Brunnwald Optik"]
    stricter = PolicyRow(
        reason="tried", author="J. Doe", date="2026-01-01", lists=("curated",), review=0.8
    )
    file = tmp_path / "names.csv"
    file.write_text("name\n" + "\n".join(names), encoding="utf-8")
    for more in ({"purpose": "pay"}, {"policy": [stricter]}, {"purpose": "export"}):
        found = screen_names(names, lists, **more)
        frame = screen_frame(pd.DataFrame({"name": names}), lists, name="name", **more)
        report = screen_file(file, lists, **more)
        assert [one.decision for one in found] == list(frame["decision"])
        assert [one.decision for one in report.results] == list(frame["decision"])
        assert report.manifest.policy
    assert [one.decision for one in screen_names(names, lists, purpose="pay")] == ["CLEAR"] * 3
    [dji, *_] = screen_names(names, lists, purpose="pay")
    assert dji.to_dict()["matches"][0]["counted"] is False  # type: ignore[index]
    with pytest.raises(ConfigurationError, match="purpose is 'exprt'"):
        screen_names(names, lists, purpose="exprt")
    with pytest.raises(ConfigurationError, match="policy 1 has no author"):
        screen_names(names, lists, policy=[replace(stricter, author="")])


def test_one_text_is_refused(lists: Lists) -> None:
    with pytest.raises(UsageError, match="several names"):
        screen_names(HIKVISION, lists)


@pytest.mark.parametrize("limits", [{"min_score": 2.0}, {"max_matches": 0}])
def test_limits_out_of_range(lists: Lists, limits: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="must be"):
        screen_names([HIKVISION], lists, **limits)


# --- Frames -----------------------------------------------------------------------------------


def test_a_frame_out_has_the_index_of_the_frame_in(lists: Lists) -> None:
    frame = pd.DataFrame(
        {"Firma": [HIKVISION, None, np.nan, "Bäckerei Müller", 7.0], "Land": list("ABCDE")},
        index=pd.Index(["x", "x", "y", 3, None], dtype=object),
    )
    before = frame.copy()
    found = screen_frame(frame, lists, name="Firma", country="Land")
    assert list(found.columns) == ANSWER
    assert found.index.equals(frame.index)
    assert list(found["decision"]) == ["HIT", "UNSCREENED", "UNSCREENED", "CLEAR", "CLEAR"]
    assert list(found["reason"])[1] == "Not screened: no name in column 'Firma'."
    assert found["score"].dtype == np.float64
    assert found["score"].isna().tolist() == [False, True, True, True, True]
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_frame(lists: Lists) -> None:
    found = screen_frame(pd.DataFrame({"Firma": []}), lists, name="Firma")
    assert (list(found.columns), len(found)) == (ANSWER, 0)


@given(
    st.lists(st.none() | st.integers() | st.floats() | st.text(max_size=20) | st.just(HIKVISION))
)
@settings(max_examples=40, deadline=None)
def test_rows_in_are_rows_out(lists: Lists, names: list[object]) -> None:
    frame = pd.DataFrame({"Firma": pd.Series(names, dtype=object)})
    frame.index = pd.Index([0] * len(names))
    found = screen_frame(frame, lists, name="Firma")
    assert found.index.equals(frame.index)
    answers = zip(names, found["decision"], found["reason"], strict=True)
    for name, decision, reason in answers:
        if name == HIKVISION:
            assert decision == "HIT"
        if name is None or name != name or not str(name).strip():
            assert (decision, reason[:13]) == ("UNSCREENED", "Not screened:")
        assert reason


def test_a_frame_answers_as_a_file_does(lists: Lists, tmp_path: Path) -> None:
    rows = {
        "Firma": [HIKVISION, f"Bakery; {HIKVISION}", "ditto", "n/a", "Miller"],
        "Land": ["CN", "DE", "DE", "DE", "DE"],
        "Street": ["", "", "", "", "555 Qianmo Road, Binjiang District, Hangzhou"],
        "Nr": [1, 2, 3, 4, 5],
    }
    frame = pd.DataFrame(rows)
    frame.to_csv(tmp_path / "file.csv", index=False)
    roles = {"name": "Firma", "country": "Land", "address": "Street", "id": "Nr"}
    of_file = screen_file(tmp_path / "file.csv", lists, column=roles).to_frame()
    of_frame = screen_frame(frame, lists, name="Firma", country="Land", address="Street", id="Nr")
    same = ["decision", "score", "matched_name", "list", "entry_id"]
    pd.testing.assert_frame_equal(of_frame[same], of_file[same])
    assert of_frame["decision"].tolist()[1:4] == ["HIT", "HIT", "UNSCREENED"]


def test_several_columns_of_the_address_and_numbers(lists: Lists) -> None:
    frame = pd.DataFrame({0: ["Miller"], 1: ["555 Qianmo Road"], 2: ["Hangzhou"], "LEI": ["x"]})
    found = screen_frame(frame, lists, name=0, address=[1, 2], identifiers={"lei": "LEI"})
    assert len(found) == 1
    with pytest.raises(UsageError, match="no kind of identifier 'shoe size'"):
        screen_frame(frame, lists, name=0, identifiers={"shoe size": 1})


def test_a_cell_with_a_list_is_not_screened(lists: Lists) -> None:
    found = screen_frame(pd.DataFrame({"Firma": [[HIKVISION, "b"]]}), lists, name="Firma")
    assert found["decision"].tolist() == ["UNSCREENED"]
    assert "several values" in found["reason"][0]


def test_labels_that_are_not_there_or_there_twice(lists: Lists) -> None:
    frame = pd.DataFrame([["a", "b", "c"]], columns=["Firma", "Firma", "Land"])
    with pytest.raises(InputError, match="2 columns 'Firma'"):
        screen_frame(frame, lists, name="Firma")
    with pytest.raises(InputError, match="no column 'Name'"):
        screen_frame(frame, lists, name="Name")
    assert len(screen_frame(frame, lists, name="Land")) == 1
    with pytest.raises(UsageError, match="takes a pandas DataFrame, not list"):
        screen_frame([HIKVISION], lists, name="Firma")  # type: ignore[arg-type]


# --- Files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(lists: Lists) -> FileReport:
    """That of the sample."""
    return screen_file(SAMPLE, lists)


def test_a_file_is_answered_as_the_command_answers(
    report: FileReport, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(SAMPLE), "--no-config", "--format", "jsonl", "-o", "-"])
    lines = capsys.readouterr().out.splitlines()
    assert [one.to_dict() for one in report.results] == [json.loads(line) for line in lines]


def test_a_report_tells_what_was_not_screened(report: FileReport, tmp_path: Path) -> None:
    assert not report.is_whole
    assert len(report.results) == sum(report.manifest.counts.values()) == len(report.to_frame())
    assert set(report.to_frame()["sheet"]) == {"Customers", "Open projects"}
    report.write(tmp_path / "report.csv")
    assert (tmp_path / "report.csv").stat().st_size
    with pytest.raises(UsageError):
        report.write(tmp_path / "report.pdf")


def test_a_notebook_shows_text_of_others_as_text(lists: Lists, tmp_path: Path) -> None:
    bad = f"<script>alert(1)</script> {HIKVISION}"
    (tmp_path / "<b>.csv").write_text(f"Customer\n{bad}\n", encoding="utf-8")
    shown = screen_file(tmp_path / "<b>.csv", lists)._repr_html_()
    assert "<script>" not in shown
    assert "<b>.csv" not in shown
    assert "&lt;script&gt;" in shown
    assert "It is no clearance." in shown
    many = screen_names([HIKVISION] * 60, lists)._repr_html_()
    assert many.count("<tr>") == 51
    assert "and 10 more" in many


# --- Loading late -----------------------------------------------------------------------------


def modules_after(code: str) -> set[str]:
    """The modules that are loaded when some code has run."""
    code = f"import sys\n{code}\nprint(*sys.modules, sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines())


def test_the_package_alone_loads_nothing() -> None:
    assert {one for one in modules_after("import compliance") if "compliance" in one} == {
        "compliance"
    }


def test_the_command_needs_no_pandas(tmp_path: Path) -> None:
    words = [str(SAMPLE), "--no-config", "--quiet", "-o", str(tmp_path / "report.xlsx")]
    code = "import io, contextlib\nfrom compliance.cli.main import main\n"
    code += f"with contextlib.redirect_stdout(io.StringIO()):\n    main({words!r})"
    assert not {"pandas", "pyarrow"} & modules_after(code)
    assert "rich" not in modules_after(
        "import io, contextlib\nfrom compliance.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n    main(['no-such-command', '--help'])"
    )


def test_one_name_loads_nothing_that_it_does_not_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREEN_CACHE", str(tmp_path))
    late = {"numpy.ma", "html", "pypinyin", "openpyxl", "lxml", "compliance.decisions"}
    late |= {"compliance.lists.pins", "compliance.matching.explain", "compliance.readers"}
    code = "import io, contextlib\nfrom compliance.cli.main import main\n"
    code += "with contextlib.redirect_stdout(io.StringIO()):\n"
    code += "    main(['name', 'Blue River Glass', '--no-config'])"
    modules_after(code)  # the list is made ready, once
    loaded = modules_after(code)
    assert "compliance.matching" in loaded
    assert not late & loaded


def test_names_without_frames_need_no_pandas() -> None:
    code = "from compliance import load_lists, screen_names\nscreen_names(['a'], load_lists())"
    assert "pandas" not in modules_after(code)


def test_what_the_package_does_not_have() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'screen_nothing'"):
        compliance.screen_nothing  # noqa: B018


# --- Pages ------------------------------------------------------------------------------------


def examples(page: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize(
    ("page", "at", "code"),
    [
        (page, at, code)
        for page in ("README.md", "docs/library.md")
        for at, code in enumerate(examples(page))
    ],
)
def test_the_examples_run(
    page: str, at: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists: Lists
) -> None:
    (tmp_path / "customers.xlsx").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"Firma": [HIKVISION, "Bakery"], "Land": ["CN", "DE"]}, index=[4, 9])
    names: dict[str, object] = {"customers": frame, "lists": lists}
    names |= {name: getattr(compliance, name) for name in compliance.__all__}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(code, f"{page} {at}", "exec"), names)  # noqa: S102
    assert len(examples("README.md")) == 1


# --- Places -----------------------------------------------------------------------------------


def test_a_place_under_embargo_is_a_question(lists: Lists) -> None:
    frame = pd.DataFrame({"n": ["Alborz"], "c": ["AE"], "a": ["Motahari St, Tehran"], "d": ["AE"]})
    found = screen_frame(frame, lists, name="n", country="c", address="a", destination="d")
    assert list(found["decision"]) == ["REVIEW"]
    assert found["reason"][0].startswith(
        "Destination: Iran (comprehensive embargo), by the address"
    )
    noted = screen_frame(frame, lists, name="n", country="c", address="a", places="note")
    assert list(noted["decision"]) == ["CLEAR"]


def test_the_notes_of_a_file(lists: Lists, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Customer,Destination country\nAlborz,Cuba\n", encoding="utf-8")
    [result] = screen_file(tmp_path / "a.csv", lists).results
    assert [note.place for note in result.destination] == ["Cuba"]
    assert result.to_dict()["destination"]
    assert [one.place for one in screen_file(tmp_path / "a.csv", lists).manifest.destinations] == [
        "Cuba"
    ]


def test_a_way_of_places_that_there_is_not(lists: Lists) -> None:
    with pytest.raises(UsageError, match="there is no places='loud'"):
        screen_names(["Alborz"], lists, places="loud")

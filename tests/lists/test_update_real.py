"""Real lists through a whole update with the bundled judgement; skipped where they are missing."""

import gzip
import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance.lists import catalog
from compliance.lists.acceptance import UpdateOutcome, UpdateResult
from compliance.lists.publishers import load_publishers
from compliance.lists.shelf import Shelf
from compliance.lists.update import UpdateOrder, update_all
from compliance.lists.verification import verify_archive

SHARED = Path(os.environ.get("SCREEN_SHARED", Path(__file__).parents[3] / "shared"))
FULL = SHARED / "eval" / "dev" / "list.csv.gz"
OLDER = SHARED / "lists" / "csl" / "consolidated_2023-11_original_format_sample.csv"
BROKEN = SHARED / "lists" / "csl" / "consolidated_broken.csv"

pytestmark = pytest.mark.skipif(not FULL.is_file(), reason="the real lists are not here")


def update(folder: Path, data: bytes, time: str) -> UpdateResult:
    """Update the Consolidated Screening List from a mirror that holds these bytes."""
    mirror = folder / "consolidated.csv"
    mirror.write_bytes(data)
    publisher = replace(load_publishers()["csl"], addresses={mirror.name: str(mirror)})
    order = UpdateOrder(folder=folder / "data", time=time)
    [result] = update_all([publisher], order, lambda: nullcontext(lambda *_: None))
    return result


@pytest.mark.slow
def test_the_full_list_is_taken_and_a_part_of_it_is_not(tmp_path: Path) -> None:
    first = update(tmp_path, gzip.decompress(FULL.read_bytes()), "2026-11-01T08:00:00+00:00")
    assert (first.outcome, first.reasons) == (UpdateOutcome.NEW, ())
    assert first.new
    assert (first.new.entries, first.new.rows, first.new.rejected) == (25_921, 25_921, 0)
    part = update(tmp_path, OLDER.read_bytes(), "2026-11-02T08:00:00+00:00")
    assert part.outcome is UpdateOutcome.REFUSED
    assert "it lost 21,695 of 25,921 entries, 83.7%, and at most 5.0% may go" in part.reasons
    broken = update(tmp_path, BROKEN.read_bytes(), "2026-11-03T08:00:00+00:00")
    assert broken.outcome is UpdateOutcome.FAILED
    [info] = catalog.load(["csl"], Shelf(folder=tmp_path / "data")).lists
    assert (info.entries, info.warnings) == (25_921, ())
    assert list(verify_archive(tmp_path / "data")) == []

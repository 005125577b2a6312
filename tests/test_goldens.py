"""The samples give what they gave: a change of matching or lists shows in a diff of the goldens."""

from pathlib import Path

import pytest

from tests.goldens.write import DAY, HERE, golden_name, samples, write


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("goldens")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        write(folder)
    return folder


@pytest.mark.parametrize("sample", samples(), ids=lambda path: str(path.name))
def test_the_sample_gives_its_golden(sample: Path, fresh: Path) -> None:
    name = golden_name(sample)
    golden = (HERE / name).read_text(encoding="utf-8").splitlines()
    found = (fresh / name).read_text(encoding="utf-8").splitlines()
    assert found == golden, "if the change is meant: make goldens, and look at git diff"


def test_every_golden_has_its_sample() -> None:
    assert {path.name for path in HERE.glob("*.jsonl")} == {golden_name(one) for one in samples()}

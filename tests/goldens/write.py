"""Screen every sample into this folder: `make goldens`."""

import os
from pathlib import Path

from compliance.cli.main import main

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
KINDS = (".xlsx", ".csv")
DAY = "1793577600"
"""2 November 2026, 0:00 UTC: rules of ownership are what they were on that day."""


def samples() -> list[Path]:
    """The workbooks that users try."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in KINDS)


def golden_name(sample: Path) -> str:
    """The golden file of a sample: `customers.xlsx.jsonl`."""
    return f"{sample.name}.jsonl"


def write(folder: Path) -> None:
    """Screen every sample with the bundled list and the defaults, one JSON Lines file each."""
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    for sample in samples():
        target = str(folder / golden_name(sample))
        main([str(sample), "--no-config", "--quiet", "--format", "jsonl", "-o", target])


if __name__ == "__main__":
    write(HERE)

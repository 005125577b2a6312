"""The measured part of docs/quality.md, written by a command and never by hand."""

import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from benchmarks.asking import Found
from benchmarks.figures import Figure, markdown
from benchmarks.recall import calibration
from compliance.matching import scoring

BEGIN = "<!-- figures: written by `make quality-docs`, not by hand -->"
END = "<!-- end of figures -->"
BUCKETS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01)
THRESHOLDS = (0.40, 0.45, 0.50, 0.525, 0.55, 0.575, 0.60, 0.65, 0.70, 0.80, 0.90)
_SHOWN_PACKAGES = ("party-screen", "anyascii", "rapidfuzz", "numpy")


def write(
    path: Path,
    figures: Sequence[Figure],
    skipped: Sequence[str],
    found: Found | None,
    true: int,
    sampled: str,
) -> None:
    """Put the figures between the marks of a page, or at its end when it has none."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    lines = [BEGIN, "", dated(sampled), "", *markdown(figures), ""]
    lines += [f"Not measured here: {'; '.join(skipped)}.", ""] if skipped else []
    lines += [*curves(found, true), ""] if found else []
    body = "\n".join(lines)
    path.write_text(f"{before}{body}\n{END}{after}", encoding="utf-8")


def dated(sampled: str) -> str:
    """When, on what and with which versions it was measured."""
    found = (f"{name} {installed(name)}" for name in _SHOWN_PACKAGES if installed(name))
    today = datetime.now(UTC).date().isoformat()
    return f"Measured {today} ({sampled}), Python {platform.python_version()}, {', '.join(found)}."


def installed(package: str) -> str:
    """The version of a package; empty when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


# --- Calibration and thresholds ---------------------------------------------------------------


def curves(found: Found, true: int) -> Iterator[str]:
    """The calibration curve, what came of each band, and the sensitivity to the threshold."""
    yield "### What a score came to on the reference set"
    yield ""
    yield "| score of the best match | matches | share right |"
    yield "|---|---|---|"
    right = found.first
    for low, high, number, part in calibration(found.best, right, BUCKETS):
        yield f"| {low:.2f} to {min(high, 1):.2f} | {number} | {part:.3f} |"
    yield ""
    yield from bands(found, true)
    yield ""
    yield "| REVIEW from | innocents that alert | true parties found |"
    yield "|---|---|---|"
    for least in THRESHOLDS:
        alerts, share = (found.best[true:] >= least).mean(), (found.right[:true] >= least).mean()
        mark = " (in use)" if least == scoring.REVIEW_FROM else ""
        yield f"| {least:.3f}{mark} | {alerts:.4f} | {share:.3f} |"


def bands(found: Found, true: int) -> Iterator[str]:
    """Of all HITs and REVIEWs, the share that is right."""
    is_true = np.arange(len(found.best)) < true
    right = found.right_alerts & is_true
    reviews = found.alerts & ~found.hits
    yield "| band | queries | share right |"
    yield "|---|---|---|"
    for name, chosen in (("HIT", found.hits), ("REVIEW", reviews)):
        part = right[chosen].mean() if chosen.any() else float("nan")
        yield f"| {name} | {int(chosen.sum())} | {part:.3f} |"

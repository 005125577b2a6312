"""The scores above which a threshold loses a sure case: `data/thresholds.toml`, its one reader."""

from collections.abc import Iterator, Sequence
from functools import cache

from compliance.model import PolicyRow
from compliance.model.program_data import read_data_tables

SURE = "names that are surely those of a listed party"
"""What the STRONG cases are to an officer."""


@cache
def read_limit(name: str) -> float:
    """The highest threshold, `hit` or `review`, that loses none of the sure cases."""
    value = read_data_tables("policy/data/thresholds.toml")[name]["value"]
    return float(value)


def list_losses(row: PolicyRow) -> Iterator[tuple[str, str]]:
    """Each threshold above the point where a sure case is lost, and what is lost."""
    limits = {"REVIEW": (row.review, read_limit("review")), "HIT": (row.hit, read_limit("hit"))}
    for band, (least, most) in limits.items():
        if least is not None and least > most:
            lost = "lost" if band == "REVIEW" else "no HIT"
            yield (
                f"{band} only from {least:g}",
                f"{SURE} score as low as {most:g} and are {lost}",
            )


def list_warnings(rows: Sequence[PolicyRow]) -> Iterator[str]:
    """What to warn of: each of them, and whose it is."""
    for row in rows:
        yield from (f"{what}: {loss}; {row.signature}" for what, loss in list_losses(row))

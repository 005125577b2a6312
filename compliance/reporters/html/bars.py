"""Pure: counts -> the bars of a picture."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

MOST_BARS = 12
"""Bars of one picture; what is left is one more bar."""


class Bar(Struct, frozen=True, kw_only=True):
    """One bar of a picture."""

    label: str
    count: int
    share: float
    """Of the longest bar, in per cent."""


def rank_counts(counts: Mapping[str, int]) -> Sequence[Bar]:
    """The longest first; equal ones by name, and what is beyond the most as one bar."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = ranked[MOST_BARS:]
    shown = ranked[:MOST_BARS]
    if rest:
        shown.append((f"{len(rest):,} others", sum(count for _, count in rest)))
    longest = max((count for _, count in shown), default=1)
    return [
        Bar(label=label, count=count, share=round(100 * count / longest, 2))
        for label, count in shown
    ]

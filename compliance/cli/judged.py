"""What became of a list that was fetched or imported: its figures, and why it was refused."""

from collections.abc import Iterator

from compliance.lists.acceptance import UpdateOutcome, UpdateResult


def described(result: UpdateResult, way_out: str) -> Iterator[str]:
    """`csl: updated, 25,921 entries (17 more than before)`, and why where it was not."""
    yield f"{result.id}: {result.outcome}{figures(result)}"
    if result.outcome is UpdateOutcome.NEW and result.reasons:
        yield "  accepted by you in spite of this:"
    yield from (f"  {reason}" for reason in result.reasons)
    if result.outcome is UpdateOutcome.REFUSED:
        yield f"  what to do: {way_out}"
    if result.outcome in (UpdateOutcome.REFUSED, UpdateOutcome.FAILED):
        yield f"  {stays(result)}"


def figures(result: UpdateResult) -> str:
    """The counts of the new version beside those of the old one."""
    if result.new is None:
        return ""
    dated = f", as of {result.new.as_of}" if result.new.as_of else ""
    counts = f", {result.new.entries:,} entries{dated}, {result.new.rejected:,} rows rejected"
    if result.old is None or result.outcome is UpdateOutcome.UNCHANGED:
        return counts
    change = result.new.entries - result.old.entries
    return f"{counts} ({change:+,} entries)"


def stays(result: UpdateResult) -> str:
    """What is in use after a refusal."""
    if result.old is None:
        return "no version of it is kept, so it cannot be used yet"
    return f"the version of {result.old.time} stays in use, with {result.old.entries:,} entries"

"""PURE: whether every decision of a record is signed by somebody whose signature counts.

A signature is on the hash of a line, which holds the hashes of the lines before: it vouches for
them too. So decisions from before the first signature need none of their own; what follows a signed
line does, and so does what no signed line follows.
"""

from collections.abc import Callable, Iterator, Sequence

from compliance.decisions.lines import RecordedDecision

SHORT = 8
"""Letters of a hash that name a decision, as `screen review list` shows them."""
Check = Callable[[RecordedDecision], str]
"""What is wrong with the signature of a decision, as the end of a sentence; empty for none."""


def describe_unsigned(decisions: Sequence[RecordedDecision], check: Check) -> Iterator[str]:
    """A sentence for each decision that nobody vouches for, in the order of the record."""
    problems = {one.id: check(one) for one in decisions}
    after, before = set[str](), set[str]()
    for one in decisions:
        if not problems[one.id] or not after.isdisjoint(one.parents):
            after.add(one.id)
    for one in reversed(decisions):
        if not problems[one.id] or one.id in before:
            before.update(one.parents)
    for one in decisions:
        is_old = not one.signature and one.id not in after and one.id in before
        if problems[one.id] and not is_old:
            yield f"decision {one.id[:SHORT]} of {one.date} {problems[one.id]}"

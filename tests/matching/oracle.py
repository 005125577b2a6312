"""The slow, obvious matcher: every asked name against every list name, no index.

It stays for ever as the oracle: what it finds above the REVIEW threshold the index must not lose.
"""

from compliance.matching.matcher import Matcher
from compliance.model import Watchlist


def exhaustive(watchlist: Watchlist) -> Matcher:
    """A matcher that compares with every name of the watchlist."""
    return Matcher(watchlist, exhaustive=True)

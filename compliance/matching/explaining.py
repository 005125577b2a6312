"""How a decision about two names came about, laid out: words, rules, points, cap, band.

It decides nothing itself. The score is that of `scoring`, the band that of `policy`; what stands
here only shows the way there, for pairs that match and for pairs that do not. Pure.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compliance.errors import UsageError
from compliance.matching import evidence, policy
from compliance.matching.alignment import Word, words_of
from compliance.matching.comparison import Comparison, Side, compare
from compliance.matching.matcher import Matcher
from compliance.matching.obstacles import obstacle
from compliance.matching.rules import RULES
from compliance.matching.scorecard import Scorecard, bundled
from compliance.matching.scoring import Scored, most, score
from compliance.matching.seats import seats
from compliance.matching.tally import Given, Tally
from compliance.matching.weights import Weights, weigh
from compliance.model import Decision, ListEntry, Listing, Name, NameKind, Party, Programme
from compliance.model import Watchlist as Watchlist
from compliance.names import prepare
from compliance.names.readings import readings

NEAREST = 10
"""Entries shown for a name that is asked against a whole list."""
ALONE = "alone"
"""How a word met its partner when it has none."""
_NOWHERE = Programme(id="", name="", publisher="", authority="", restricts="", source="")

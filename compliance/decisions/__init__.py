"""The decision record: what officers decided, of whom exactly, and when that stops to hold.

prints     party and entry as they were, a small hash a part, so that a change can be named
lines      one decision as one line of text, with its hash and those of the lines before it
chain      the lines of a record verified as a tree: a merge of two branches is two chains
keeping    the file: read, repaired, appended to by one writer at a time
signatures PURE: whether somebody whose signature counts vouches for every line
standing   PURE: which decision stands for a pair, and what reopened it
places     PURE: a place as what officers decide on
tickets    what a row of a report carries, so that a decision finds its pair again
"""

from compliance.decisions.baseline import EarlierReviews, group_by_party
from compliance.decisions.chain import Fault, Record, record_of
from compliance.decisions.keeping import append, load, verified
from compliance.decisions.lines import Decided, join
from compliance.decisions.signatures import describe_unsigned
from compliance.decisions.standing import Book, Rules
from compliance.decisions.tickets import BadTicket, Ticket

__all__ = [
    "BadTicket",
    "Book",
    "Decided",
    "EarlierReviews",
    "Fault",
    "Record",
    "Rules",
    "Ticket",
    "append",
    "describe_unsigned",
    "group_by_party",
    "join",
    "load",
    "record_of",
    "verified",
]

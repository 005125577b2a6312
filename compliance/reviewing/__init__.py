"""Reports that officers have filled in, read back: rows of a sheet -> decisions, or problems.

words      how people head columns and spell decisions (words.toml)
sheets     PURE: the rows of a workbook -> what was filled in, each with its own key
pages      PURE: the file that the page of a report saves -> the same
checking   PURE: what was filled in -> a decision with all it must have, or what is wrong
joining    PURE: decisions of several rows and reports, and those recorded -> what is new

Every problem names its sheet and cell, or the decision of a page. Nothing is guessed, and with one
problem nothing is taken.
"""

from compliance.reviewing.base import Problem, Refused, group_problems
from compliance.reviewing.checking import Limits, Proposal, checked
from compliance.reviewing.joining import joined, new_ones, outdated
from compliance.reviewing.pages import filled_in_page
from compliance.reviewing.sheets import HEADINGS, Filled, Found, filled_in

__all__ = [
    "HEADINGS",
    "Filled",
    "Found",
    "Limits",
    "Problem",
    "Proposal",
    "Refused",
    "checked",
    "filled_in",
    "filled_in_page",
    "group_problems",
    "joined",
    "new_ones",
    "outdated",
]

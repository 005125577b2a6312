"""Pure: rows of a sheet -> which column is what -> questions.

understand      header words, content and the user's own word -> ColumnMapping or NoMapping
ask             rows and a mapping -> questions, in row order
take            the same with the rows counted; they are made anew whenever they are walked
summarise       every row of a sheet in exactly one count
unscreened      the same for a sheet that was left out, with the reason
check_overrides refuses `--column` words that fit none of the sheets
ROLES           what a column can be: the words that `--column role=Header` takes
"""

from compliance.columns.mapping import Column, ColumnMapping, NoMapping, PartyColumns
from compliance.columns.overrides import check_overrides
from compliance.columns.questions import Asked, Taken, ask, summarise, take, unscreened
from compliance.columns.roles import ROLES, Role
from compliance.columns.understanding import understand

__all__ = [
    "ROLES",
    "Asked",
    "Column",
    "ColumnMapping",
    "NoMapping",
    "PartyColumns",
    "Role",
    "Taken",
    "ask",
    "check_overrides",
    "summarise",
    "take",
    "understand",
    "unscreened",
]

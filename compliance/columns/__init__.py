"""Pure: rows of a sheet -> which column is what -> questions.

find_layout           rows and the user's own word -> SheetLayout (tables, forms) or NoMapping
ask_rows              rows and a layout -> questions, in row order
ask_record            the questions of one record of a table without a sheet
collect_questions     the same, with the rows and cells counted
QuestionCollector     the same, while the questions are asked
summarise_sheet       every row of a sheet in exactly one count
summarise_unscreened  the same for a sheet that was left out, with the reason
check_overrides       refuses `--column` words that fit none of the sheets
ROLES                 what a column can be: the words that `--column role=Header` takes
"""

from compliance.columns.layout import find_layout
from compliance.columns.mapping import Column, ColumnMapping, NoMapping, PartyColumns
from compliance.columns.overrides import check_overrides
from compliance.columns.questions import (
    QuestionCollector,
    QuestionSequence,
    SheetQuestions,
    ask_record,
    ask_rows,
    collect_questions,
    summarise_sheet,
    summarise_unscreened,
)
from compliance.columns.regions import SheetLayout, layout_of_table
from compliance.columns.roles import ROLES, Role

__all__ = [
    "ROLES",
    "Column",
    "ColumnMapping",
    "NoMapping",
    "PartyColumns",
    "QuestionCollector",
    "QuestionSequence",
    "Role",
    "SheetLayout",
    "SheetQuestions",
    "ask_record",
    "ask_rows",
    "check_overrides",
    "collect_questions",
    "find_layout",
    "layout_of_table",
    "summarise_sheet",
    "summarise_unscreened",
]

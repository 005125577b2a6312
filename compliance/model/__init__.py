"""The nouns of screening, frozen: what is asked, what is listed, what was found, what is reported.

Nothing here computes more than a property of itself or imports from another room. A missing text is
empty (`""`), never None and never invented. Dates are ISO 8601, as far as known (`2020-07`).
"""

from compliance.model.answers import (
    HELD,
    PART_OF_CELL,
    Decision,
    Evidence,
    Match,
    RowResult,
)
from compliance.model.destinations import DestinationCount, DestinationNote, DestinationRule
from compliance.model.lists import (
    Address,
    FileCount,
    Lead,
    ListEntry,
    ListInfo,
    Listing,
    Name,
    NameKind,
    Outcome,
    Ownership,
    Programme,
    Rejected,
    Standing,
    Watchlist,
)
from compliance.model.parties import (
    Identifier,
    Party,
    PartyKind,
    Question,
    Row,
)
from compliance.model.policies import PolicyRow, Purpose
from compliance.model.reports import (
    NOT_CLOSED,
    Change,
    FileOutcome,
    InputFile,
    Manifest,
    NotAsked,
    RecordInfo,
    Report,
    RuleStatement,
    Settings,
    SheetSummary,
    Since,
    added_sheets,
)
from compliance.model.reviews import VERDICTS, Review, Verdict

__all__ = [
    "HELD",
    "NOT_CLOSED",
    "PART_OF_CELL",
    "VERDICTS",
    "Address",
    "Change",
    "Decision",
    "DestinationCount",
    "DestinationNote",
    "DestinationRule",
    "Evidence",
    "FileCount",
    "FileOutcome",
    "Identifier",
    "InputFile",
    "Lead",
    "ListEntry",
    "ListInfo",
    "Listing",
    "Manifest",
    "Match",
    "Name",
    "NameKind",
    "NotAsked",
    "Outcome",
    "Ownership",
    "Party",
    "PartyKind",
    "PolicyRow",
    "Programme",
    "Purpose",
    "Question",
    "RecordInfo",
    "Rejected",
    "Report",
    "Review",
    "Row",
    "RowResult",
    "RuleStatement",
    "Settings",
    "SheetSummary",
    "Since",
    "Standing",
    "Verdict",
    "Watchlist",
    "added_sheets",
]

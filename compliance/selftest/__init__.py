"""Questions whose answers are known, put to the lists in use.

Known spellings and near misses come from a data file; canaries are names of the lists themselves.
"""

from compliance.selftest.canaries import choose_canaries, refuse_silent_lists
from compliance.selftest.cases import CaseKind, SelfTestCase, load_cases
from compliance.selftest.checking import Checked, check_cases, count_kinds

__all__ = [
    "CaseKind",
    "Checked",
    "SelfTestCase",
    "check_cases",
    "choose_canaries",
    "count_kinds",
    "load_cases",
    "refuse_silent_lists",
]

"""The library: what `screen` does, for programs and notebooks. docs/library.md shows it in use.

load_lists    ids or paths of lists -> Lists, ready to be asked
screen_names  names and lists -> Results, one a name
screen_frame  a pandas DataFrame and lists -> a DataFrame with the same index
screen_file   a workbook or table and lists -> FileReport
PolicyRow     what counts in another way, as [[policy]] of the settings file
"""

from compliance.library.asking import screen_file, screen_frame, screen_names
from compliance.library.loading import Lists, ListWarning, load_lists
from compliance.library.results import FileReport, Result, Results
from compliance.model import PolicyRow

__all__ = [
    "FileReport",
    "ListWarning",
    "Lists",
    "PolicyRow",
    "Result",
    "Results",
    "load_lists",
    "screen_file",
    "screen_frame",
    "screen_names",
]

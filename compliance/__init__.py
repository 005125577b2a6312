"""Restricted-party screening: who is listed, why, what it restricts, and what was checked."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.2.0"

MATCHER = 1
"""Major version of the matcher: it changes when pairs are compared in another way, so that what
officers decided before must be seen again. Scores that move a little are no such change."""

# --- The library ------------------------------------------------------------------------------

if TYPE_CHECKING:
    from compliance.library import PolicyRow, load_lists, screen_file, screen_frame, screen_names

__all__ = [
    "MATCHER",
    "PolicyRow",
    "__version__",
    "load_lists",
    "screen_file",
    "screen_frame",
    "screen_names",
]


def __getattr__(name: str) -> object:
    """Load the library when it is asked for (PEP 562).

    Every module of the program passes this one on its way in: a plain import would make each
    command load the matcher and the readers of workbooks, `screen --help` included.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("compliance.library"), name)

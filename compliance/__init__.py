"""Restricted-party screening: who is listed, why, what it restricts, and what was checked."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("party-screen")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.0.0+checkout"

MATCHER = 1
"""Major version of the matcher: it changes when pairs are compared in another way, so that what
officers decided before must be seen again. Scores that move a little are no such change."""

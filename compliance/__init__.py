"""Restricted-party screening: who is listed, why, what it restricts, and what was checked."""

__version__ = "0.2.0"

MATCHER = 1
"""Major version of the matcher: it changes when pairs are compared in another way, so that what
officers decided before must be seen again. Scores that move a little are no such change."""

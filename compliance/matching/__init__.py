"""Pure: candidates, scoring by a table of rules, and bands."""

from compliance.matching.matcher import Matcher

__all__ = ["Matcher"]

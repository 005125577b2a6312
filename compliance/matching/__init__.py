"""Pure: candidates, scoring by a table of rules, bands, and the exhaustive oracle."""

from compliance.matching.matcher import Matcher

__all__ = ["Matcher"]

"""Pure: raw text to a prepared name. One normaliser for lists and for questions."""

from compliance.names.prepare import PreparedName, prepare

__all__ = ["PreparedName", "prepare"]

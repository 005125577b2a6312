"""Pure: raw text to a prepared name. One normaliser for lists and for questions."""

from compliance.names.prepare import PreparedName, prepare_name

__all__ = ["PreparedName", "prepare_name"]

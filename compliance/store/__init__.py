"""Kept lists: every version of every file by its hash, what was fetched when, pins, and age.

Files only, no network. `updating` fetches and judges; whoever screens reads here and nowhere else.
"""

from compliance.store.folder import VARIABLE, checked_id, data_folder, is_id
from compliance.store.history import Check, History, KeptFile, Version
from compliance.store.locking import writer
from compliance.store.shelf import Kept, Shelf, present
from compliance.store.verifying import verify

__all__ = [
    "VARIABLE",
    "Check",
    "History",
    "Kept",
    "KeptFile",
    "Shelf",
    "Version",
    "checked_id",
    "data_folder",
    "is_id",
    "present",
    "verify",
    "writer",
]

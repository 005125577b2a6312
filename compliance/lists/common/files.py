"""Pure: a list as it was read, a file or several by name, before anybody knows its form."""

from collections.abc import Mapping

from compliance.errors import ListError

Files = Mapping[str, bytes]
"""A list as it was read: file name -> content; one file, or all list files of a folder, sorted."""

ENDINGS = (".csv", ".json", ".toml", ".tsv", ".txt", ".xml")
"""How the names of files end that some source reads; others in a folder are no part of a list."""


# --- Files ------------------------------------------------------------------------------------


def take_only_file(files: Files) -> tuple[str, bytes]:
    """Name and content of a list of one file. Raises ListError when there are several."""
    if len(files) != 1:
        raise ListError(f"{', '.join(files)}: this list is one file", "give one file")
    return next(iter(files.items()))


def read_beginning(files: Files, size: int = 4096) -> str:
    """The first characters of a list of one file, for telling formats apart; empty for others."""
    if len(files) != 1:
        return ""
    return next(iter(files.values()))[:size].decode("utf-8-sig", errors="replace")

"""Kept versions for tests."""

from collections.abc import Mapping
from pathlib import Path

from compliance.lists import archive, history
from compliance.lists.history import KeptFile, ListVersion

ADDRESS = "https://lists.example/list.csv"


def version(
    folder: Path,
    files: Mapping[str, bytes],
    time: str,
    *,
    accepted: bool = True,
    entries: int = 2,
    reasons: tuple[str, ...] = (),
) -> ListVersion:
    """A version whose files are kept."""
    return ListVersion(
        time=time,
        accepted=accepted,
        files=tuple(
            KeptFile(
                name=name,
                sha256=archive.write_content(folder, data),
                size=len(data),
                address=ADDRESS,
            )
            for name, data in files.items()
        ),
        as_of="",
        entries=entries,
        names=entries,
        rows=entries,
        rejected=0,
        reasons=reasons,
    )


def keep(
    folder: Path, list_id: str, files: Mapping[str, bytes], time: str, entries: int = 2
) -> None:
    """Keep an accepted version of a list."""
    history.append_event(folder, list_id, version(folder, files, time, entries=entries))

"""Pure: one file a list form, the bytes of a list to entries or rejected rows, and their table."""

from collections.abc import Mapping

from compliance.errors import ListError
from compliance.sources import csl, curated
from compliance.sources.base import Files, ParsedList, Reference, Source

MOST_PROBLEMS_TOLD = 3


def is_curated(files: Files) -> bool:
    """Whether all files are TOML, the project's own form."""
    return bool(files) and all(name.casefold().endswith(".toml") for name in files)


def parse_curated(files: Files, reference: Reference) -> ParsedList:
    """A list in the project's own form; hand-written, so a single wrong entry refuses it all.

    Raises ListError with the first problems, or when the list holds no entry.
    """
    texts = {name: decoded(name, data) for name, data in files.items()}
    found = curated.parse(texts, reference.programmes, reference.citations, reference.ownership)
    if found.rejected:
        first = "; ".join(row.reason for row in found.rejected[:MOST_PROBLEMS_TOLD])
        more = len(found.rejected) - MOST_PROBLEMS_TOLD
        problem = f"list {found.id!r} is broken: {first}" + (f"; and {more} more" * (more > 0))
        raise ListError(problem, curated.HINT)
    if not found.entries:
        raise ListError(f"list {found.id!r} holds no entry", curated.HINT)
    return ParsedList(
        id=found.id,
        title=found.title,
        publisher=found.publisher,
        as_of=found.as_of,
        entries=found.entries,
        stakes=found.stakes,
    )


def decoded(name: str, data: bytes) -> str:
    """The file as text. Raises ListError when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(f"{name} is not UTF-8 text", curated.HINT) from error


SOURCES: Mapping[str, Source] = {
    "csl": Source(
        title="Consolidated Screening List CSV", recognises=csl.recognises, parse=csl.parse
    ),
    "curated": Source(
        title="the project's own form (TOML, docs/lists.md)",
        recognises=is_curated,
        parse=parse_curated,
    ),
}

"""Whether a new version of a list may take the place of the old one, and keeping it either way.

`reasons` is pure. `judge` reads the files, and `take` writes: what was refused is kept too, with
the reasons, so that a person can look at it, and the version in use stays in use. A list that was
fetched and one that was imported by hand go the same way.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from compliance import __version__
from compliance.errors import ScreenError, StoreError
from compliance.lists import archive, catalog, contents, history, list_files
from compliance.lists.common.fields import list_fields
from compliance.lists.history import KeptFile, ListCheck, ListVersion
from compliance.lists.publishers import Publisher
from compliance.lists.sources.base import ParsedList, Reference
from compliance.model.visible_text import visible
from compliance.storage.ledger import find_user

MOST_FIELDS_TOLD = 12
"""Fields that a notice names; how many there are is always told."""
FEWEST_OF_A_SOURCE = 100
"""From this size on, a share of one source's entries says something."""


VersionFiles = Mapping[str, tuple[KeptFile, bytes]]
"""File name -> what is said of it, and its bytes."""


class UpdateOutcome(StrEnum):
    """What became of one list."""

    NEW = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


class UpdateResult(Struct, frozen=True, kw_only=True):
    """What became of one list, and why."""

    id: str
    outcome: UpdateOutcome
    old: ListVersion | None
    """The version that was in use before."""
    new: ListVersion | None = None
    reasons: tuple[str, ...] = ()
    """Why it failed or was refused, or what was accepted knowingly."""
    notices: tuple[str, ...] = ()
    """What a person should look at although nothing was refused for it."""


class TakeOrder(Struct, frozen=True, kw_only=True):
    """Where a new version is kept, when it came, and whether somebody wants it in any case."""

    folder: Path
    time: str
    """ISO 8601, UTC."""
    by_hand: bool = False
    """Accept it although something speaks against it; an empty list is refused all the same."""
    imported: bool = False
    """Whether it is a file that somebody imported, and the publisher was not asked."""


# --- Judging ----------------------------------------------------------------------------------


def find_objections(
    old: ListVersion | None, new: ParsedList, publisher: Publisher, before: ParsedList | None = None
) -> tuple[str, ...]:
    """Why the new version is refused, a sentence each; empty to accept it.

    `before` is the version in use as this program reads it, for a look at who is gone.
    """
    found = []
    entries, rows, here = len(new.entries), _count_rows(new), count_sources(new)
    if entries < publisher.fewest:
        found.append(
            f"it holds {entries:,} entries, and at least {publisher.fewest:,} are expected"
        )
    found += [
        f"it holds nothing of {source}, which belongs into it"
        for source in publisher.sources
        if source not in here
    ]
    found += [
        f"{canary} is not in it, which is known to be listed"
        for canary in find_missing(new, publisher.canaries)
    ]
    if rows and len(new.rejected) / rows > publisher.most_rejected:
        share = f"{publisher.most_rejected:.1%}"
        found.append(
            f"{len(new.rejected):,} of {rows:,} rows were rejected, and at most {share} may be"
        )
    if old:
        found += _object_to_change(old, new, publisher)
    if old and not is_other_form(old, publisher):
        found += _find_losses(old, new, publisher)
    # Parties may be gone although the counts are as they were, where as many others came.
    if before and len(new.entries) >= len(before.entries) * (1 - publisher.most_lost):
        names = {_fold(name.text) for entry in new.entries for name in entry.names}
        still = sum(_fold(entry.name) in names for entry in before.entries)
        if problem := _describe_loss(len(before.entries), still, publisher.most_lost):
            found.append(f"others came, and by their names it {problem}")
    return tuple(found)


def find_notices(
    old: ListVersion | None, new: ParsedList, publisher: Publisher, fields: tuple[str, ...]
) -> tuple[str, ...]:
    """What is told of a new version with these fields, refused or not, a sentence each."""
    if old is None:
        return ()
    if is_other_form(old, publisher):
        what = "beside the version in use, which has another form,"
        return tuple(f"{what} {one}" for one in _find_losses(old, new, publisher))
    notices = []
    for what, there, other in (
        ("the file lacks fields that the one in use has", old.fields, fields),
        ("the file has fields that the one in use has not", fields, old.fields),
    ):
        names = [name for name in there if name not in set(other)]
        more = len(names) - MOST_FIELDS_TOLD
        named = ", ".join(names[:MOST_FIELDS_TOLD]) + (f" and {more} more" if more > 0 else "")
        if old.fields and names:  # an older program wrote no fields into the history
            notices.append(f"{what}: {named}")
    return tuple(notices)


def is_other_form(old: ListVersion, publisher: Publisher) -> bool:
    """Whether the version in use came in another form, which holds other things of each party."""
    return old.format != publisher.format


def _find_losses(old: ListVersion, new: ParsedList, publisher: Publisher) -> Iterator[str]:
    """What is gone beside entries. Raises StoreError for a share of a kind that is not counted."""
    shares, least = publisher.most_lost_of, publisher.most_lost
    kinds = contents.read_limits()
    if unknown := [kind for kind in shares if kind not in kinds]:
        problem = f"[lists.{publisher.id}] most-lost-of has {unknown[0]!r}, which is not counted"
        raise StoreError(problem, f"counted are {', '.join(kinds)}")
    return contents.describe_losses(old.contents, contents.count_contents(new), shares, least)


def advise(list_id: str) -> str:
    """What to do about a refusal."""
    return (
        f"compare it with the publisher's page; if it is right, take it with "
        f"screen lists update --accept-shrunk {list_id}"
    )


def count_sources(parsed: ParsedList) -> Mapping[str, int]:
    """Entries by id of the published list they stand on, sorted by id."""
    counts = Counter(
        programme
        for entry in parsed.entries
        for programme in {listing.programme.id for listing in entry.listings}
    )
    return dict(sorted(counts.items()))


def _count_rows(new: ParsedList) -> int:
    return sum(one.rows for one in new.counts) or len(new.entries) + len(new.rejected)


def _object_to_change(old: ListVersion, new: ParsedList, publisher: Publisher) -> Iterator[str]:
    """What is wrong with it beside the version in use."""
    if old.as_of and new.as_of and new.as_of < old.as_of:
        yield f"it is of {new.as_of}, older than the one in use, of {old.as_of}"
    if problem := _describe_loss(old.entries, len(new.entries), publisher.most_lost):
        yield f"it {problem}"
    here = count_sources(new)
    for source, before in old.sources.items():
        now = here.get(source, 0)
        if not now:
            yield f"it holds nothing of {source}, of which the one in use has {before:,}"
        elif before >= FEWEST_OF_A_SOURCE and (
            problem := _describe_loss(before, now, publisher.most_lost)
        ):
            yield f"{source} {problem}"


def _describe_loss(before: int, now: int, most: float) -> str:
    """`lost 700 of 10,000 entries, ...` when that is too many."""
    lost = before - now
    if lost <= 0 or lost <= before * most:
        return ""
    return (
        f"lost {lost:,} of {before:,} entries, {lost / before:.1%}, and at most {most:.1%} may go"
    )


def find_missing(parsed: ParsedList, canaries: tuple[str, ...]) -> Iterator[str]:
    """The canaries that no entry has among its names, as whole words in any case."""
    if not canaries:
        return
    known = {f" {_fold(name.text)} " for entry in parsed.entries for name in entry.names}
    for canary in canaries:
        wanted = f" {_fold(canary)} "
        if not any(wanted in name for name in known):
            yield canary


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- Reading ----------------------------------------------------------------------------------


def judge_version(
    publisher: Publisher, old: ListVersion | None, files: VersionFiles, given: TakeOrder
) -> UpdateResult:
    """Read a new version, judge it and keep it; the caller holds the lock.

    Raises ListError when it cannot be read as a list, StoreError when it cannot be written.
    """
    reference = catalog.load_reference(list_files.find_bundled_folder())
    texts = {name: data for name, (_, data) in files.items()}
    parsed = catalog.parse(publisher.id, texts, reference, publisher.format)
    old, before = read_previous(publisher, old, files, given.folder, reference)
    return keep_version(publisher, old, files, parsed, given, before)


def read_previous(
    publisher: Publisher,
    old: ListVersion | None,
    files: VersionFiles,
    folder: Path,
    reference: Reference,
) -> tuple[ListVersion | None, ParsedList | None]:
    """The version in use with all its figures, and as this program reads it.

    The second is None when there is no version, or nothing is new. It may be in another form than
    the new one. Figures that an older program did not write into the history are counted now. A
    version that can no longer be read is judged by the figures that it has.
    """
    if old is None or {one.sha256 for one, _ in files.values()} == {f.sha256 for f in old.files}:
        return old, None
    try:
        texts = {one.name: archive.read_content(folder, one.sha256) for one in old.files}
        before = catalog.parse(publisher.id, texts, reference, old.format)
    except ScreenError:
        return old, None
    counts = old.contents or contents.count_contents(before)
    return replace(old, contents=counts, fields=old.fields or list_fields(texts)), before


# --- Keeping ----------------------------------------------------------------------------------


def keep_version(
    publisher: Publisher,
    old: ListVersion | None,
    files: VersionFiles,
    parsed: ParsedList,
    given: TakeOrder,
    before: ParsedList | None = None,
) -> UpdateResult:
    """Judge a new version and keep it; the caller holds the lock. Raises StoreError.

    `before` is the version in use as this program reads it, where that can be had.
    """
    why = tuple(visible(one) for one in find_objections(old, parsed, publisher, before))
    version = _make_version(publisher, files, parsed, why, given)
    notices = find_notices(old, parsed, publisher, version.fields)
    counted = old and (not old.contents or old.contents == version.contents)
    if (
        old
        and version.accepted
        and counted  # as much is read of the same bytes
        and (old.sha256, old.entries) == (version.sha256, version.entries)
    ):
        if not given.imported:
            check = ListCheck(time=given.time, files=version.files)
            history.append_event(given.folder, publisher.id, check)
        return UpdateResult(id=publisher.id, outcome=UpdateOutcome.UNCHANGED, old=old, new=old)
    for _, data in files.values():
        archive.write_content(given.folder, data)
    history.append_event(given.folder, publisher.id, version)
    outcome = UpdateOutcome.NEW if version.accepted else UpdateOutcome.REFUSED
    return UpdateResult(
        id=publisher.id,
        outcome=outcome,
        old=old,
        new=version,
        reasons=why,
        notices=tuple(map(visible, notices)),
    )


def _make_version(
    publisher: Publisher,
    files: VersionFiles,
    parsed: ParsedList,
    why: tuple[str, ...],
    given: TakeOrder,
) -> ListVersion:
    by_hand = bool(why) and given.by_hand and bool(parsed.entries)
    return ListVersion(
        time=given.time,
        accepted=not why or by_hand,
        files=tuple(about for about, _ in files.values()),
        as_of=parsed.as_of,
        entries=len(parsed.entries),
        names=sum(len(entry.names) for entry in parsed.entries),
        rows=_count_rows(parsed),
        rejected=len(parsed.rejected),
        sources=count_sources(parsed),
        contents=contents.count_contents(parsed),
        fields=list_fields({name: data for name, (_, data) in files.items()}),
        format=publisher.format,
        program=__version__,
        reasons=why,
        accepted_by=find_user() if by_hand else "",
    )

"""What changed between two versions of a list: entries added, removed, and changed field by field.

Entries are told apart by their ids, which publishers keep from one version to the next. Pure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from compliance.model import Identifier, Lead, ListEntry, Listing, Name


class FieldChange(Struct, frozen=True, kw_only=True):
    """One field of an entry: what was in the old version only, and what is in the new one only."""

    field: str
    """`names`, `addresses`, ...; of a listing its programme and field: `us-bis-el: citation`."""
    old: tuple[str, ...]
    new: tuple[str, ...]


class ChangedEntry(Struct, frozen=True, kw_only=True):
    """An entry that is in both versions, and not the same."""

    old: ListEntry
    new: ListEntry
    fields: tuple[FieldChange, ...]


class ListChanges(Struct, frozen=True, kw_only=True):
    """All that changed, in the order of the lists."""

    added: tuple[ListEntry, ...]
    removed: tuple[ListEntry, ...]
    changed: tuple[ChangedEntry, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare_lists(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> ListChanges:
    """The changes from one version to the next. The order of entries is no change."""
    before, after = ({one.id: one for one in entries} for entries in (old, new))
    both = ((before[id_], entry) for id_, entry in after.items() if id_ in before)
    found = (ChangedEntry(old=one, new=other, fields=tuple(compare_entries(one, other)))
             for one, other in both)  # fmt: skip
    return ListChanges(
        added=tuple(entry for id_, entry in after.items() if id_ not in before),
        removed=tuple(entry for id_, entry in before.items() if id_ not in after),
        changed=tuple(one for one in found if one.fields),
    )


def compare_entries(old: ListEntry, new: ListEntry) -> Iterator[FieldChange]:
    """The fields in which two versions of an entry differ; line and list do not count."""
    for field, values in FIELDS.items():
        yield from _compare_values(field, values(old), values(new))
    listings = _group_by_programme(old.listings), _group_by_programme(new.listings)
    for programme in dict.fromkeys((*listings[0], *listings[1])):
        yield from _compare_listings(programme, *(side.get(programme, ()) for side in listings))


def _compare_values(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[FieldChange]:
    gone = tuple(value for value in dict.fromkeys(old) if value not in new)
    come = tuple(value for value in dict.fromkeys(new) if value not in old)
    if gone or come:
        yield FieldChange(field=field, old=gone, new=come)


def _compare_listings(
    programme: str, old: Sequence[Listing], new: Sequence[Listing]
) -> Iterator[FieldChange]:
    """A listing that came or went whole is one change, else each of its fields is."""
    if not (old and new):
        yield from _compare_values("listings", [programme] * bool(old), [programme] * bool(new))
        return
    for field in LISTING_FIELDS:
        sides = ([text for one in side for text in _list_texts(one, field)] for side in (old, new))
        yield from _compare_values(f"{programme}: {field.replace('_', ' ')}", *sides)


def _group_by_programme(listings: Iterable[Listing]) -> Mapping[str, Sequence[Listing]]:
    found: dict[str, list[Listing]] = {}
    for listing in listings:
        found.setdefault(listing.programme.id, []).append(listing)
    return found


def _list_texts(listing: Listing, field: str) -> Iterable[str]:
    value = getattr(listing, field)
    return [value] if isinstance(value, str) and value else value or ()


def _write_name(name: Name) -> str:
    return f"{name.text} ({name.kind})"


def _write_identifier(identifier: Identifier) -> str:
    return f"{identifier.kind} {identifier.value}".strip()


def _write_lead(lead: Lead) -> str:
    return f"{lead.relation} {lead.to_name}"


FIELDS: Mapping[str, Callable[[ListEntry], Sequence[str]]] = {
    "name": lambda entry: [entry.name],
    "names": lambda entry: [_write_name(one) for one in entry.names[1:]],
    "kind": lambda entry: [str(entry.kind)],
    "countries": lambda entry: entry.countries,
    "addresses": lambda entry: [one.text for one in entry.addresses],
    "identifiers": lambda entry: [_write_identifier(one) for one in entry.identifiers],
    "leads": lambda entry: [_write_lead(one) for one in entry.leads],
    "remarks": lambda entry: entry.remarks,
    "not restricted": lambda entry: [entry.not_restricted] * bool(entry.not_restricted),
}
"""Field -> its values as texts."""
LISTING_FIELDS = tuple(
    name for name in Listing.__struct_fields__ if name not in ("programme", "source", "pending")
)

"""The names of an entry that take part in matching: as published, and those that they hold.

A published name may hold a second one (`names.second_names`). It is compared like an alias, but a
match names what is published; the evidence says which part of it was compared. Pure.
"""

from collections.abc import Sequence

from compliance.model import ListEntry, Name, NameKind
from compliance.names.second_names import second_names


def with_second_names(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names as published, then those that they hold and that are not published alone."""
    known = {name.text.casefold() for name in names}
    found: list[Name] = []
    for name in names:
        for text in second_names(name.text):
            if text.casefold() not in known:
                known.add(text.casefold())
                found.append(Name(text=text, kind=_kind(name), source=name.source))
    return (*names, *found)


def published_name(entry: ListEntry, name: Name) -> Name:
    """The published name that one of `with_second_names` is, or stands in."""
    if name in entry.names:
        return name
    return next((one for one in entry.names if name.text in second_names(one.text)), name)


def _kind(name: Name) -> NameKind:
    """A second name is an alias; a weak one, if it stands in a weak one."""
    return NameKind.WEAK_ALIAS if name.kind is NameKind.WEAK_ALIAS else NameKind.ALIAS

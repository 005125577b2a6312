"""Pure: a private list as text in the project's own form, which docs/lists.md describes."""

import json
from collections.abc import Iterable, Iterator, Sequence

from compliance.lists.private.model import ImportOptions, PrivateParty
from compliance.model import Name, NameKind

OWN = "your own organisation"
NO_REASON = "The file gives no reason."
NO_DATE = "The file gives no date from which the listing holds."


def write_toml(parties: Sequence[PrivateParty], wish: ImportOptions, file: str, sha256: str) -> str:
    """The whole list. Every text of the file is written as a text, whatever it holds."""
    lines = [
        *write_head(wish, file, sha256),
        *(line for party in parties for line in write_entry(party, wish)),
    ]
    return "\n".join(lines) + "\n"


def write_head(wish: ImportOptions, file: str, sha256: str) -> Iterator[str]:
    """What the list says of itself, its one source and its one programme."""
    title, publisher = wish.title or file, wish.publisher or OWN
    yield f"# Made from {quote(file)} (SHA-256 {sha256}) by `screen lists import`."
    yield "# Import again instead of editing it, or keep it by hand from now on."
    yield from ("", "[list]")
    yield from write_fields(id=wish.id, title=title, publisher=publisher, as_of=wish.as_of)
    yield from ("", "[[source]]")
    yield from write_fields(
        id=make_source_id(wish), title=file, publisher=publisher, date=wish.as_of
    )
    yield from ("", "[[programme]]")
    yield from write_fields(id=make_programme_id(wish), name=title, publisher=publisher)
    yield from write_fields(authority=wish.authority, restricts=wish.restricts, source=file)


def make_programme_id(wish: ImportOptions) -> str:
    """The programme under which the parties are listed."""
    return f"private-{wish.id}"


def make_source_id(wish: ImportOptions) -> str:
    """The source that every fact of the list has."""
    return f"private-{wish.id}-file"


def write_entry(party: PrivateParty, wish: ImportOptions) -> Iterator[str]:
    """One party with its listing."""
    primary, *others = party.names
    yield from ("", "[[entry]]")
    yield from write_fields(
        id=party.id, name=primary.text, kind=party.kind.value, source=make_source_id(wish)
    )
    yield from write_array("countries", map(quote, party.countries))
    yield from write_array("names", map(write_name, others))
    yield from write_array(
        "addresses",
        (write_table(text=place.text, country=place.country) for place in party.addresses),
    )
    yield from write_array(
        "identifiers",
        (
            write_table(kind=identifier.kind, value=identifier.value)
            for identifier in party.identifiers
        ),
    )
    yield from write_array("remarks", map(quote, party.remarks))
    yield from ("", "[[entry.listing]]")
    yield from write_fields(
        programme=make_programme_id(wish),
        reason=party.reason or NO_REASON,
        citation=party.citation,
        effective_date=party.valid_from,
        status=f"listed in {wish.title or wish.id}",
        source=make_source_id(wish),
    )
    undated = () if party.valid_from else (NO_DATE,)
    yield from write_array("notes", map(quote, (*undated, *party.notes)))


def write_name(one: Name) -> str:
    """A further name; a plain alias need not say so."""
    return write_table(text=one.text, kind="" if one.kind is NameKind.ALIAS else one.kind.value)


def write_fields(**texts: str) -> Iterator[str]:
    """`key = "text"` for every text that is not empty."""
    return (f"{key} = {quote(text)}" for key, text in texts.items() if text)


def write_table(**texts: str) -> str:
    """An inline table of the texts that are not empty."""
    return f"{{ {', '.join(write_fields(**texts))} }}"


def write_array(key: str, items: Iterable[str]) -> Iterator[str]:
    """An array with a line for each item; nothing when there is none."""
    lines = [f"  {item}," for item in items]
    if lines:
        yield from (f"{key} = [", *lines, "]")


def quote(text: str) -> str:
    """A TOML basic string: the escapes of JSON are among those of TOML, which adds DEL."""
    whole = text.encode("utf-8", errors="replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")

"""`screen lists search TEXT...`: entries of the lists in use that hold certain words."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from compliance import catalog
from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.files import visible
from compliance.model import ListEntry
from compliance.names.clean import clean_text
from compliance.reporters.base import lead_words

app = options.new_app()
MOST_SHOWN = 100
"""Characters of a mention that are shown."""

EPILOG = """\b
Examples:
  screen lists search hikvision
  screen lists search "84 FR 54002" public security
"""


@app.command(epilog=EPILOG)
def lists_search(
    text: options.Text = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Find entries by words anywhere in them: names, addresses, numbers, citations, remarks.

    Entries of that name come first, then those that only mention the words. This looks for the
    letters as typed and is no screening: screen name finds other spellings.
    Exit codes: 0 done, whatever was found; 2 could not start.
    """
    wanted = [clean(one) for one in text or () if one.strip()]
    if not wanted:
        raise UsageError("no word is given", "for example: screen lists search hikvision")
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = merged(typed, configured(config, ignored=no_config))
    entries = catalog.load(choices.lists, stock(choices).shelf).entries
    found = [Finding(entry=one, words=wanted) for one in entries]
    hits = sorted((one for one in found if one.rank is not None), key=lambda one: one.rank or 0)
    for hit in hits:
        results().print(Text(visible(hit.line)), soft_wrap=True)
    named = sum(hit.rank != MENTIONED for hit in hits)
    counts = f"{named:,} by name, {len(hits) - named:,} that mention them"
    tell(f"{len(hits):,} of {len(entries):,} entries hold these words: {counts}")
    return ExitCode.NOTHING_OPEN


MENTIONED = 4
"""Rank of an entry that has the words elsewhere than in a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An entry, and where the words stand in it."""

    entry: ListEntry
    words: Sequence[str]
    """As `clean_text` writes them."""

    @property
    def rank(self) -> int | None:
        """How near: 0 its name, 1 begins its name, 2 in its name, 3 in another, 4 elsewhere.

        None where they do not stand in it.
        """
        phrase, [name, *others] = " ".join(self.words), map(clean, names_of(self.entry))
        if phrase in (name, *others):
            return 0
        if name.startswith(phrase):
            return 1
        if self._all_in(name):
            return 2
        if any(map(self._all_in, others)):
            return 3
        whole = clean("\n".join(texts(self.entry)))
        return MENTIONED if self._all_in(whole) else None

    @property
    def line(self) -> str:
        """Where the entry is found again, its name, the lists it stands on, and the place."""
        entry = self.entry
        on = unique(listing.programme.name for listing in entry.listings) or str(entry.standing)
        return f"{entry.list_id}:{entry.id}  {entry.name}  ({on}){self._place()}"

    def _place(self) -> str:
        """Where the words stand, if not in the name that is shown."""
        if self._all_in(clean(self.entry.name)):
            return ""
        for name in names_of(self.entry)[1:]:
            if self._all_in(clean(name)):
                return f"; also called {name}"
        place = max(
            texts(self.entry), key=lambda text: sum(one in clean(text) for one in self.words)
        )
        return f"; mentioned: {around(place, self.words)}"

    def _all_in(self, text: str) -> bool:
        return all(word in text for word in self.words)


def clean(text: str) -> str:
    """The text as it is searched."""
    return clean_text(text)[0]


def names_of(entry: ListEntry) -> list[str]:
    """Its names, the primary one first."""
    return [name.text for name in entry.names]


def around(text: str, words: Sequence[str]) -> str:
    """The part of a long text that has the first of the words, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= MOST_SHOWN:
        return flat
    at = next((place for word in words if (place := flat.casefold().find(word)) >= 0), 0)
    start = flat.rfind(" ", 0, max(at - MOST_SHOWN // 2, 0) + 1) + 1
    shown = textwrap.shorten(flat[start:], MOST_SHOWN, placeholder=" ...")
    return f"... {shown}" if start else shown


def texts(entry: ListEntry) -> Iterator[str]:
    """Every text of an entry: its names first, then what mentions others."""
    yield from names_of(entry)
    yield from (address.text for address in entry.addresses)
    yield from (f"{one.kind} {one.value}" for one in entry.identifiers)
    yield from (lead_words(lead) for lead in entry.leads)
    for listing in entry.listings:
        yield from (listing.programme.name, listing.citation, listing.reason)
    yield from entry.remarks
    yield entry.id


def unique(names: Iterable[str]) -> str:
    """Each name once."""
    return "; ".join(dict.fromkeys(names))

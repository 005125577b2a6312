"""A list's names as columns, made part by part: the objects of one part at a time are held.

The columns are the same whatever the parts. Terms are numbered in the order in which they are first
met, words before runs of words, as `described` numbers those of one part. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import chain, islice

import numpy as np

from compliance.matching import lexicon
from compliance.matching.columns import Column, joined, joined_starts, joined_strings
from compliance.matching.comparison import Side
from compliance.matching.described import Described, Facts, Parts, described
from compliance.matching.lexicon import Lexicon, Term
from compliance.matching.spellings import Spelt, Terms

_TERMS = 100_000
"""Terms that are spelled in all ways at a time."""


class Joining:
    """Takes the names of a list part by part."""

    def __init__(self) -> None:
        self._words: dict[Term, int] = {}
        self._runs: dict[str, int] = {}
        self._brands: set[Term] = set()
        self._parts: list[Described] = []
        self._terms: list[Column] = []

    def add(self, sides: Sequence[Side]) -> None:
        """The next names."""
        names, terms = described(sides, asked=False)
        self._brands.update(Term(w.text, w.spelled) for s in sides for w in s.words if w.family)
        numbers = np.fromiter(map(self._number, terms), np.int32, len(terms))
        self._parts.append(names)
        self._terms.append(numbers[names.parts.terms])

    def _number(self, term: Term) -> int:
        """The number of a word from 0 up, that of a run from -1 down."""
        if term.text:
            return self._words.setdefault(term, len(self._words))
        return ~self._runs.setdefault(term.spelled, len(self._runs))

    def names(self) -> Described:
        """All names; their parts are let go of."""
        if not self._parts:
            self.add([])
        terms = joined(self._terms, np.int32)
        runs = np.flatnonzero(terms < 0)
        terms[runs] = len(self._words) + ~terms[runs]
        made = _joined(self._parts, terms)
        self._parts, self._terms = [], []
        return made

    def families(self) -> Column:
        """For each term whether it is the brand of a family of listed parties."""
        found = np.zeros(len(self._words) + len(self._runs), bool)
        found[[self._words[term] for term in self._brands]] = True
        return found

    def lexicon(self) -> Lexicon:
        """All terms; they are let go of."""
        runs = (Term("", spelled) for spelled in self._runs)
        terms = chain(self._words, runs)
        made = [lexicon.build(part) for part in iter(lambda: [*islice(terms, _TERMS)], [])]
        self._words, self._runs = {}, {}
        return joined_lexicons(made)


def _joined(parts: Sequence[Described], terms: Column) -> Described:
    return Described(
        parts=Parts(
            starts=joined_starts([one.parts.starts for one in parts]),
            terms=terms,
            **_columns([one.parts for one in parts], but=("starts", "terms")),
        ),
        facts=Facts(**_columns([one.facts for one in parts])),
        written=joined_strings([one.written for one in parts]),
        spelling=joined([one.spelling for one in parts], np.uint32),
    )


def joined_lexicons(parts: Sequence[Lexicon]) -> Lexicon:
    """Lexicons of terms behind each other, as one; runs of words stand behind the words in all."""
    parts = parts or [lexicon.build([])]
    owners = joined([*_shifted(parts)], np.int32)
    keys = joined([one.keys for one in parts], np.uint32)
    order = np.lexsort((owners, keys))
    return Lexicon(
        terms=Terms(
            spelled=joined_strings([one.terms.spelled for one in parts]),
            **_columns([one.terms for one in parts], but=("spelled",)),
        ),
        spelt=Spelt(
            heard=joined_strings([one.spelt.heard for one in parts]),
            **_columns([one.spelt for one in parts], but=("heard",)),
        ),
        words=sum(one.words for one in parts),
        keys=keys[order],
        owners=owners[order],
    )


def _shifted(parts: Sequence[Lexicon]) -> Iterator[Column]:
    """Whose the keys are, by the positions of terms in all parts."""
    before = 0
    for one in parts:
        yield one.owners + np.int32(before)
        before += len(one.terms.spelled)


def _columns(parts: Sequence[object], but: Sequence[str] = ()) -> Mapping[str, Column]:
    """The columns of all parts behind each other, by their names."""
    names = [one.name for one in fields(parts[0]) if one.name not in but]  # type: ignore[arg-type]
    return {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}

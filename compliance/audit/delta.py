"""Pure: what changed since an earlier run -> which parties must be screened again.

The result of a re-screening is that of a full run, to the letter; so a party is passed over only
where it is certain that a full run would find nothing. Certain is this of a party that is the same
to the letter, that had no match at all, and that nothing new can reach:

* Lists, settings and program are the same: then so is its answer.
* The lists have changed: what a word weighs depends on the whole list (`term_weights`), so that
  every new name may move scores of pairs that have not changed. The words and terms that are no
  longer what they were are found; entries that have one count as changed, parties that have one are
  screened again. Every other party is compared with the changed entries alone, a little more
  generously than a full run would; it is passed over when neither name, number nor address leads
  to one of them.
* The most common terms are not followed by themselves (`candidates`), the most common ones first; a
  party that reaches one whose place among them has changed is screened again.
* So much has moved that this would be no less work than a full run: everything is screened.

A party that had a match is always screened again: a record holds no evidence to carry over.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice, pairwise
from math import ceil

import numpy as np
from msgspec import Struct

from compliance.matching import Matcher, cells, prepared_list, scoring
from compliance.matching.evidence import asked_address
from compliance.matching.name_table import build_name_table
from compliance.matching.postal.addresses import AddressBook, address_book
from compliance.matching.prepared_list import PreparedList
from compliance.matching.term_index import TermIndex
from compliance.matching.term_weights import Weights
from compliance.model import Decision, ListEntry, Party, Question, RowResult, Settings, Watchlist
from compliance.model.generated_sequence import GeneratedSequence
from compliance.screening.screen import AnswerQuestions, NameSearcher, answer_unmatched, bound_party
from compliance.storage.fingerprints import hash_entry, hash_question

_GENEROUS = 0.9
"""Share of the score that is asked for from which on a changed entry may be a match."""
_MOST_TOUCHED = 0.25
"""Share of a list's entries that count as changed, from which on all is screened."""
_TOGETHER = 4096

HEAVY = (
    "the lists have changed so that words weigh differently, which may move every score: "
    "every party was screened against every entry"
)


class ListDelta(Struct, frozen=True, kw_only=True):
    """How lists differ from what they were, as far as it matters to a party without a match."""

    words: frozenset[str] = frozenset()
    """Words that weigh something else."""
    touched: Matcher | None = None
    """Over the entries that count as changed; None where the lists are the same."""
    common: tuple[TermIndex, ...] = ()
    """Terms whose place among the most common ones has changed."""
    places: AddressBook | None = None
    """The addresses of those entries, as they are and as they were."""
    whole: str = ""
    """Why everything must be screened; empty when it need not be."""

    def reaches(self, asked: Sequence[Party], min_score: float | None) -> list[bool]:
        """For each party whether the change may give it a match that it did not have."""
        if self.whole or not self.touched:
            return [bool(self.whole)] * len(asked)
        least = scoring.REVIEW_FROM if min_score is None else min(min_score, scoring.REVIEW_FROM)
        found = self.touched.search(asked, min_score=least * _GENEROUS, max_matches=1)
        common = self._reach_common([party.name for party in asked])
        return [
            bool(matches) or moved or self._has_moved(party) or self._is_near(party)
            for party, matches, moved in zip(asked, found, common, strict=True)
        ]

    def _reach_common(self, texts: Sequence[str]) -> list[bool]:
        """Whether a term of each name reaches one whose place among the common has changed."""
        if not self.common or not self.touched:
            return [False] * len(texts)
        read = [cells.asked_readings(text) for text in texts]
        sides = [self.touched.ready.side(one) for names in read for one in names if one.tokens]
        names, terms = build_name_table(sides, asked=True)
        reached = [np.diff(one.reach(terms).starts) > 0 for one in self.common]
        some = np.zeros(len(sides), bool)
        some[names.parts.names[np.logical_or.reduce(reached)[names.parts.terms]]] = True
        counts = [sum(bool(one.tokens) for one in names) for names in read]
        cuts = np.cumsum([0, *counts])
        return [bool(some[start:end].any()) for start, end in pairwise(cuts)]

    def _has_moved(self, party: Party) -> bool:
        """Whether a word of its name, however it is read, weighs something else."""
        if not self.words:
            return False
        names = cells.asked_readings(party.name)
        words = {word for name in names for some in name.meanings for word in some}
        return not self.words.isdisjoint(words.union(*(name.tokens for name in names)))

    def _is_near(self, party: Party) -> bool:
        """Whether its address is, or is in the building of, one of a changed entry."""
        address = asked_address(party)
        return bool(address and self.places and self.places.find(address))


NO_CHANGE = ListDelta()
"""Nothing has changed on the lists."""


def find_affected_parties(
    asked: Iterable[tuple[str, Party]],
    quiet: Collection[str],
    list_delta: ListDelta,
    min_score: float | None = None,
) -> list[bool]:
    """For each party whether it must be screened again.

    `asked` are the fingerprints of what was asked (`hash_question`) and the parties as they are
    screened; `quiet` the fingerprints of those that had no match in the earlier run.
    """
    several = list(asked)
    must = [content not in quiet for content, _ in several]
    known = [at for at, screened in enumerate(must) if not screened]
    for start in range(0, len(known), _TOGETHER):
        some = known[start : start + _TOGETHER]
        reached = list_delta.reaches([several[at][1] for at in some], min_score)
        for at, one in zip(some, reached, strict=True):
            must[at] = one
    return must


# --- What changed on the lists ----------------------------------------------------------------


def compare_lists(old: PreparedList, new: PreparedList) -> ListDelta:
    """How the lists differ."""
    words = new.weights.find_moved_words(old.weights)
    is_heavy = len(words) > _MOST_TOUCHED * max(1, new.count_words())  # hardly a name has none
    if old.weights.total != new.weights.total or is_heavy:
        return ListDelta(whole=HEAVY)
    moved = new.find_moved_entries(old, words)
    gone, come = _find_changed_entries(old.entries, new.entries)
    touched = moved.entries.union(come)
    if len(touched) > ceil(len(new.entries) * _MOST_TOUCHED):
        return ListDelta(whole=HEAVY)
    entries = [new.entries[at] for at in sorted(touched)]
    return ListDelta(
        words=words,
        common=moved.common,
        touched=_matcher(entries, new.weights),
        places=address_book([*entries, *gone]),
    )


def _find_changed_entries(
    old: Sequence[ListEntry], new: Sequence[ListEntry]
) -> tuple[list[ListEntry], list[int]]:
    """Old entries that are not on the lists as they were, and positions of those that were not."""
    before, after = (list(map(hash_entry, entries)) for entries in (old, new))
    were, are = Counter(before), Counter(after)
    gone = [entry for entry, print_ in zip(old, before, strict=True) if were[print_] != are[print_]]
    return gone, [at for at, print_ in enumerate(after) if were[print_] != are[print_]]


def _matcher(entries: Sequence[ListEntry], weights: Weights) -> Matcher:
    """A matcher over some entries, with the weights of the whole list."""
    return Matcher(prepared_list.prepare_list(Watchlist(lists=(), entries=tuple(entries)), weights))


# --- A run that screens only what must be ---------------------------------------------------------


_MUST, _CLEAR, _UNSCREENED = range(3)
"""A question must be screened, or it is known how it is answered."""


class DeltaScreening:
    """Screens those questions that must be screened and answers the others from what is known."""

    def __init__(
        self, inner: AnswerQuestions, quiet: Mapping[str, Decision], list_delta: ListDelta
    ) -> None:
        """`quiet`: fingerprints of parties without a match in the earlier run; CLEAR or not."""
        self._inner = inner
        self._quiet = quiet
        self._list_delta = list_delta
        self.screened = 0
        """Parties that were screened so far."""
        self.carried = 0
        """Parties whose answer was carried over so far."""

    def screen(
        self, questions: Iterable[Question], matcher: NameSearcher, settings: Settings
    ) -> Iterator[RowResult]:
        """Answer every question, in order. The questions are walked a few times, and not held."""
        several = questions if isinstance(questions, Sequence) else list(questions)
        ways = self._ways(iter(several), settings)
        asked = GeneratedSequence(
            ways.count(_MUST), lambda: compress(several, map(_MUST.__eq__, ways))
        )
        answers = iter(self._inner(asked, matcher, settings))
        for question, way in zip(several, ways, strict=True):
            yield next(answers) if way == _MUST else answer_unmatched(question, clear=way == _CLEAR)

    def _ways(self, questions: Iterator[Question], settings: Settings) -> bytearray:
        """For each question whether it must be screened, or how it is answered without."""
        ways = bytearray()
        while batch := list(islice(questions, _TOGETHER)):
            contents = list(map(hash_question, batch))
            asked = zip(contents, map(bound_party, batch), strict=True)
            must = find_affected_parties(asked, self._quiet, self._list_delta, settings.min_score)
            ways += bytes(
                _MUST if screened else self._way(content)
                for content, screened in zip(contents, must, strict=True)
            )
        carried = len(ways) - ways.count(_MUST)
        self.screened += len(ways) - carried
        self.carried += carried
        return ways

    def _way(self, content: str) -> int:
        return _CLEAR if self._quiet[content] is Decision.CLEAR else _UNSCREENED

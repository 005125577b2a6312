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
* So much has moved that this would be no less work than a full run: everything is screened.

A party that had a match is always screened again: a record holds no evidence to carry over.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from math import ceil

from msgspec import Struct

from compliance.matching import Matcher, cells, prepared_list, scoring
from compliance.matching.evidence import asked_address
from compliance.matching.postal.addresses import AddressBook, address_book
from compliance.matching.prepared_list import PreparedList
from compliance.model import Decision, Party, Question, RowResult, Settings, Watchlist
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
        reached = []
        for party, matches in zip(asked, found, strict=True):
            names = cells.asked_readings(party.name) if self.words else ()
            words = {word for name in names for some in name.meanings for word in some}
            words.update(*(name.tokens for name in names))
            is_near = False  # at the address, or in the building, of a changed entry
            if self.places and (address := asked_address(party)):
                is_near = bool(self.places.find(address))
            is_other = not self.words.isdisjoint(words)  # a word of its name weighs something else
            reached.append(bool(matches) or is_other or is_near)
        return reached


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
    before, after = (list(map(hash_entry, lists.entries)) for lists in (old, new))
    were, are = Counter(before), Counter(after)
    gone = [
        entry
        for entry, print_ in zip(old.entries, before, strict=True)
        if were[print_] != are[print_]
    ]
    touched = moved.union(at for at, print_ in enumerate(after) if were[print_] != are[print_])
    if len(touched) > ceil(len(new.entries) * _MOST_TOUCHED):
        return ListDelta(whole=HEAVY)
    entries = tuple(new.entries[at] for at in sorted(touched))
    watchlist = Watchlist(lists=(), entries=entries)
    return ListDelta(
        words=words,
        touched=Matcher(prepared_list.prepare_list(watchlist, new.weights)),
        places=address_book([*entries, *gone]),
    )


# --- A run that screens only what must be ---------------------------------------------------------


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
        """Answer every question, in order; no more than `_TOGETHER` of them are held."""
        left = iter(questions)
        while batch := list(islice(left, _TOGETHER)):
            contents = list(map(hash_question, batch))
            parties = zip(contents, map(bound_party, batch), strict=True)
            must = find_affected_parties(parties, self._quiet, self._list_delta, settings.min_score)
            self.screened += sum(must)
            self.carried += len(must) - sum(must)
            answers = iter(self._inner(compress(batch, must), matcher, settings))
            for question, content, is_screened in zip(batch, contents, must, strict=True):
                is_clear = self._quiet.get(content) is Decision.CLEAR
                yield next(answers) if is_screened else answer_unmatched(question, clear=is_clear)

"""How a decision about two names came about, laid out: words, rules, points, cap, band.

It decides nothing itself. Score and band are those of `scoring`; what stands here only shows the
way there, what each rule gave, and what kept the pair from the next higher band. Pure.
"""

import inspect
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from compliance.errors import UsageError
from compliance.matching import cells, evidence, scorers, scoring
from compliance.matching.alignment import Alignment, Pair, Word, read_writing, words_of
from compliance.matching.caps import Cap, Floor, lowest_cap
from compliance.matching.cells import least_score, read_cell
from compliance.matching.evidence import (
    list_name_evidence,
    list_part_evidence,
    list_reading_evidence,
    list_second_name_evidence,
    spell_words,
)
from compliance.matching.features import RULES, Comparison, Side, compare
from compliance.matching.matcher import Matcher
from compliance.matching.people import persons
from compliance.matching.people.persons import PersonComparison
from compliance.matching.prepared_list import PreparedList, read_listed_name
from compliance.matching.scorers import never_a_hit
from compliance.matching.scoring import (
    ALMOST_SAME,
    HIT_FROM,
    Scorecard,
    band,
    read_bundled_scorecard,
    review_from,
)
from compliance.matching.term_weights import Weights
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Match,
    Name,
    NameKind,
    Party,
    PartyKind,
    Programme,
    Standing,
    Watchlist,
)
from compliance.names import PreparedName, prepare_name
from compliance.names.second_names import second_names

_LITERAL = (
    "A name of nothing but legal form or linking words can only equal itself, and it does not."
)


class Given(Struct, frozen=True, kw_only=True):
    """What one rule gave."""

    rule: str
    """Its name in the table of rules and on the scorecard."""
    sentence: str
    """What it measures, as an officer reads it."""
    measure: float
    points: float
    """Log-odds."""
    possible: float
    """Points that the listed name would get when compared with itself."""

    @property
    def loss(self) -> float:
        """Points that the pair has less than the listed name with itself."""
        return self.possible - self.points


class Tally(Struct, frozen=True, kw_only=True):
    """The scorecard filled in for one pair."""

    base: float
    """Log-odds before any rule has spoken."""
    given: tuple[Given, ...]
    """Every rule, in the order of the table."""
    uncapped: float
    """Score, 0..1, of all points together."""
    limit: float
    """The most that such a pair can score."""
    held_by: Cap | None
    """Why it can score no more than that; None where any pair of two names could not."""
    floor: str
    """Why such a pair can score more than its points make it."""

    @property
    def total(self) -> float:
        """Base and points of all rules."""
        return self.base + sum(one.points for one in self.given)

    @property
    def cap(self) -> str:
        """Why the score was cut down to the limit; empty when it was not."""
        return self.held_by.reason if self.held_by and self.uncapped > self.limit else ""


def tally(c: Comparison, card: Scorecard, *, craft: bool = False) -> Tally:
    """Fill in the scorecard for a comparison, beside that of the listed name with itself.

    `craft` says that the listed name is a ship's or an aircraft's.
    """
    sentences = {name: _sentence(name, rule) for name, (rule, _) in RULES.items()}
    itself = _measures(compare(c.listed, c.listed))
    cap = lowest_cap(scoring.find_cap(c), scorers.find_vessel_cap(c) if craft else None)
    floor = (None if craft else scoring.find_word_floor(c)) or Floor.FAMILY
    return _fill_scorecard(card, sentences, _measures(c), itself, (cap, floor))


def tally_of_person(c: PersonComparison) -> Tally:
    """The same for a name of a person."""
    sentences = {name: _sentence(name, rule) for name, (rule, _) in persons.RULES.items()}
    itself = persons.measures(persons.compare(c.listed, c.listed))
    limits = persons.find_cap(c), Floor.SPELLING
    return _fill_scorecard(persons.card(), sentences, persons.measures(c), itself, limits)


def _sentence(name: str, rule: Callable[..., float]) -> str:
    return (inspect.getdoc(rule) or name).splitlines()[0]


def _fill_scorecard(
    card: Scorecard,
    sentences: Mapping[str, str],
    measures: Mapping[str, float],
    itself: Mapping[str, float],
    limits: tuple[Cap | None, Floor],
) -> Tally:
    points, possible = card.points(measures), card.points(itself)
    given = tuple(
        Given(
            rule=name,
            sentence=sentence,
            measure=measures[name],
            points=points[name],
            possible=possible[name],
        )
        for name, sentence in sentences.items()
    )
    cap, floor = limits
    return Tally(
        base=card.base,
        given=given,
        uncapped=card.score(points.values()),
        limit=cap.score if cap else ALMOST_SAME,
        held_by=cap,
        floor=floor.reason,
    )


def _measures(c: Comparison) -> dict[str, float]:
    return {name: rule(c) for name, (rule, _) in RULES.items()}


def shortfall(band: Decision, told: Tally | None, entry: ListEntry, never: str, oddest: str) -> str:
    """One sentence: what kept the pair from the next higher band; empty for a HIT.

    `told` is None for names that no rule was asked about; `never` is what `never_a_hit` says, and
    `oddest` says which words differ most.
    """
    if band is Decision.HIT:
        return ""
    if entry.standing is Standing.NOT_RESTRICTED:
        return "The entry is a known party that is not restricted: it is never a match."
    if band is Decision.REVIEW and never:
        return never
    goal, least = _next(band, entry)
    if told is None:
        return _LITERAL
    if told.cap and told.limit < least:
        return _explain_cap(told, goal, least)
    return _explain_lack(told, goal, least, oddest)


def _next(band: Decision, entry: ListEntry) -> tuple[Decision, float]:
    """The next higher band, and the score from which on it begins."""
    if band is Decision.REVIEW:
        return Decision.HIT, HIT_FROM
    return Decision.REVIEW, review_from(entry)


def _explain_cap(told: Tally, goal: Decision, least: float) -> str:
    points = "be enough" if told.uncapped >= least else "not be enough either"
    most_of_it = f"No more than {told.limit:.2f}, where {goal} begins at {least:.2f}"
    return f"{most_of_it}: {told.cap}; the points alone would {points}."


def _explain_lack(told: Tally, goal: Decision, least: float, oddest: str) -> str:
    lacking = math.log(least / (1 - least)) - told.total
    reasons = [oddest, _costliest(told)]
    why = ", and ".join(filter(None, reasons)) or "the listed name is too common to give more"
    return f"{lacking:.2f} points short of {goal} ({least:.2f}): {why}."


def _costliest(told: Tally) -> str:
    """The rule that gave least of what the listed name itself would get."""
    worst = max(told.given, key=lambda one: one.loss)
    if worst.loss <= 0:
        return ""
    what = f"{worst.points:.2f} of {worst.possible:.2f} points"
    return f"“{worst.sentence.rstrip('.')}” gave {what}"


_NAMESAKES = 100
"""Matches of a listed name among which the entry that has it is looked for."""
NEAREST = 10
"""Entries explained for a name that is asked against a whole list."""
_LADDER = (0.5, 0.1, 0.02)
"""Least scores by which the nearest are looked for: the lower, the more are compared. Who scores
less than the last has hardly a word in common, and is shown only where nobody scores more."""
NO_LIST = Watchlist(lists=(), entries=())
ALONE = "alone"
"""How a word met its partner when it has none."""
_SUPPOSED = Listing(
    programme=Programme(id="", name="", publisher="", authority="", restricts="", source="")
)


class ExplainedPart(Struct, frozen=True, kw_only=True):
    """Asked words that met listed words, or a word of either side without a partner."""

    asked: str
    """As compared; empty for a word of the listed name alone."""
    listed: str
    how: str
    """`same`, `similar`, `meaning`, `joined`, `initials` (see `alignment`), or `alone`."""
    similarity: float
    """0..1; 0 for a word alone."""
    weight: float
    """0..1 a word, the lesser of the two sides: how telling this part is."""


class Explanation(Struct, frozen=True, kw_only=True):
    """One asked name against one listed name, and why the answer is what it is."""

    asked: str
    entry: ListEntry
    """The entry of the listed name; one made up, without an id, for a name on no list."""
    name: Name
    part: str
    """The part of the asked cell that was compared; empty for the whole."""
    second: str
    """The name in the listed one that was compared; empty for the whole."""
    asked_as: str
    """The words that were compared, after preparing."""
    listed_as: str
    parts: tuple[ExplainedPart, ...]
    """In the order of the asked name, then what is left over of the listed one."""
    remarks: tuple[str, ...]
    """What else was noticed: legal form, number, place, writing."""
    tally: Tally | None
    """None when no rule was asked: the names are the same, or one can only equal itself."""
    score: float
    band: Decision
    """HIT, REVIEW, or CLEAR for a pair that is no match."""
    shortfall: str
    """One sentence: what kept the pair from the next higher band; empty for a HIT."""

    @property
    def is_raised(self) -> bool:
        """Whether the score is higher than the points alone make it."""
        return self.tally is not None and self.score > round(self.tally.uncapped, 6)


def explain_pair(
    asked: str, listed: str, watchlist: Watchlist | PreparedList = NO_LIST
) -> Explanation:
    """Explain two names. Raises UsageError when one of them has no letter or digit.

    A listed name that stands on the watchlist is taken with its entry, as screening would; any
    other is taken for the primary name of a listed party. Words weigh what they weigh there.
    """
    matcher = Matcher(watchlist)
    entry, name = _find_entry(listed, matcher)
    return explain(asked, entry, name, matcher.ready.weights)


def nearest(asked: str, watchlist: Watchlist | PreparedList) -> tuple[Explanation, ...]:
    """The nearest entries of a watchlist, nearest first, each explained; at most `NEAREST`.

    Fewer where no more have anything in common with the asked name.

    Raises UsageError when the asked name has no letter or digit.
    """
    _refuse_empty(prepare_name(asked))
    matcher = Matcher(watchlist)
    matches: tuple[Match, ...] = ()
    for least in _LADDER:
        [matches] = matcher.search([Party(name=asked)], min_score=least, max_matches=NEAREST)
        if len(matches) == NEAREST:
            break
    if not matches:
        [matches] = matcher.search([Party(name=asked)], min_score=0.0, max_matches=NEAREST)
    weights = matcher.ready.weights
    return tuple(explain(asked, one.entry, one.matched_name, weights) for one in matches)


def explain(asked: str, entry: ListEntry, name: Name, weights: Weights) -> Explanation:
    """Explain the asked name against one name of an entry, as published.

    Raises UsageError when one of them has no letter or digit.
    """
    texts = (name.text, *second_names(name.text))
    found = _strongest([_compare_with_listed(asked, text, entry, name, weights) for text in texts])
    best, value = found.scored, found.score
    never = never_a_hit(entry, name, weak=found.weak)
    told = _tally(best, entry.kind)
    parts = tuple(_parts(best.comparison.alignment))
    second = "" if found.text == name.text else found.text
    return Explanation(
        asked=asked,
        entry=entry,
        name=name,
        part=found.part,
        second=second,
        asked_as=" ".join(best.comparison.asked.name.tokens),
        listed_as=" ".join(prepare_name(cells.listed_text(found.text, entry.kind)).tokens),
        parts=parts,
        remarks=tuple(
            said.note
            for said in (
                *list_part_evidence(found.part, asked, name.text),
                *list_reading_evidence(best.comparison, found.part or asked),
                *list_second_name_evidence(second, name.text),
                *list_name_evidence(best.comparison),
            )
            if not said.score
        ),
        tally=told,
        score=value,
        band=found.band,
        shortfall=shortfall(found.band, told, entry, never, _oddest(parts)),
    )


class _Outcome(Struct, frozen=True, kw_only=True):
    """An asked cell compared with one text of a listed name."""

    text: str
    scored: scorers.AnyScored
    part: str
    weak: bool
    score: float
    band: Decision


def _compare_with_listed(
    asked: str, text: str, entry: ListEntry, name: Name, weights: Weights
) -> _Outcome:
    ready = prepare_name(cells.listed_text(text, entry.kind))
    listed = read_listed_name(entry, ready, partial(read_writing, weights))
    best, part = _best_reading(asked, listed, weights)
    value, weak = round(best.score, 6), scorers.is_weak(listed)  # as the matcher does
    decision = band(value, entry, name, weak=weak)
    return _Outcome(text=text, scored=best, part=part, weak=weak, score=value, band=decision)


def _strongest(outcomes: Sequence[_Outcome]) -> _Outcome:
    """The outcome that decides, as in the matcher: by band, then by score; the first of equals."""
    return min(outcomes, key=lambda one: (evidence.BANDS.index(one.band), -one.score))


def _best_reading(
    asked: str, listed: scorers.ListedReading, weights: Weights
) -> tuple[scorers.AnyScored, str]:
    """The asked cell in the reading that scores best, and the part of the cell that it is of.

    The earlier reading wins a tie, and those of the whole cell stand first.
    """
    found = read_cell(asked)
    for name in (*(reading.name for reading in found if not reading.part), listed.side.name):
        _refuse_empty(name)

    def side(name: PreparedName) -> Side:
        return Side(name, words_of(name, weights))

    scored = (
        (
            scorers.score(
                scorers.read_asked(side(reading.name), side), listed, read_bundled_scorecard()
            ),
            reading.part,
        )
        for reading in found
    )
    counted = (one for one in scored if one[0].score >= least_score(one[1]))
    return max(counted, key=lambda one: one[0].score)


def _refuse_empty(name: PreparedName) -> None:
    if not name.tokens:
        raise UsageError("a name has no letter or digit", "there is nothing to compare")


def _tally(best: scorers.AnyScored, kind: PartyKind) -> Tally | None:
    """The scorecard filled in, where it decides; None where it is not asked."""
    if isinstance(best.comparison, PersonComparison):
        same = persons.is_same(best.comparison)
        return None if same else tally_of_person(best.comparison)
    if not _is_scored(best.comparison):
        return None
    return tally(best.comparison, read_bundled_scorecard(), craft=scorers.is_craft(kind))


def _is_scored(c: Comparison) -> bool:
    """Whether the scorecard decides, as in `scoring.score`."""
    ours, theirs = c.asked.name, c.listed.name
    return not (ours.literal or theirs.literal or (c.same and ours.legal == theirs.legal))


def _find_entry(listed: str, matcher: Matcher) -> tuple[ListEntry, Name]:
    """The entry that has the name, found as screening finds it; one made up where none has it."""
    [matches] = matcher.search([Party(name=listed)], max_matches=_NAMESAKES)
    for match in (one for found in matches for one in (found, *found.folded)):
        for name in match.entry.names:
            texts = (name.text, *second_names(name.text))
            if listed.casefold() in map(str.casefold, texts):
                return match.entry, name
    name = Name(text=listed, kind=NameKind.PRIMARY)
    return ListEntry(id="", list_id="", names=(name,), listings=(_SUPPOSED,)), name


# --- Words ------------------------------------------------------------------------------------


def _parts(alignment: Alignment) -> Iterator[ExplainedPart]:
    """Pairs and lonely words in the order of the asked name, then the listed name's rest."""
    starts = {pair.asked[0]: pair for pair in alignment.pairs}
    met = {at for pair in alignment.pairs for at in range(*pair.asked)}
    for at, word in enumerate(alignment.asked):
        if at in starts:
            yield _explain_pair(starts[at], alignment)
        elif at not in met:
            yield _alone(word, asked=word.spelled)
    met = {at for pair in alignment.pairs for at in range(*pair.listed)}
    for at, word in enumerate(alignment.listed):
        if at not in met:
            yield _alone(word, listed=word.spelled)


def _explain_pair(pair: Pair, alignment: Alignment) -> ExplainedPart:
    ours = alignment.asked[slice(*pair.asked)]
    theirs = alignment.listed[slice(*pair.listed)]
    return ExplainedPart(
        asked=spell_words(ours),
        listed=spell_words(theirs),
        how=pair.how,
        similarity=pair.similarity,
        weight=min(sum(word.weight for word in side) for side in (ours, theirs)),
    )


def _alone(word: Word, asked: str = "", listed: str = "") -> ExplainedPart:
    return ExplainedPart(asked=asked, listed=listed, how=ALONE, similarity=0.0, weight=word.weight)


def _oddest(parts: tuple[ExplainedPart, ...]) -> str:
    """The most telling difference in words; empty when all words are the same."""
    worst = max(parts, key=_difference)
    if not _difference(worst):
        return ""
    if worst.how == ALONE:
        side = "asked" if worst.asked else "listed"
        return f"“{worst.asked or worst.listed}” stands only in the {side} name"
    return f"“{worst.asked}” is not quite “{worst.listed}”"


def _difference(part: ExplainedPart) -> float:
    """Weight that does not agree."""
    return part.weight * (1 - part.similarity**2)

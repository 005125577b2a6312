"""How a decision about two names came about, laid out: words, rules, points, cap, band.

It decides nothing itself. Score and band are those of `scoring`; what stands here only shows the
way there, what each rule gave, and what kept the pair from the next higher band. Pure.
"""

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from msgspec import Struct

from compliance.errors import UsageError
from compliance.matching import cells, evidence, scorers, scoring
from compliance.matching.alignment import Alignment, Word, read_writing, words_of
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
        return self.base + sum(rule.points for rule in self.given)

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


def shortfall(
    band: Decision, filled: Tally | None, entry: ListEntry, never: str, oddest: str
) -> str:
    """One sentence: what kept the pair from the next higher band; empty for a HIT.

    `filled` is None for names that no rule was asked about; `never` is what `never_a_hit` says, and
    `oddest` says which words differ most.
    """
    if band is Decision.HIT:
        return ""
    if entry.standing is Standing.NOT_RESTRICTED:
        return "The entry is a known party that is not restricted: it is never a match."
    if band is Decision.REVIEW and never:
        return never
    if filled is None:
        return _LITERAL
    goal, least = Decision.REVIEW, review_from(entry)
    if band is Decision.REVIEW:
        goal, least = Decision.HIT, HIT_FROM
    if filled.cap and filled.limit < least:
        points = "be enough" if filled.uncapped >= least else "not be enough either"
        most_of_it = f"No more than {filled.limit:.2f}, where {goal} begins at {least:.2f}"
        return f"{most_of_it}: {filled.cap}; the points alone would {points}."
    # The words that differ most, and the rule that gave least of what the listed name itself has.
    reasons = [oddest] if oddest else []
    worst = max(filled.given, key=lambda rule: rule.loss)
    if worst.loss > 0:
        points = f"{worst.points:.2f} of {worst.possible:.2f} points"
        reasons.append(f"“{worst.sentence.rstrip('.')}” gave {points}")
    why = ", and ".join(reasons) or "the listed name is too common to give more"
    lacking = math.log(least / (1 - least)) - filled.total
    return f"{lacking:.2f} points short of {goal} ({least:.2f}): {why}."


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
    weights = matcher.ready.weights
    [found] = matcher.search([Party(name=listed)], max_matches=_NAMESAKES)
    for match in chain.from_iterable((best, *best.folded) for best in found):
        for name in match.entry.names:
            texts = (name.text, *second_names(name.text))
            if listed.casefold() in map(str.casefold, texts):
                return explain(asked, match.entry, name, weights)
    name = Name(text=listed, kind=NameKind.PRIMARY)
    entry = ListEntry(id="", list_id="", names=(name,), listings=(_SUPPOSED,))
    return explain(asked, entry, name, weights)


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
    return tuple(explain(asked, match.entry, match.matched_name, weights) for match in matches)


def explain(asked: str, entry: ListEntry, name: Name, weights: Weights) -> Explanation:
    """Explain the asked name against one name of an entry, as published.

    Raises UsageError when one of them has no letter or digit.
    """
    texts = (name.text, *second_names(name.text))
    outcomes = [_compare_with_listed(asked, text, entry, name, weights) for text in texts]
    # What decides, as in the matcher: the highest band, then the score; the first of equals.
    best = min(outcomes, key=lambda tried: (evidence.BANDS.index(tried.band), -tried.score))
    comparison = best.scored.comparison
    never = never_a_hit(entry, name, weak=best.weak)
    filled = _tally(best.scored, entry.kind)
    parts = tuple(_list_parts(comparison.alignment))
    second = "" if best.text == name.text else best.text
    return Explanation(
        asked=asked,
        entry=entry,
        name=name,
        part=best.part,
        second=second,
        asked_as=" ".join(comparison.asked.name.tokens),
        listed_as=" ".join(prepare_name(cells.listed_text(best.text, entry.kind)).tokens),
        parts=parts,
        remarks=tuple(
            piece.note
            for piece in (
                *list_part_evidence(best.part, asked, name.text),
                *list_reading_evidence(comparison, best.part or asked),
                *list_second_name_evidence(second, name.text),
                *list_name_evidence(comparison),
            )
            if not piece.score
        ),
        tally=filled,
        score=best.score,
        band=best.band,
        shortfall=shortfall(best.band, filled, entry, never, _describe_oddest(parts)),
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
    """The asked cell in the reading that scores best.

    The earlier reading wins a tie, and those of the whole cell stand first.
    """
    ready = prepare_name(cells.listed_text(text, entry.kind))
    is_person = scorers.may_be_person(ready, entry.kind)
    listed = read_listed_name(entry, ready, partial(read_writing, weights), is_person=is_person)
    readings = read_cell(asked)
    for reading in readings:
        if not reading.part:
            _refuse_empty(reading.name)
    _refuse_empty(listed.side.name)

    def side(name: PreparedName) -> Side:
        return Side(name, words_of(name, weights))

    card = read_bundled_scorecard()
    scored = [
        (scorers.score(scorers.AskedReading(side(reading.name), side), listed, card), reading.part)
        for reading in readings
    ]
    counted = [(result, part) for result, part in scored if result.score >= least_score(part)]
    best, part = max(counted, key=lambda pair: pair[0].score)
    value, weak = round(best.score, 6), scorers.is_weak(listed)  # as the matcher does
    decision = band(value, entry, name, weak=weak)
    return _Outcome(text=text, scored=best, part=part, weak=weak, score=value, band=decision)


def _refuse_empty(name: PreparedName) -> None:
    if not name.tokens:
        raise UsageError("a name has no letter or digit", "there is nothing to compare")


def _tally(best: scorers.AnyScored, kind: PartyKind) -> Tally | None:
    """The scorecard filled in, where it decides as in `scoring.score`; None where it does not."""
    c = best.comparison
    if isinstance(c, PersonComparison):
        return None if persons.is_same(c) else tally_of_person(c)
    ours, theirs = c.asked.name, c.listed.name
    if ours.literal or theirs.literal or (c.same and ours.legal == theirs.legal):
        return None
    return tally(c, read_bundled_scorecard(), craft=scorers.is_craft(kind))


# --- Words ------------------------------------------------------------------------------------


def _list_parts(alignment: Alignment) -> Iterator[ExplainedPart]:
    """Pairs and lonely words in the order of the asked name, then the listed name's rest."""
    pairs = {pair.asked[0]: pair for pair in alignment.pairs}
    met = {at for pair in alignment.pairs for at in range(*pair.asked)}
    for at, word in enumerate(alignment.asked):
        if pair := pairs.get(at):
            ours = alignment.asked[slice(*pair.asked)]
            theirs = alignment.listed[slice(*pair.listed)]
            yield ExplainedPart(
                asked=spell_words(ours),
                listed=spell_words(theirs),
                how=pair.how,
                similarity=pair.similarity,
                weight=min(sum(word.weight for word in side) for side in (ours, theirs)),
            )
        elif at not in met:
            yield _alone(word, asked=word.spelled)
    met = {at for pair in alignment.pairs for at in range(*pair.listed)}
    for at, word in enumerate(alignment.listed):
        if at not in met:
            yield _alone(word, listed=word.spelled)


def _alone(word: Word, asked: str = "", listed: str = "") -> ExplainedPart:
    return ExplainedPart(asked=asked, listed=listed, how=ALONE, similarity=0.0, weight=word.weight)


def _describe_oddest(parts: tuple[ExplainedPart, ...]) -> str:
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

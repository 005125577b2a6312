"""What the policy of a run makes of the matches of a party: which of them count. Pure.

Nothing is taken out: a match that does not count says so, and why, in every report. A match that
was found by a number or an address is no question of how alike names are, and has no threshold.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.prepared_list import PreparedList, prepare_list
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Match,
    NameKind,
    Party,
    PolicyRow,
    Purpose,
    Settings,
    Standing,
    Watchlist,
)
from compliance.model.counts import write_count
from compliance.policy.purposes import PurposeTable, load_purposes
from compliance.policy.scope import (
    Place,
    PolicyCase,
    Threshold,
    find_case,
    find_switch,
    find_threshold,
    list_counted,
)
from compliance.policy.thresholds import list_losses, list_warnings

Judge = Callable[[Party, tuple[Match, ...]], tuple[Match, ...]]
Rename = Callable[[ListEntry, Party], Match | None]
"""The match of an entry by its other names than weak aliases; None where there is none."""
_AS_LISTED = (Standing.LISTED, Standing.OWNED)
_BANDS = (Decision.HIT, Decision.REVIEW, Decision.CLEAR)
_ASIDE = "Shown, not counted"
_SAME_NUMBER = "identifier"
"""Rule of the evidence that a party has the same number as the listed one."""
_NARROW = 1024
"""Entries without their weak aliases that are held ready."""


class Ruling(NamedTuple):
    """What the lists say under a purpose."""

    standing: Standing
    """What the party is by the listings that count alone."""
    sentence: str = ""
    """What is to be said of it; empty where every listing counts."""


class Policy(Struct, frozen=True, kw_only=True):
    """The policy of a run."""

    rows: tuple[PolicyRow, ...]
    """Those that hold under the purpose of the run."""
    purpose: Purpose | None
    table: PurposeTable
    day: str
    """The day of the run, ISO 8601."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What counts in another way than by the program itself, and who says so."""
        rows = tuple(row.sentence for row in self.rows)
        if self.purpose is None:
            return rows
        meant = f"screened for the purpose “{self.purpose}”: to {self.table.names[self.purpose]}"
        return (f"{meant}; listings that do not restrict this are shown, not counted", *rows)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What every reader must know of it."""
        days = [one.verified_until for one in self.table.rules.values()]
        old = [day for day in days if self.purpose is not None and day < self.day]
        lists = write_count(len(old), "list counts", "lists count")
        told = (
            f"how {lists} under a purpose was looked up until {day}: since then such listings "
            "count whatever the purpose, until it is looked up again"
            for day in sorted(old)[:1]
        )
        return (*list_warnings(self.rows), *told)

    def judge_over(self, ready: PreparedList, min_score: float | None) -> Judge:
        """What judges matches with entries of these lists, and drops weaker ones than asked."""
        least = REVIEW_FROM if min_score is None else min(min_score, REVIEW_FROM)

        @lru_cache(maxsize=_NARROW)
        def match_without_weak(entry: ListEntry) -> Matcher | None:
            names = tuple(name for name in entry.names if name.kind is not NameKind.WEAK_ALIAS)
            if not names:
                return None
            only = Watchlist(lists=(), entries=(replace(entry, names=names),))
            return Matcher(prepare_list(only, ready.weights))

        def find_full_name(entry: ListEntry, party: Party) -> Match | None:
            matcher = match_without_weak(entry)
            [found] = matcher.search([party], min_score=least) if matcher else [()]
            return replace(found[0], entry=entry) if found else None

        def judge(party: Party, matches: tuple[Match, ...]) -> tuple[Match, ...]:
            judged = self.judge(party, matches, find_full_name)
            return tuple(one for one in judged if one.band.is_open or one.score >= least)

        return judge

    def judge(self, party: Party, matches: Iterable[Match], rename: Rename) -> tuple[Match, ...]:
        """The matches as they count, in the same order.

        One with all that is shown as one with it counts where one of them does.
        """
        judged = []
        for match in matches:
            entries = (match.entry, *match.also)
            case = find_case(party.country, entries)
            ruling = self.rule(entries, case.country)
            judge = partial(self._judge_match, party=party, case=case, ruling=ruling, rename=rename)
            head, *folded = map(judge, (match, *match.folded))
            head = replace(head, folded=tuple(folded))
            deciding = [one for one in folded if one.decides]
            if deciding and not head.is_counted:
                band = min((one.band for one in deciding), key=_BANDS.index)
                head = replace(head, is_counted=True, own_policy="", band=band)
            judged.append(head)
        return tuple(judged)

    def _judge_match(
        self, match: Match, *, party: Party, case: PolicyCase, ruling: Ruling, rename: Rename
    ) -> Match:
        is_weak = match.matched_name.kind is NameKind.WEAK_ALIAS and not _is_proved(match)
        switch = find_switch(self.rows, case) if is_weak else None
        if switch and match.band.is_open:
            full = rename(match.entry, party)
            if not (full and full.band.is_open):
                return _aside(match, f"{_ASIDE}, by a weak alias alone: {switch.signature}.")
            match = replace(full, also=match.also, folded=match.folded)
        match = match if _is_proved(match) else self._judge_score(match, case)
        if not (match.decides and ruling.sentence):
            return match
        if ruling.standing is Standing.NOT_RESTRICTED:
            return _aside(match, ruling.sentence)
        band = match.band if ruling.standing in _AS_LISTED else Decision.REVIEW
        said = " ".join(filter(None, (match.own_policy, ruling.sentence)))
        return replace(match, band=band, own_policy=said)

    def _judge_score(self, match: Match, case: PolicyCase) -> Match:
        """A match as thresholds have it."""
        hit = find_threshold("hit", HIT_FROM, self.rows, case)
        review = find_threshold("review", REVIEW_FROM, self.rows, case)
        score, band = match.score, match.band
        if band.is_open and review.row and score < review.least:
            return _aside(match, _threshold_words(f"{_ASIDE}, the score being", review))
        if band is Decision.HIT and hit.row and score < hit.least:
            said = _threshold_words("REVIEW and no HIT, the score being", hit)
            return replace(match, band=Decision.REVIEW, own_policy=said)
        if match.entry.standing not in _AS_LISTED or match.hold_reason or score >= HIT_FROM:
            return match
        is_weak = match.matched_name.kind is NameKind.WEAK_ALIAS
        if band is not Decision.HIT and hit.least <= score and not is_weak:
            return replace(match, band=Decision.HIT, own_policy=_risen_words("HIT", hit))
        if band is Decision.CLEAR and review.least <= score:
            return replace(match, band=Decision.REVIEW, own_policy=_risen_words("REVIEW", review))
        return match

    # --- Purposes ---------------------------------------------------------------------------------

    def rule(self, entries: Sequence[ListEntry], country: str = "") -> Ruling:
        """What a party is by those of its listings that count under the purpose."""
        if self.purpose is None:
            return Ruling(entries[0].standing)
        placed = [
            [(listing, Place(entry.list_id, listing.programme.id)) for listing in entry.listings]
            for entry in entries
        ]
        counted = [[one for one in each if self.counts(one[1], country)] for each in placed]
        missing = [one for each in placed for one in each if not self.counts(one[1], country)]
        if not missing:
            return Ruling(entries[0].standing)
        standings = {
            replace(entry, listings=tuple(one for one, _ in each)).standing
            for entry, each in zip(entries, counted, strict=True)
        }
        standing = next(one for one in Standing if one in standings)
        if standing not in _AS_LISTED:
            return Ruling(standing, self._explain(standing, missing, country))
        by = _names(one for each in counted for one, _ in each if one.is_in_force)
        others = _names(one for one, _ in missing)
        said = f"Counts for the purpose “{self.purpose}” by {by or 'its owners'}"
        return Ruling(standing, f"{said}; not counted: {others}.")

    def counts(self, place: Place, country: str = "") -> bool:
        """Whether listings at a place count under the purpose of the run."""
        for row in list_counted(self.rows, country, place):
            return row.counted is True
        rule = self.table.rules.get(place.programme)
        return rule is None or self.day > rule.verified_until or self.purpose in rule.purposes

    def _explain(
        self, standing: Standing, places: Sequence[tuple[Listing, Place]], country: str
    ) -> str:
        """Why listings do not count: `Shown, not counted for the purpose “export”: Entity ...`."""
        by_row = [next(list_counted(self.rows, country, place), None) for _, place in places]
        known = zip(places, by_row, strict=True)
        by_table = dict.fromkeys(
            f"{one.programme.name} {self.table.rules[place.programme].why}"
            for (one, place), row in known
            if row is None
        )
        signed = dict.fromkeys(row.signature for row in by_row if row)
        held = f"Held at REVIEW, being {standing} beside what does not count"
        what = _ASIDE if standing is Standing.NOT_RESTRICTED else held
        purpose = f" for the purpose “{self.purpose}”" if by_table else ""
        return f"{what}{purpose}: {'. '.join((*by_table, *signed))}."


def build_policy(settings: Settings, day: str, folder: Path) -> Policy | None:
    """The policy of settings on a day, ISO 8601; None where everything counts as it is.

    `folder` holds `purposes.toml`. Raises ListError.
    """
    if not needs_all(settings):
        return None
    return Policy(
        rows=tuple(
            row for row in settings.policy if not row.purposes or settings.purpose in row.purposes
        ),
        purpose=Purpose(settings.purpose) if settings.purpose else None,
        table=load_purposes(folder),
        day=day,
    )


def needs_all(settings: Settings) -> bool:
    """Whether a policy has a say, so that every match of a party must be known."""
    return bool(settings.purpose or settings.policy)


def least_asked(settings: Settings) -> float | None:
    """The score from which on matches must be known; None for the usual one."""
    lowest = min((row.review for row in settings.policy if row.review is not None), default=1.0)
    asked = settings.min_score
    if lowest >= REVIEW_FROM:
        return asked
    return lowest if asked is None else min(asked, lowest)


def _names(listings: Iterable[Listing]) -> str:
    """The lists of some listings, each once."""
    return ", ".join(dict.fromkeys(listing.programme.name for listing in listings))


def _is_proved(match: Match) -> bool:
    """Whether a number or an address makes it a match, and not the likeness of the names."""
    return match.is_by_address or any(one.rule == _SAME_NUMBER for one in match.evidence)


def _aside(match: Match, why: str) -> Match:
    return replace(match, is_counted=False, own_policy=why)


def _risen_words(band: str, threshold: Threshold) -> str:
    """`HIT from 0.85 on: policy of ...`."""
    return (
        f"{band} from {threshold.least:g} on: {threshold.row.signature}." if threshold.row else ""
    )


def _threshold_words(what: str, threshold: Threshold) -> str:
    """`REVIEW and no HIT, the score being below 0.95: policy of ...`, with its warning."""
    if threshold.row is None:
        return ""
    said = f"{what} below {threshold.least:g}: {threshold.row.signature}."
    return " ".join((said, *(f"Warning: {loss}." for _, loss in list_losses(threshold.row))))

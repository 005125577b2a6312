"""What is known of a person beside the name: date of birth, gender, nationality.

Each is compared where both sides have it. What agrees raises a score within its band, what
contradicts lowers it, and then the match is a question at most, in words. Lists state them as
remarks of an entry ("Gender: Male"; OFAC's own files "nationality Iran"). Pure.

Dates of birth are read as far as they are told: "12 May 1971", "circa 1971", "1968 to 1973" or only
a year. Each is a period, from the first to the last day that it may be. Two periods that have a day
in common agree; two that are further apart than a slip contradict each other. Lists print dates of
birth as remarks of an entry ("Date of birth: ..."; OFAC's own files "DOB ..."). Pure.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from msgspec import Struct

from compliance.matching.identifiers import OTHER_NATIONAL_ID
from compliance.matching.parameters import read_count, read_value
from compliance.model import Evidence, ListEntry, Party, PartyKind
from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.countries import country_code

BIRTH = "date of birth"
"""The rule of the evidence."""
OTHER_BIRTH = "other date of birth"
"""The same where all dates of birth contradict the asked one: such a match is no HIT."""
_SAME_DAY = read_value("person_details.same_day")
_SAME_YEAR = read_value("person_details.same_year")
_OTHER = read_value("person_details.other_birth")
_ABOUT = read_count("person_details.about")
_SLIP = read_count("person_details.slip")
_FIRST_YEAR = read_count("person_details.first_year")
_REMARK = TextPattern(r"(?:Date of birth:|DOB)\s*(.+)", re.IGNORECASE)
_ABOUT_WORDS = TextPattern(r"\b(?:circa|about|approx\w*|ca?\b\.?|between)\s*", re.IGNORECASE)
_SPAN = TextPattern(r"\s+(?:to|and|-)\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4}\b)")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan|january feb|february mar|march apr|april may jun|june jul|july aug|august"
        " sep|sept|september oct|october nov|november dec|december".split(),
        1,
    )
    for name in names.split("|")
}
_ISO = TextPattern(r"(\d{4})-(\d{1,2})-(?!00)(\d{1,2})(?:[T ]0?0:00(?::00)?(?:\.0+)?Z?)?")
_NUMBERS = TextPattern(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_NO_DAY = TextPattern(r"00/(\d{2})/(\d{4})")
"""As the United Kingdom writes a year or a month alone."""
_NAMED = TextPattern(r"(?:(\d{1,2})\.?[ -])?([A-Za-z]{3,9})\.?[ -](\d{4})")
_NAMED_FIRST = TextPattern(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_YEAR_MONTH = TextPattern(r"(\d{4})-(\d{1,2})")
_YEAR = TextPattern(r"(\d{4})(?:-00-00)?")


class Period(Struct, frozen=True):
    """The days on which somebody may have been born."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def meets(self, other: "Period") -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def widen(self, years: int) -> "Period":
        """The period with so many years more at either end."""
        days = timedelta(days=366 * years)
        return Period(self.first - days, self.last + days)


def read_births(text: str) -> tuple[Period, ...]:
    """The periods that a text may mean: several for 03/04/1971; none where it is no date."""
    bare = re.sub(r"\([^()]*\)", "", text).strip(" .,;")
    plain = _ABOUT_WORDS.sub("", bare)
    about = plain != bare and not _SPAN.search(plain)
    ends = [tuple(_read_date(part.strip())) for part in _SPAN.split(plain)]
    if not all(ends) or len(ends) > 2:
        return ()
    if len(ends) == 2:
        first, last = (end[0] for end in ends)
        return (Period(first.first, last.last),) if first.first <= last.last else ()
    return tuple(period.widen(_ABOUT) if about else period for period in ends[0])


def _read_date(text: str) -> Iterator[Period]:
    """The periods that one date may mean; none where it is no date."""
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            yield from read(match)
            return


def _read_numbers(match: re.Match[str]) -> Iterator[Period]:
    """A day and a month in numbers: between slashes they may stand either way."""
    day, sign, month, year = match.groups()
    yield from _on(int(year), int(month), int(day))
    if sign == "/" and day != month:
        yield from _on(int(year), int(day), int(month))


def _read_year(match: re.Match[str]) -> Iterator[Period]:
    year = int(match[1])
    if _is_year(year):
        yield Period(date(year, 1, 1), date(year, 12, 31))


def _read_named_date(year: str, month: str, day: str) -> Iterator[Period]:
    number = _MONTHS.get(month.casefold(), 0)
    yield from _on(int(year), number, int(day)) if day else _in_month(int(year), number)


def _on(year: int, month: int, day: int) -> Iterator[Period]:
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if _is_year(year):
        yield Period(found, found)


def _in_month(year: int, month: int) -> Iterator[Period]:
    if _is_year(year) and 1 <= month <= 12:
        following = date(year + month // 12, month % 12 + 1, 1)
        yield Period(date(year, month, 1), following - timedelta(days=1))


def _is_year(year: int) -> bool:
    """Whether anybody who is asked for can be born then: any other number is no year."""
    return _FIRST_YEAR <= year <= 2100


_FORMS: Sequence[tuple[TextPattern, Callable[[re.Match[str]], Iterator[Period]]]] = (
    (_ISO, lambda match: _on(*map(int, match.groups()))),
    (_NO_DAY, lambda match: _read_date("-".join(filter(int, (match[2], match[1]))))),
    (_NUMBERS, _read_numbers),
    (_NAMED_FIRST, lambda match: _read_named_date(match[3], match[1], match[2])),
    (_NAMED, lambda match: _read_named_date(match[3], match[2], match[1] or "")),
    (_YEAR_MONTH, lambda match: _in_month(int(match[1]), int(match[2]))),
    (_YEAR, _read_year),
)
"""How a date is written, and what reads it; the first form that fits counts."""


def list_births(entry: ListEntry) -> tuple[str, ...]:
    """The dates of birth of an entry, as published; several in one remark are parted by ";"."""
    found = (_REMARK.fullmatch(remark.strip()) for remark in entry.remarks)
    return tuple(
        part.strip() for match in found if match for part in match[1].split(";") if part.strip()
    )


def compare_births(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether a person's date of birth is the listed one; what cannot be read says nothing."""
    asked = read_births(party.birth) if party.birth.strip() else ()
    if not asked or not _may_be_person(entry):
        return
    published = list_births(entry)
    listed = [period for text in published for period in read_births(text)]
    meets = _any_meets(asked, listed)
    if not listed or (not meets and not all(map(read_births, published))):
        return
    texts = "; ".join(published)
    if meets:
        exact = any(period.is_day and period in listed for period in asked)
        note = f"the date of birth {party.birth} is given for the listed party"
        if not exact:
            note = (
                f"the date of birth {party.birth} agrees with the listed party's ({texts}), "
                "as far as given"
            )
        score = _SAME_DAY if exact else _SAME_YEAR
        yield Evidence(rule=BIRTH, score=score, asked=party.birth, listed=texts, note=note)
    elif not _any_meets([period.widen(_SLIP) for period in asked], listed):
        note = (
            f"the date of birth {party.birth} contradicts the listed party's ({texts}): "
            "a question at most"
        )
        yield Evidence(rule=OTHER_BIRTH, score=_OTHER, asked=party.birth, listed=texts, note=note)


def _any_meets(asked: Iterable[Period], listed: Sequence[Period]) -> bool:
    return any(ours.meets(theirs) for ours in asked for theirs in listed)


# --- Gender and nationality -------------------------------------------------------------------


GENDER = "gender"
"""The rule of the evidence."""
OTHER_GENDER = "other gender"
NATIONALITY = "nationality"
OTHER_NATIONALITY = "other nationality"
_SAME_GENDER = read_value("person_details.gender")
_OTHER_GENDER = read_value("person_details.other_gender")
_SAME_NATIONALITY = read_value("person_details.nationality")
_OTHER_NATIONALITY = read_value("person_details.other_nationality")


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return read_data_tables("matching/data/person_details.toml")


@cache
def _genders() -> Mapping[str, str]:
    """Word -> male or female."""
    return {
        _plain(word): gender
        for gender, words in _words()["genders"].items()
        for word in words.split()
    }


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip(" .").casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def read_gender(text: str) -> str:
    """`male` or `female`; empty where a text is neither."""
    return _genders().get(_plain(text), "")


def list_remarks(entry: ListEntry, label: str) -> tuple[str, ...]:
    """What a list states under a label: "Gender: Male", or OFAC's "nationality Iran"."""
    labels = "|".join(_words()["labels"][label])
    pattern = re.compile(rf"(?:alt\. )?(?:{labels})\b\s*:?\s*(.+)", re.IGNORECASE)
    found = (pattern.fullmatch(remark.strip()) for remark in entry.remarks)
    return tuple(
        part.strip()
        for match in found
        if match
        for part in _SEVERAL.split(match[1])
        if part.strip()
    )


_SEVERAL = TextPattern(r";|,|/|\(\d\)|\band\b")


def compare_genders(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether a person has the listed gender; a word that is neither says nothing."""
    asked = read_gender(party.gender)
    listed = {read_gender(text) for text in list_remarks(entry, "gender")} if asked else set()
    if len(listed) != 1 or not _may_be_person(entry):
        return
    (known,) = listed
    if known == asked:
        note = f"the gender ({asked}) is that of the listed person"
        yield Evidence(rule=GENDER, score=_SAME_GENDER, asked=asked, listed=known, note=note)
    elif known:
        note = f"the party is {asked}, the listed person is {known}: a question at most"
        yield Evidence(rule=OTHER_GENDER, score=_OTHER_GENDER, asked=asked, listed=known, note=note)


def compare_nationalities(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether a person's nationality is a listed one, where the list states any.

    A person may have several: one in common is enough, and one that cannot be read says nothing.
    """
    asked = _read_countries(_SEVERAL.split(party.nationality))
    published = list_remarks(entry, "nationality") if any(asked) else ()
    listed = _read_countries(published)
    if not listed or not _may_be_person(entry):
        return
    ours, theirs = ", ".join(sorted(asked - {""})), ", ".join(sorted(listed - {""}))
    if (asked & listed) - {""}:
        note = f"the nationality ({ours}) is given for the listed person"
        yield Evidence(
            rule=NATIONALITY, score=_SAME_NATIONALITY, asked=ours, listed=theirs, note=note
        )
    elif "" not in asked | listed:
        note = (
            f"the nationality ({ours}) is none of the listed person's ({theirs}); "
            "many have several: a question at most"
        )
        yield Evidence(
            rule=OTHER_NATIONALITY, score=_OTHER_NATIONALITY, asked=ours, listed=theirs, note=note
        )


def _read_countries(texts: Iterable[str]) -> set[str]:
    """Code of each nationality; empty for one that cannot be read."""
    return {country_code(text) for text in texts if text.strip()}


def _may_be_person(entry: ListEntry) -> bool:
    return entry.kind in (PartyKind.PERSON, PartyKind.UNKNOWN)


# --- All of them ------------------------------------------------------------------------------


_CONTRADICTIONS = {
    OTHER_BIRTH: "Held at REVIEW: the dates of birth contradict each other.",
    OTHER_GENDER: "Held at REVIEW: the listed person is of the other gender.",
    OTHER_NATIONALITY: "Held at REVIEW: the list states another nationality.",
    OTHER_NATIONAL_ID: "Held at REVIEW: the national identity numbers differ.",
}
"""Rule -> why a match is no HIT that its names would make one."""


def compare_details(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """What date of birth, gender and nationality say for and against a match."""
    yield from compare_births(party, entry)
    yield from compare_genders(party, entry)
    yield from compare_nationalities(party, entry)


def find_contradiction(evidence: Iterable[Evidence]) -> str:
    """Why a match is a question at most, in a sentence; empty where no detail contradicts it."""
    said = (_CONTRADICTIONS.get(piece.rule, "") for piece in evidence)
    return next(filter(None, said), "")

"""Pure: the days of lists as ISO 8601, as far as they are known."""

import re
from datetime import date

from compliance.lists.common.texts import fold_spaces

_ISO_DATE = r"\d{4}(-\d{2}){0,2}"
_WHOLE_DATE = "2000-01-01"

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
US_DATES = (
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:T.*)?",
    r"(?P<d>\d{1,2}) (?P<m>[A-Za-z]{3})[a-z]* (?P<y>\d{4})",
    r"(?P<m>[A-Za-z]{3})[a-z]* (?P<d>\d{1,2}), (?P<y>\d{4})",
)

DAY_FIRST = r"(\d{1,2})/(\d{1,2})/(\d{4})"
WITH_MONTH = r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})"
ISO = r"\d{4}(?:-\d{2}){0,2}(?=[T Z+]|-\d\d:\d\d|$)"


# --- Dates ------------------------------------------------------------------------------------


def read_us_date(text: str) -> str:
    """A day as the US lists write it (`7/11/1985`, `03 Jun 2021`) in ISO 8601; else empty."""
    for form in US_DATES:
        if found := re.fullmatch(form, text.strip()):
            try:
                return date(int(found["y"]), month_number(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                return ""
    return ""


def is_date(text: str) -> bool:
    """Whether this is an ISO 8601 date: a year, a month of a year, or a day."""
    if not re.fullmatch(_ISO_DATE, text):
        return False
    try:
        date.fromisoformat(text + _WHOLE_DATE[len(text) :])
    except ValueError:
        return False
    return True


def month_number(text: str) -> int:
    """1 to 12. Raises ValueError for any other word."""
    return int(text) if text.isdigit() else MONTHS.index(text.casefold()) + 1


def read_date_or_text(text: str) -> str:
    """The ISO date, or the text as it stands where it is no date that is understood."""
    return read_us_date(text) or text.strip()


def read_date(text: str) -> str:
    """A date as ISO 8601, as far as it is told: 00/00/1977 is 1977; empty when it is none.

    Reads 2019-10-09 (a time after it is left out), 09/10/2019 with the day first, 9-Oct-2019.
    """
    text = fold_spaces(text)
    if found := re.match(ISO, text):
        return found[0] if is_date(found[0]) else ""
    if found := re.match(DAY_FIRST, text):
        return write_date(found[3], int(found[2]), int(found[1]))
    found = re.match(WITH_MONTH, text)
    if found and found[2].casefold() in MONTHS:
        return write_date(found[3], MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    return ""


def write_date(year: str, month: int, day_of_month: int) -> str:
    """The date as far as it is known: a month or day of 0 is not; empty when there is no such."""
    known = f"-{month:02}" if month else ""
    known += f"-{day_of_month:02}" if known and day_of_month else ""
    return year + known if is_date(year + known) else ""


MONTH_FIRST = r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})"


def read_month_first(text: str) -> str:
    """A day as Excel stores it, or with the month first, as US agencies have it (`6/18/25`)."""
    if found := re.fullmatch(MONTH_FIRST, text):
        month, number, year = (int(part) for part in found.groups())
        return read_date(f"{year + 2000 * (year < 100)}-{month:02}-{number:02}")
    return read_date(text)

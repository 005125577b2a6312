"""Pure: how old a list is, and what has to be said about it."""

from datetime import date

from msgspec import Struct


class AgeLimits(Struct, frozen=True, kw_only=True):
    """Days after which a list is called old, and after which a run with it is not complete."""

    warn: int | None = None
    stop: int | None = None


class Freshness(Struct, frozen=True, kw_only=True):
    """What to say of a list's age; at most one of the two says something."""

    notice: str = ""
    """It is getting old."""
    warning: str = ""
    """It is too old: the run does not count as complete."""


class AgeWords(Struct, frozen=True, kw_only=True):
    """How the age of a list is said, and how to come by a newer one."""

    form: str = "it was last checked {days} days ago, on {day}"
    newer: str = "screen lists update fetches the present one"

    def old(self, days: int, day: str) -> str:
        """`it was last checked 12 days ago, on 2026-11-01`."""
        return self.form.format(days=days, day=day[:10])


def count_days(day: str, today: str) -> int | None:
    """Days from one ISO date or time to another, never negative; None when one is no full date."""
    try:
        return max(0, (date.fromisoformat(today[:10]) - date.fromisoformat(day[:10])).days)
    except ValueError:
        return None


def is_to_come(day: str, today: str) -> bool:
    """Whether an ISO date or time is later than tomorrow, which no time zone makes of today."""
    return (count_days(today, day) or 0) > 1


def judge_age(day: str, today: str, limits: AgeLimits, words: AgeWords | None = None) -> Freshness:
    """What to say of a list that was last known to be the publisher's present one on `day`.

    `words` are for lists whose day is another, that of their data.
    """
    say = words or AgeWords()
    days = count_days(day, today)
    if days is None:
        unknown = limits.warn is not None or limits.stop is not None
        return Freshness(notice="its age is not known: it has no date" * unknown)
    if words is None and is_to_come(day, today) and limits != AgeLimits():
        problem = f"it was last checked on {day[:10]}, a day that is to come: is the clock right?"
        is_stop = limits.stop is not None
        said = f"{problem} Its age is not known; {say.newer}"
        return Freshness(warning=said * is_stop, notice=said * (not is_stop))
    if limits.stop is not None and days > limits.stop:
        return Freshness(
            warning=f"{say.old(days, day)}, more than the {limits.stop} allowed; {say.newer}"
        )
    if limits.warn is not None and days > limits.warn:
        return Freshness(notice=f"{say.old(days, day)}; {say.newer}")
    return Freshness()

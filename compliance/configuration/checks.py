"""What is wrong with a value that somebody typed or wrote into the settings file, in words."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from compliance.model.text_pattern import TextPattern

Check = Callable[[object], str]
"""What is wrong with a value; empty for a good one."""
MOST_DAYS = 3653
"""Days that a decision can hold at most: ten years."""


def unknown(what: str, word: str, known: Collection[str]) -> str:
    """`unknown key 'colum', did you mean 'column'?`, if a known one is near."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.7)
    return f"unknown {what} {word!r}" + (f", did you mean {near[0]!r}?" if near else "")


def text(value: object) -> str:
    """Problem of a value that must be a text."""
    if isinstance(value, str) and _CONTROL.search(value):
        return "must be a text without control characters"
    return "" if isinstance(value, str) and value else "must be a text in quotes"


_CONTROL = TextPattern(r"[\x00-\x1f\x7f]")


def texts(value: object) -> str:
    """Problem of a value that must be a text or several."""
    many = value if isinstance(value, list) else [value]
    good = many and not any(text(one) for one in many)
    return "" if good else 'must be a text or a list of texts, such as ["a", "b"]'


def pairs(value: object) -> str:
    """Problem of a value that must be a table of role and header."""
    if not isinstance(value, dict) or any(text(header) for header in value.values()):
        return 'must be a table of role and header, such as {name = "Kunde"}'
    from compliance.columns.roles import ROLES  # late: most settings name no column

    strange = [unknown("role", str(role), ROLES) for role in value if role not in ROLES]
    return f"has {'; '.join(strange)}" if strange else ""


def share(value: object) -> str:
    """Problem of a value that must be a score."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if number and 0 <= float(str(value)) <= 1 else "must be a number from 0 to 1"


def count(most: int) -> Callable[[object], str]:
    """Problem of a value that must be a number of things."""

    def problem(value: object) -> str:
        number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
        return "" if number else f"must be a whole number from 1 to {most}"

    return problem


def choice(words: Sequence[str]) -> Callable[[object], str]:
    """Problem of a value that must be one of these words."""
    return lambda value: "" if value in words else f"must be one of {', '.join(words)}"


def switch(value: object) -> str:
    """Problem of a value that must be true or false."""
    return "" if isinstance(value, bool) else "must be true or false"


def days(value: object) -> str:
    """Problem of a value that must be a number of days."""
    number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if number else "must be a whole number of days, 0 for no limit"


def places(value: object) -> str:
    """Problem of a value that must be addresses: a text, several, or a table by file name."""
    if isinstance(value, dict) and value and not any(text(one) for one in value.values()):
        strange = [name for name in value if "/" in name or "\\" in name]
        return f"has {strange[0]!r}, which is no file name" if strange else ""
    return texts(value).replace("must be", "must be a table of file name and address,")


def shares(value: object) -> str:
    """Problem of a value that must be a table of shares, such as { aliases = 0.2 }."""
    if not isinstance(value, dict) or any(share(one) for one in value.values()):
        return "must be a table of shares, such as { aliases = 0.2 }"
    return ""


def publishers(value: object) -> str:
    """All problems of the tables `[lists.ID]`."""
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        return "must be tables, such as [lists.csl]; `list` says which lists are in use"
    return "; ".join(
        problem for name, table in value.items() for problem in publisher_problems(name, table)
    )


def publisher_problems(name: str, table: Mapping[str, object]) -> Iterator[str]:
    """The problems of one table `[lists.ID]`."""
    if not _ID.fullmatch(name):
        yield f"has {name!r}, which is no id: lower case letters, digits and single hyphens"
    for key, value in table.items():
        if key not in PUBLISHER_CHECKS:
            yield f"has in [lists.{name}] an {unknown('key', key, PUBLISHER_CHECKS)}"
        elif problem := PUBLISHER_CHECKS[key](value):
            yield f"has in [lists.{name}] {key}, which {problem}"


_ID = TextPattern(r"[a-z0-9]+(-[a-z0-9]+)*")
PUBLISHER_CHECKS: Mapping[str, Check] = {
    "title": text,
    "format": text,
    "addresses": places,
    "mirror": text,
    "hosts": texts,
    "insecure": switch,
    "warn-after-days": days,
    "stop-after-days": days,
    "fewest": count(10_000_000),
    "most-lost": share,
    "most-lost-of": shares,
    "most-rejected": share,
    "canaries": texts,
    "sources": texts,
}
"""The keys of `[lists.ID]`, see docs/lists-update.md."""


def review(value: object) -> str:
    """All problems of the table `[review]`."""
    if not isinstance(value, dict):
        return "must be a table, such as [review] with expiry-days = 365"
    return "; ".join(table_problems(value, REVIEW_CHECKS))


def table_problems(table: Mapping[str, object], checks: Mapping[str, Check]) -> Iterator[str]:
    """The problems of a table, key by key."""
    for key, value in table.items():
        if key not in checks:
            yield f"has an {unknown('key', key, checks)}"
        elif problem := checks[key](value):
            yield f"has {key}, which {problem}"


REVIEW_CHECKS: Mapping[str, Check] = {
    "expiry-days": count(MOST_DAYS),
    "two-reviewers": switch,
}
"""The keys of `[review]`, see docs/review.md."""


def check_rules(value: object) -> str:
    """All problems of the tables `[rules.ID]`."""
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        return "must be tables, such as [rules.bis-affiliates]"
    found = []
    for name, table in value.items():
        where = f"has in [rules.{name}]"
        strange = [key for key in table if key not in RULE_CHECKS]
        found += [f"{where} an {unknown('key', key, RULE_CHECKS)}" for key in strange]
        for key, check in RULE_CHECKS.items():
            if key not in table:  # a statement without a name is none
                found.append(f"{where} no {key}")
            elif problem := check(table[key]):
                found.append(f"{where} {key}, which {problem}")
    return "; ".join(found)


def check_state(value: object) -> str:
    """Problem of a value that must be the state of a rule."""
    return "" if value in RULE_STATES else f"must be one of {', '.join(RULE_STATES)}"


def check_day(value: object) -> str:
    """Problem of a value that must be a day, as a date of TOML or as a text."""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return 'must be a day, such as "2026-11-20"'
    return ""


RULE_STATES = ("in force", "suspended")
RULE_CHECKS: Mapping[str, Check] = {
    "state": check_state,
    "from": check_day,
    "name": text,
    "date": check_day,
    "source": text,
}
"""The keys of `[rules.ID]`, see docs/ownership.md; all are needed."""


def record(value: object) -> str:
    """All problems of `record`: a path, or the table `[record]`."""
    if not isinstance(value, dict):
        return text(value).replace("must be", "must be a table, or")
    return "; ".join(table_problems(value, RECORD_CHECKS))


RECORD_CHECKS: Mapping[str, Check] = {"file": text, "who": switch, "journal": switch}
"""The keys of `[record]`, see docs/audit.md."""


def check_signing(value: object) -> str:
    """All problems of the table `[signing]`."""
    if not isinstance(value, dict):
        return 'must be a table, such as [signing] with signers = "signers"'
    return "; ".join(table_problems(value, SIGNING_CHECKS))


SIGNING_CHECKS: Mapping[str, Check] = {"key": text, "signers": text}
"""The keys of `[signing]`, see docs/audit.md."""


def list_texts(value: object) -> tuple[str, ...]:
    """One text or several as several; anything else as its text."""
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


PURPOSES = ("export", "purchase", "invest", "pay", "federal")
"""What parties can be screened for: the words of `model.Purpose`, which --help need not load."""


def check_purpose(value: object) -> str:
    """Problem of a value that must be a purpose."""
    return "" if value in PURPOSES else f"must be one of {', '.join(PURPOSES)}"


def check_purposes(value: object) -> str:
    """Problem of a value that must be a purpose or several."""
    return next(filter(None, map(check_purpose, list_texts(value) or [""])), "")


def check_countries(value: object) -> str:
    """Problem of a value that must be a country or several, however spelt."""
    if problem := texts(value):
        return problem
    from compliance.names.countries import whole_country_code  # late: most settings name none

    strange = [one for one in list_texts(value) if not whole_country_code(one)]
    return f"names no country that is known: {', '.join(strange)}" if strange else ""


def check_policies(value: object) -> str:
    """All problems of the tables `[[policy]]`."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return "must be tables, such as [[policy]] with reason, author and date"
    found = []
    for number, table in enumerate(value, start=1):
        strange = [key for key in table if key not in POLICY_CHECKS]
        found += [f"{number} has an {unknown('key', key, POLICY_CHECKS)}" for key in strange]
        found += [f"{number} has no {key}" for key in POLICY_NEEDS if key not in table]
        found += [
            f"{number} has {key}, which {problem}"
            for key, check in POLICY_CHECKS.items()
            if key in table and (problem := check(table[key]))
        ]
    return "; ".join(found)


POLICY_NEEDS = ("reason", "author", "date")
"""What every policy must say: who answers for it, since when, and why."""
POLICY_CHECKS: Mapping[str, Check] = {
    "reason": text,
    "author": text,
    "date": check_day,
    "until": check_day,
    "list": texts,
    "programme": texts,
    "country": check_countries,
    "purpose": check_purposes,
    "hit": share,
    "review": share,
    "weak-aliases": switch,
    "counted": switch,
}
"""The keys of `[[policy]]`, see docs/policy.md."""

"""Policies: what an officer lets count in another way than the program does by itself, and why."""

from enum import StrEnum

from msgspec import Struct


class Purpose(StrEnum):
    """What a party is screened for; what each means stands in `lists/purposes.toml`."""

    EXPORT = "export"
    PURCHASE = "purchase"
    INVEST = "invest"
    PAY = "pay"
    FEDERAL = "federal"


class PolicyRow(Struct, frozen=True, kw_only=True):
    """One `[[policy]]` of the settings: whom it reaches, what it changes, and who answers for it.

    It reaches a match that is on one of the lists, under one of the programmes and asked with one
    of the countries that it names; where it names none of a kind, all of that kind.
    """

    reason: str
    author: str
    date: str
    """The day on which it was decided, ISO 8601."""
    until: str = ""
    """The last day on which it may be used, ISO 8601; empty for no end."""
    lists: tuple[str, ...] = ()
    """Ids of lists as a run has them: `csl`."""
    programmes: tuple[str, ...] = ()
    """Ids of published lists in `lists/programmes.toml`: `us-dod-1260h`."""
    countries: tuple[str, ...] = ()
    """ISO 3166 codes of countries that a party is asked with."""
    purposes: tuple[str, ...] = ()
    """Purposes under which it holds; empty for every run."""
    hit: float | None = None
    """Least score of a HIT, 0 to 1."""
    review: float | None = None
    """Least score of a REVIEW, 0 to 1."""
    weak_aliases: bool = True
    """Whether a match by a weak alias alone counts."""
    counted: bool | None = None
    """Whether listings count at all under the purposes; None leaves it to the lists."""

    @property
    def signature(self) -> str:
        """`policy of J. Doe, 2026-11-20: we have no federal contracts`."""
        return f"policy of {self.author}, {self.date}: {self.reason.rstrip('.')}"

    @property
    def sentence(self) -> str:
        """What it says, of whom, who answers for it and until when."""
        named = (
            ("list", self.lists),
            ("programme", self.programmes),
            ("country", self.countries),
            ("purpose", self.purposes),
        )
        count = "counted" if self.counted else "not counted"
        changes = (
            f"HIT from {self.hit:g}" if self.hit is not None else "",
            f"REVIEW from {self.review:g}" if self.review is not None else "",
            "" if self.weak_aliases else "weak aliases off",
            "" if self.counted is None else count,
        )
        whom = ", ".join(f"{what} {' or '.join(some)}" for what, some in named if some)
        until = f" (until {self.until})" if self.until else ""
        return f"{whom or 'all lists'}: {', '.join(filter(None, changes))}; {self.signature}{until}"

"""What is known of a party's destination: places under rules and red flags, apart from its name."""

from msgspec import Struct

from compliance.model.reviews import Review


class DestinationRule(Struct, frozen=True, kw_only=True):
    """One rule on a place, as it stands on the day of the run."""

    id: str
    """Its id in `lists/places.toml`."""
    name: str
    kind: str
    """What sort of rule it is: `comprehensive embargo`."""
    restricts: str
    """What it restricts, a sentence without a full stop."""
    citation: str
    state: str
    """Since when it is in force, until when its state was looked up, in words."""
    source: str


class DestinationNote(Struct, frozen=True, kw_only=True):
    """A place found in the cells of a party with the rules on it, or a red flag."""

    place: str
    """Name of the country or region; of a red flag what it is about."""
    kind: str
    """The gravest kind of rule on it (`comprehensive embargo`), or `red flag`."""
    cell: str = ""
    """Which cell: `country`, `destination`, `address` or `name`."""
    words: str = ""
    """The words that were found there, as they are written."""
    remark: str = ""
    """What else to know: that cells contradict each other, what a red flag means. A sentence."""
    rules: tuple[DestinationRule, ...] = ()
    """Those in force on the day, the gravest first."""
    is_question: bool = False
    """Whether somebody has to look, unless that was decided before."""
    review: Review | None = None
    """What officers decided of it in an earlier report; None when nobody has."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: it is a question, and no standing decision settles it."""
        return self.is_question and not (self.review and self.review.settles)

    @property
    def explanation(self) -> str:
        """The sentence, with what was decided of it, or why that no longer holds."""
        if self.review is None:
            return self.sentence
        said = (self.review.sentence,) if self.review.settles else self.review.open_sentences
        return " ".join((self.sentence, *said))

    @property
    def location(self) -> str:
        """Where it was found: `address “Sevastopol”`; empty for a red flag without a cell."""
        return f"{self.cell} “{self.words}”" if self.cell else ""

    @property
    def sentence(self) -> str:
        """`Crimea and Sevastopol (comprehensive embargo), by the address “Sevastopol”.`."""
        by = f", by the {self.location}" if self.location else ""
        said = f"{self.place} ({self.kind}){by}."
        return f"{said} {self.remark}".rstrip()


class DestinationCount(Struct, frozen=True, kw_only=True):
    """How many parties of a file have a place or a red flag."""

    place: str
    kind: str
    parties: int
    open: int
    """Of these the parties that somebody has to look at because of it."""
    rules: tuple[DestinationRule, ...] = ()

"""Pure: the names of a party, each once and with its kind."""

import unicodedata
from collections.abc import Iterable

from compliance.lists.common.texts import fold_spaces
from compliance.model import Name, NameKind

KIND_ORDER = (
    NameKind.PRIMARY,
    NameKind.NATIVE,
    NameKind.ALIAS,
    NameKind.FORMER,
    NameKind.WEAK_ALIAS,
)
"""A name that is given twice is of the kind that comes first here."""

KindedName = tuple[str, NameKind]
"""A name and how it belongs to its party."""


def collect_names(primary: str, others: Iterable[KindedName]) -> tuple[Name, ...]:
    """The primary name first, then every other once, in the publisher's order.

    A text without a letter or digit is no name. A name in another script is a native one, unless it
    is weak or former.
    """
    kinds = {fold_spaces(primary): NameKind.PRIMARY}
    for text, kind in ((fold_spaces(text), kind) for text, kind in others):
        if any(map(str.isalnum, text)):
            told = NameKind.NATIVE if kind is NameKind.ALIAS and is_native(text) else kind
            kinds[text] = min(kinds.get(text, told), told, key=KIND_ORDER.index)
    return tuple(Name(text=text, kind=kind) for text, kind in kinds.items())


def is_native(text: str) -> bool:
    """Whether most of the letters are of another script than Latin."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters) * 2 > len(
        letters
    )

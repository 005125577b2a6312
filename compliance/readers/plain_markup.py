"""Rows and shared texts of an .xlsx as nearly all programs write them, read without an XML parser.

Such a row has cells with a place, a style, a type and one value, and nothing else: no formula, no
line end, no tag of another kind. One pattern proves all of that, so that an XML parser would have
told the same, in a tenth of the time. What is not so is left to the parser, row by row.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from compliance.readers.base import LONGEST_CELL

DECLARATION = re.compile(
    r'(?:\ufeff?<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="\w+")?\?>)?'
)
"""What may stand before the first tag of a part in UTF-8, or nothing."""
CHARACTERS = r"[^<>&\x00-\x1f\ufffe\uffff]*+"
TEXT = rf"{CHARACTERS}(?:&(?:amp|lt|gt);{CHARACTERS})*+"
"""Characters that are the same to every parser, and the references that XML cannot do without."""
RUN = rf'<t(?: xml:space="preserve")?>{TEXT}</t>'
CELL = (
    r'<c r="[A-Z]{1,3}\1"(?: s="[0-9]{1,9}")?(?:/>'
    rf'| t="inlineStr"><is>{RUN}</is></c>|(?: t="[A-Za-z]{{1,9}}")?><v>{TEXT}</v></c>)'
)
ATTRIBUTE = r' (?!r=|xmlns)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)="[^"<>&\x00-\x1f]*"(?![^<>]* \2=)'
"""One of a row, which is not there a second time."""


class PlainForm(Struct, frozen=True, kw_only=True):
    """How something that is written many times in a part looks where it is plain."""

    pattern: re.Pattern[str]
    end: str
    """The tag at its end."""

    def find_next(self, text: str, at: int) -> int:
        """Where something plain begins, behind what is not so; the end of the text if nowhere."""
        while (at := text.find(self.end, at) + len(self.end)) >= len(self.end):
            if self.pattern.match(text, at):
                return at
        return len(text)


ROW = PlainForm(
    pattern=re.compile(rf'<row r="([1-9][0-9]{{0,6}})"(?:{ATTRIBUTE})*+>(?:{CELL})*+</row>'),
    end="</row>",
)
SHARED_TEXT = PlainForm(
    pattern=re.compile(rf'<si><t( xml:space="preserve")?>({TEXT})</t></si>'), end="</si>"
)
CELLS = re.compile(
    r'<c r="([A-Z]+)[0-9]+"(?: s="[0-9]+")?(?: t="(\w+)")?>(?:<is>)?<([tv])([^>]*)>([^<]*)<'
)
"""Of each cell with a value in a plain row: letters, type, the value's tag, attribute and text."""


def take_plain(
    form: PlainForm,
    pieces: Iterable[bytes],
    can_take: Callable[[], bool],
    take: Callable[[re.Match[str]], object],
) -> Iterator[bytes]:
    """Hand what is plain to `take`, in order, and yield all else for a parser.

    `can_take` says whether the parser, which has had all that was yielded, is where such a thing
    stands. Pieces must not cut tags; something is yielded of each, be it empty.
    """
    for text in decode_pieces(pieces):
        if isinstance(text, bytes):
            yield text
            continue
        at = 0
        while True:
            while can_take() and (found := form.pattern.match(text, at)):
                if found.end() - at > LONGEST_CELL:  # one of its texts may be too long for a cell
                    break
                take(found)
                at = found.end()
            end = form.find_next(text, at)
            yield text[at:end].encode()
            at = end
            if at == len(text):
                break


def decode_pieces(pieces: Iterable[bytes]) -> Iterator[str | bytes]:
    """Pieces of a part as text; as bytes from the first on in which is more than tags and texts.

    What looks like a row may be a comment, or be written in another encoding.
    """
    left = iter(pieces)
    for piece in left:
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            text = "<!"
        instructed = text[: text.rfind("?>") + 2] if "<?" in text else ""
        if "<!" in text or not DECLARATION.fullmatch(instructed):
            yield piece
            break
        yield text
    yield from left


def decode_text(text: str) -> str:
    """A plain text as it is meant."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

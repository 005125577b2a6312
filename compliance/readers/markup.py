"""XML of a workbook's parts, walked event by event, so that the file can do no harm.

A document type is refused: no spreadsheet program writes one, and everything dangerous in XML
(entity expansion, external entities) needs one. A tag, comment or the like must end within reach,
because the parser keeps it whole and looks at it again with every block.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol
from xml.parsers import expat

from compliance.model.text_pattern import TextPattern
from compliance.readers.file_kind import damage_error

LONGEST_TOKEN = 1 << 24
"""Most bytes of one tag, comment or processing instruction."""
MOST_TAGS = 100_000
"""Most sheets and relations of a workbook."""
BLANKS = " \t\r\n"
"""White space of XML."""
NUMBER = TextPattern(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""A number as XML Schema writes it; neither NaN nor infinity, which may be names."""


def new_parser() -> expat.XMLParserType:
    """A parser that refuses document types; names come as written, with their prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


class MarkupTarget(Protocol):
    """What takes in the markup of a part; names come as written, with their prefix."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """A tag begins."""

    def end(self, tag: str, /) -> None:
        """A tag ends."""

    def add_text(self, text: str, /) -> None:
        """Characters follow."""


def feed_target(target: MarkupTarget, blocks: Iterable[bytes], name: str) -> Iterator[None]:
    """Parse block by block into a target, as `feed_parser` does. Raises InputError."""
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = target.start, target.end
    parser.CharacterDataHandler = target.add_text
    return feed_parser(parser, blocks, name)


def feed_parser(parser: expat.XMLParserType, blocks: Iterable[bytes], name: str) -> Iterator[None]:
    """Parse block by block, stopping after each.

    Raises:
        InputError: the XML is broken, cut short, or has a document type.

    """
    given = 0
    try:
        for block in blocks:
            parser.Parse(block, False)
            given += len(block)
            if given - max(0, parser.CurrentByteIndex) > LONGEST_TOKEN + len(block):
                raise damage_error(name)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, LookupError, ValueError):
        raise damage_error(name) from None


def read_tags(
    blocks: Iterable[bytes], wanted: Sequence[str], name: str
) -> list[tuple[str, dict[str, str]]]:
    """Local name and attributes of every wanted tag of a small part.

    Raises InputError when the part is damaged, or has more than MOST_TAGS of them.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) in wanted:
            found.append((local_name(tag), attributes))
            if len(found) > MOST_TAGS:
                raise ValueError

    parser = new_parser()
    parser.StartElementHandler = start
    for _ in feed_parser(parser, blocks, name):
        pass
    return found


def local_name(tag: str) -> str:
    """The name of a tag or attribute without its prefix."""
    return tag.rpartition(":")[2]


def _refuse_document_type(*_: object) -> None:
    raise ValueError

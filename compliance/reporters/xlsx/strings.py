"""The shared strings of a workbook: the user's copied as they are, the report's own behind them.

A cell names its text by a number in this table. The user's part may hold millions of texts, so it
is walked through twice and never held: first to count it and to find the texts that begin like a
formula (their cells get the mark that keeps them texts), then to copy it. Texts with formats keep
them. A table that is written in an unusual way is read as XML and written anew.

File format: ECMA-376 part 1, 18.4.8 (si), 18.4.9 (sst).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from compliance.reporters.xlsx.cells import FORMULA_STARTS
from compliance.reporters.xlsx.checking import Check, NotPlain
from compliance.reporters.xlsx.markup import blocks, texted
from compliance.reporters.xlsx.walking import ended

Pieces = Callable[[], Iterable[bytes]]
"""Starts to read a part of the user's workbook, in pieces that cut no tag in two."""

MOST_OWN = 1_000
"""Texts of the report that are shared; further ones stand in their cells."""
_MAIN = f"{{{SHEET_MAIN_NS}}}"
_HEAD = f'<sst xmlns="{SHEET_MAIN_NS}">'.encode()
_START = re.compile(rb"<sst(?:\s[^<>]*)?>")
_END = b"</sst>"
_ITEM, _ITEM_END = b"<si", b"</si>"
# What is no plain text that begins harmlessly: most tables have none of these.
_DOUBTFUL = re.compile(rb'<si>(?!<t(?: xml:space="preserve")?>(?:[^=+\-@&<]|&(?:amp|lt|gt|quot);))')


def _none() -> Iterable[bytes]:
    """The table of a workbook that has none."""
    return (f'<sst xmlns="{SHEET_MAIN_NS}"/>'.encode(),)


class Strings:
    """The table of one workbook."""

    def __init__(self, pieces: Pieces = _none) -> None:
        self._pieces = pieces
        self._is_plain = True
        self.formulas: set[int] = set()
        """Numbers of the user's texts that begin like a formula."""
        self.count = self._survey()
        """How many texts the user's table has."""
        self._own: dict[str, int] = {}
        self._held: list[str] | None = None

    def index(self, text: str) -> int | None:
        """The number of a text of the report's own; None when there is no more room."""
        if text not in self._own and len(self._own) >= MOST_OWN:
            return None
        return self._own.setdefault(text, self.count + len(self._own))

    def text(self, index: int) -> str:
        """One of the user's texts; the table is held from the first call on."""
        if self._held is None:
            self._held = list(map(_text, self._items()))
        return self._held[index]

    def parts(self) -> Iterator[bytes]:
        """The whole table, in pieces; nothing when there is no text."""
        if not self.count and not self._own:
            return
        yield b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + _HEAD
        if self.count:
            yield from self._plain() if self._is_plain else self._rewritten()
        yield "".join(f"<si>{texted(text)}</si>" for text in self._own).encode()
        yield _END

    # --- Surveying ----------------------------------------------------------------------------

    def _survey(self) -> int:
        try:
            return self._survey_plain()
        except NotPlain:
            self._is_plain = False
            self.formulas = set()
            return self._survey_items()

    def _survey_items(self) -> int:
        count = 0
        for text in map(_text, self._items()):
            if text.startswith(FORMULA_STARTS):
                self.formulas.add(count)
            count += 1
        return count

    def _survey_plain(self) -> int:
        check = Check()
        count = 0
        for block in _inside(map(check.passed, self._pieces())):
            self.formulas.update(count + index for index in _formulas(block))
            count += block.count(_ITEM)
        check.finish()
        return count

    # --- Copying ------------------------------------------------------------------------------

    def _plain(self) -> Iterator[bytes]:
        return _inside(self._pieces())

    def _rewritten(self) -> Iterator[bytes]:
        items = (f"<si>{texted(_text(item))}</si>".encode() for item in self._items())
        return blocks(items)

    def _items(self) -> Iterator[Element]:
        for around, element in ended(self._pieces()):
            if element.tag == f"{_MAIN}si" and len(around) == 1:
                yield element
                around[-1].remove(element)


def _inside(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The items of a table, whole ones in each block. Raises NotPlain."""
    window, started = b"", False
    for piece in pieces:
        window += piece
        if not started:
            found = _START.search(window)
            if not found or found.group().endswith(b"/>") or b"<!" in window[: found.start()]:
                raise NotPlain
            window, started = window[found.end() :], True
        cut = window.rfind(_ITEM_END) + len(_ITEM_END)
        if cut >= len(_ITEM_END):
            yield _plain_items(window[:cut])
            window = window[cut:]
    rest = window.partition(_END)[0]
    if rest.replace(b"<si/>", b"").strip():
        raise NotPlain
    yield rest


def _plain_items(block: bytes) -> bytes:
    """The block, if it has only what can be copied as it is."""
    if any(sign in block for sign in (b"<!", b"<?", b"xmlns", b"<si ", b"mc:")):
        raise NotPlain
    return block


def _formulas(block: bytes) -> Iterator[int]:
    """Which items of a block begin like a formula."""
    index = at = 0
    for found in _DOUBTFUL.finditer(block):
        index += block.count(_ITEM, at, found.start())
        at = found.start()
        item = block[at : block.index(_ITEM_END, at) + len(_ITEM_END)]
        if _text(_parsed(item)).startswith(FORMULA_STARTS):
            yield index


def _parsed(item: bytes) -> Element:
    return fromstring(_HEAD + item + _END)[0]


def _text(item: Element) -> str:
    """The text without its formats and without readings (phonetic guides)."""
    runs = (item, *item.findall(f"{_MAIN}r"))
    return "".join(run.findtext(f"{_MAIN}t") or "" for run in runs)

"""The rows of a user's sheet as they go into the report: as they stand in the file where possible.

A sheet is walked through twice. The first walk proves that it can be copied and finds how far it
reaches; the second hands out its rows. Neither holds more than a piece of the sheet.
"""

import re
from collections.abc import Iterator

from openpyxl.xml.constants import SHEET_MAIN_NS

from compliance.reporters.xlsx import plain, wild
from compliance.reporters.xlsx.checking import Check, NotPlain
from compliance.reporters.xlsx.plain import Cut, Extent, Halves
from compliance.reporters.xlsx.skeleton import skeleton
from compliance.reporters.xlsx.strings import Pieces
from compliance.reporters.xlsx.wild import Meaning, Unreadable

_ROOT = re.compile(rb"<worksheet\s[^<>]*>")
_DECLARED = re.compile(rb"""\sxmlns(?::[\w.-]+)?=(?:"[^"<]*"|'[^'<]*')""")
_PREFIX = re.compile(rb"xmlns:([\w.-]+)=")
_MAIN = f'="{SHEET_MAIN_NS}"'.encode()
_PREFIXED = re.compile(rb"<([\w.-]+):worksheet\s")
_STYLE = re.compile(rb' s="([0-9]+)"')
_SHARED = re.compile(rb'(<c r="[A-Z]+[0-9]+")([^<>]* t="s"[^<>]*)(><v>([0-9]+)<)')
_FORMULA_TEXT = re.compile(
    rb'(<c r="[A-Z]+[0-9]+")([^<>]*)(><is><t(?: xml:space="preserve")?>[=+\-@])'
)
_NUMBER = re.compile(rb' t="s"[^<>]*><v>([0-9]+)<')


class UserSheet:
    """One sheet of the user's workbook. Raises Unreadable or ParseError if it cannot be copied."""

    def __init__(self, pieces: Pieces, meaning: Meaning) -> None:
        self._pieces = pieces
        self._meaning = meaning
        self._formulas = frozenset(map(b"%d".__mod__, meaning.formulas))
        self._opening = b""
        self._own: bytes | None = None
        self._prefixes: tuple[bytes, ...] = ()
        self._is_plain = True
        self.extent = Extent()
        try:
            self.frame, self.merged = self._survey()
        except NotPlain:
            self._is_plain = False
            self.extent = Extent()
            self.frame, self.merged = self._survey_wild()

    def rows(self) -> Iterator[Cut]:
        """The rows in order, all of them plain."""
        if not self._is_plain:
            yield from wild.rows(self._pieces(), self._meaning)
            return
        for block in Halves().rows(map(self._bare, self._pieces())):
            yield from self._rows(plain.without_formulas(block))

    def _survey(self) -> tuple[bytes, list[str]]:
        check, halves = Check(), Halves()
        for block in halves.rows(map(self._bare, map(check.passed, self._pieces()))):
            if not self._opening:
                self._learn(halves.head)
            block = plain.without_formulas(block)
            if plain.highest_style(block) >= self._meaning.styles:
                raise NotPlain
            if not plain.names_strings(block, self._meaning.strings):
                raise NotPlain
            usual = plain.usual_rows(block)
            if usual is None:
                for cut in self._unusual(block):
                    self.extent.add(cut)
            else:
                self.extent.add_usual(usual)
        check.finish()
        return skeleton((halves.head, b"<sheetData/>", halves.tail))

    def _bare(self, piece: bytes) -> bytes:
        """The piece with bare names, where the sheet puts a prefix before all of them."""
        if self._own is None:
            found = _PREFIXED.search(piece)
            self._own = found.group(1) if found and _MAIN in piece else b""
        if not self._own:
            return piece
        bare = piece.replace(b"<%b:" % self._own, b"<").replace(b"</%b:" % self._own, b"</")
        return bare.replace(b" xmlns:%b=" % self._own, b" xmlns=", 1)

    def _learn(self, head: bytes) -> None:
        """The names that the sheet declares."""
        root = _ROOT.search(head)
        if not root or root.group().count(b" xmlns=") != 1:
            raise NotPlain
        declared = b"".join(_DECLARED.findall(root.group()))
        self._prefixes = tuple(b" %b:" % prefix for prefix in _PREFIX.findall(declared))
        self._opening = b"<x%b>" % declared

    def _survey_wild(self) -> tuple[bytes, list[str]]:
        try:
            for cut in wild.rows(self._pieces(), self._meaning):
                self.extent.add(cut)
        except NotPlain:
            raise Unreadable from None
        return skeleton(self._pieces())

    def _rows(self, block: bytes) -> Iterator[Cut]:
        block = _FORMULA_TEXT.sub(self._quoted, block)
        usual = plain.usual_rows(block)
        cuts = self._unusual(block) if usual is None else usual
        return map(self._harmless, cuts) if self._formulas else iter(cuts)

    def _unusual(self, block: bytes) -> Iterator[Cut]:
        for cut in plain.cut_rows(block, self._prefixes, plain=plain.is_plain(block)):
            yield cut if cut.is_plain else self._rewritten(cut)

    def _harmless(self, cut: Cut) -> Cut:
        """The row with marks at the shared strings that begin like a formula."""
        if self._formulas.isdisjoint(_NUMBER.findall(cut.cells)):
            return cut
        return cut._replace(cells=_SHARED.sub(self._quoted_if_formula, cut.cells))

    def _quoted_if_formula(self, found: re.Match[bytes]) -> bytes:
        return self._quoted(found) if found.group(4) in self._formulas else found.group()

    def _quoted(self, found: re.Match[bytes]) -> bytes:
        """The cell with the mark that its text is no formula."""
        start, attributes, content = found.group(1, 2, 3)
        style = _STYLE.search(attributes)
        number = self._meaning.quoted(int(style.group(1)) if style else 0)
        return b'%b s="%d"%b%b' % (start, number, _STYLE.sub(b"", attributes), content)

    def _rewritten(self, cut: Cut) -> Cut:
        cells = wild.single(cut.cells, cut.number, self._opening, self._meaning)
        return cut._replace(cells=cells, is_plain=True)

"""A workbook as its parts: what is not replaced is written as the bytes it was.

File format: ECMA-376 part 2 (packages: content types, relationships).
"""

import posixpath
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from msgspec import Struct

TYPES = "[Content_Types].xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same report is the same bytes."""
_LEVEL = 5
"""How hard rows are compressed: the usual 6 takes twice the time and saves a hundredth."""
_AHEAD = 4
"""Blocks that may wait to be compressed."""
_FAULTS = (KeyError, BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error)
"""What a damaged archive, or one with a password, makes zipfile raise."""
PIECE = 1 << 17
"""Bytes of a part that are read at once."""

Node = Any
"""An element; lxml has no public name for the kind of its elements, nor types."""
Data = bytes | Iterable[bytes] | Callable[[], bytes]
"""A part: its bytes; blocks, made while they are written; or what makes it when all others are."""


class Uneditable(Exception):  # noqa: N818 # no error: the sheets are then built from their texts
    """The workbook cannot be edited without risk; the text says why."""


class Relation(Struct, frozen=True, kw_only=True):
    """How one part refers to another."""

    id: str
    type: str
    target: str
    """The part, or an address outside of the package."""
    is_outside: bool


class Package:
    """The parts of a workbook, some of them replaced or added.

    Raises Uneditable when its directory is not one that every program reads alike.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        self._new: dict[str, Data] = {}
        self._dropped: set[str] = set()
        lower = {name.casefold() for name in self._names}
        if len(lower) != len(self._names):
            raise Uneditable("two of its parts have one name")
        if any("\\" in name or name.startswith("/") for name in self._names):
            raise Uneditable("its parts have unusual names")
        if TYPES not in self._names:
            raise Uneditable("it has no list of its parts")
        self._types = self.tree(TYPES)

    @property
    def names(self) -> list[str]:
        """The names of the parts as they were."""
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._new or (name in self._names and name not in self._dropped)

    def read(self, name: str) -> bytes:
        """The bytes of a part as they were. Raises Uneditable."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The same, piece by piece."""
        try:
            with self._archive.open(name) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except _FAULTS as error:
            raise Uneditable(f"its part {name} cannot be read") from error

    def tree(self, name: str) -> Node:
        """A part as XML. Raises Uneditable."""
        return parse(self.read(name), name)

    def replace(self, name: str, data: Data) -> None:
        """Give a part other content."""
        self._new[name] = data

    def add(self, name: str, content_type: str, data: Data) -> None:
        """Add a part."""
        self._new[name] = data
        override = etree.SubElement(self._types, f"{_TYPES_SPACE}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._dropped.add(name)
        for override in self._overrides(name):
            self._types.remove(override)

    def free_name(self, folder: str, name: str) -> str:
        """A name for a new part, told apart from those of the user."""
        stem, ending = posixpath.splitext(name)
        tried = f"{folder}/screening_{name}"
        number = 2
        while tried.casefold() in {known.casefold() for known in (*self._names, *self._new)}:
            tried = f"{folder}/screening{number}_{stem}{ending}"
            number += 1
        return tried

    def type_of(self, name: str) -> str:
        """What sort of part it is."""
        for override in self._overrides(name):
            return str(override.get("ContentType", ""))
        ending = posixpath.splitext(name)[1].removeprefix(".").lower()
        for default in self._types.findall(f"{_TYPES_SPACE}Default"):
            if default.get("Extension", "").lower() == ending:
                return str(default.get("ContentType", ""))
        return ""

    def set_type(self, name: str, content_type: str) -> None:
        """Say what sort of part it is."""
        for override in self._overrides(name):
            override.set("ContentType", content_type)

    def _overrides(self, name: str) -> list[Node]:
        found = self._types.findall(f"{_TYPES_SPACE}Override")
        return [one for one in found if one.get("PartName", "").casefold() == f"/{name}".casefold()]

    # --- Relationships ------------------------------------------------------------------------

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; `` (nothing) stands for the package itself."""
        name = relations_name(part)
        if name not in self:
            return []
        return [_relation(part, one) for one in self._relations_tree(name)]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; returns the id of the relationship."""
        name = relations_name(part)
        tree = self._relations_tree(name)
        taken = {one.get("Id") for one in tree}
        chosen = next(f"rIdS{n}" for n in range(1, len(taken) + 2) if f"rIdS{n}" not in taken)
        relation = etree.SubElement(tree, f"{_RELATIONS_SPACE}Relationship")
        for key, value in (("Id", chosen), ("Type", kind), ("Target", f"/{target}")):
            relation.set(key, value)
        self._new[name] = as_bytes(tree)
        return chosen

    def unrelate(self, part: str, target: str) -> None:
        """Let a part no longer refer to another."""
        name = relations_name(part)
        tree = self._relations_tree(name)
        for one in list(tree):
            if _relation(part, one).target == target:
                tree.remove(one)
        self._new[name] = as_bytes(tree)

    def _relations_tree(self, name: str) -> Node:
        made = self._new.get(name)
        if isinstance(made, bytes):
            return parse(made, name)
        if name in self._names:
            return self.tree(name)
        return etree.Element(
            f"{_RELATIONS_SPACE}Relationships", nsmap={None: _RELATIONS_SPACE[1:-1]}
        )

    # --- Writing ------------------------------------------------------------------------------

    def write(self, stream: BinaryIO) -> None:
        """Write the workbook: its parts in their order, then what was added, then what is late."""
        self._new[TYPES] = as_bytes(self._types)
        added = [name for name in self._new if name not in self._names]
        late: dict[str, Callable[[], bytes]] = {}
        with ZipFile(stream, "w", ZIP_DEFLATED, allowZip64=True) as target:
            for name in (*self._names, *added):
                data = self._new.get(name)
                if callable(data):
                    late[name] = data
                elif data is not None:
                    _write(target, _entry(name), data)
                elif name not in self._dropped:
                    packing = self._archive.getinfo(name).compress_type
                    _write(target, _entry(name, packing), self.pieces(name))
            for name, make in late.items():
                _write(target, _entry(name), make())


def relations_name(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(part: str, one: Node) -> Relation:
    target, is_outside = one.get("Target", ""), one.get("TargetMode") == "External"
    if not is_outside:
        base = "/" if target.startswith("/") else f"/{posixpath.dirname(part)}"
        target = posixpath.normpath(posixpath.join(base, unquote(target))).lstrip("/")
    return Relation(
        id=one.get("Id", ""), type=one.get("Type", ""), target=target, is_outside=is_outside
    )


def parse(data: bytes, name: str) -> Node:
    """A part as XML that fetches and unfolds nothing. Raises Uneditable."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise Uneditable(f"its part {name} is not well-formed") from error
    if root.getroottree().docinfo.doctype:
        raise Uneditable(f"its part {name} declares a document type")
    return root


SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "strip_cdata": False,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}
"""How XML of users is read; how much of it there is was bounded by the reader.

Remarks go that no program reads: styles, texts and sheets are known by their places among others.
"""


def as_bytes(root: Node) -> bytes:
    """A part as it is written."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _entry(name: str, packing: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, date_time=_EARLIEST)
    entry.compress_type = packing  # pictures are often stored as they are
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined] # not in the stubs
    return entry


def _write(target: ZipFile, entry: ZipInfo, data: bytes | Iterable[bytes]) -> None:
    """Compress and write the blocks of a part in a thread, while the next ones are made."""
    blocks = (data,) if isinstance(data, bytes) else data
    with target.open(entry, "w", force_zip64=True) as part, ThreadPoolExecutor(1) as thread:
        waiting: deque[Future[int]] = deque()
        for block in blocks:
            waiting.append(thread.submit(part.write, block))
            if len(waiting) > _AHEAD:
                waiting.popleft().result()
        for each in waiting:
            each.result()

"""XML of lists is read without letting the file do harm."""

import pytest

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.xml import find_lines

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>
<a>&d;</a>"""
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
PARAMETER = b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a/>'
DTD_ALONE = b'<!DOCTYPE a SYSTEM "a.dtd"><a/>'
SPACED = b"""<r xmlns="urn:x"><list><e id="1"><name> Acme
  Ltd. </name></e><e id="2"><name>Bolt</name></e></list></r>"""


@pytest.mark.parametrize("data", [BOMB, EXTERNAL, PARAMETER, DTD_ALONE])
def test_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(ListError, match=r"^list\.xml: refused: it has a document type"):
        xml.parse_root(data, "list.xml")
    with pytest.raises(ListError, match=r"^list\.xml: refused: it has a document type"):
        list(xml.iterate_blocks(data, "list.xml", "a"))


@pytest.mark.parametrize("data", [b"", b"<a><b></a>", b"<a>\n<b>\n", b"no xml", b"<a>&x;</a>"])
def test_broken_xml_is_told_with_its_line(data: bytes) -> None:
    with pytest.raises(ListError, match=r"^list\.xml: line \d+ is no well-formed XML"):
        xml.parse_root(data, "list.xml")
    with pytest.raises(ListError, match=r"^list\.xml: line \d+ is no well-formed XML"):
        list(xml.iterate_blocks(data, "list.xml", "b"))


def test_an_unknown_encoding_is_a_list_error() -> None:
    with pytest.raises(ListError, match=r"list\.xml"):
        xml.parse_root(b'<?xml version="1.0" encoding="no-such-thing"?><a/>', "list.xml")


def test_namespaces_do_not_matter() -> None:
    root = xml.parse_root(SPACED, "list.xml")
    assert xml.local_name(root) == "r"
    assert [one.get("id") for one in xml.find_children(root, "list/e")] == ["1", "2"]
    assert xml.find_text(root, "list/e/name") == "Acme Ltd."
    assert xml.find_text(root, "list/f") == ""


def test_blocks_come_one_by_one_and_are_emptied() -> None:
    found = xml.iterate_blocks(SPACED, "list.xml", "e")
    first = next(found)
    assert xml.find_text(first, "name") == "Acme Ltd."
    assert xml.find_text(next(found), "name") == "Bolt"
    assert len(first) == 0


def test_other_encodings_are_read() -> None:
    data = "<?xml version='1.0' encoding='utf-16'?><a><b>Müller 中</b></a>".encode("utf-16")
    assert xml.find_text(xml.parse_root(data, "list.xml"), "b") == "Müller 中"


def test_lines_of_xml_elements() -> None:
    data = b"<r>\n<x:A b='1'>\n\n<AB/></x:A><A\n/>\n</r>"
    assert find_lines(data, "A", 2) == [2, 4]
    assert find_lines(data, "A", 3) == [0, 0, 0]

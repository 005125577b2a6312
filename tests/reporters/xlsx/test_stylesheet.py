from lxml import etree

from compliance.reporters.xlsx.looks import DATE_FIELD, FILLS, HEADER, TEXT
from compliance.reporters.xlsx.stylesheet import MAIN, MINIMAL, Styles

RED, YELLOW = list(FILLS.values())[:2]


def looks(styles: Styles) -> list[dict[str, str]]:
    root = etree.fromstring(styles.data())
    return [dict(xf.attrib) for xf in root.find(f"{{{MAIN}}}cellXfs")]


def test_a_look_is_added_once() -> None:
    styles = Styles()
    numbers = [styles.number_look(look) for look in (TEXT, HEADER, TEXT, HEADER)]
    assert numbers == [1, 2, 1, 2]
    assert len(looks(styles)) == 3


def test_the_users_styles_keep_their_numbers_and_parts() -> None:
    theirs = MINIMAL.replace(b'<xf numFmtId="0"', b'<xf numFmtId="14" applyNumberFormat="1"')
    styles = Styles(theirs)
    changed = [styles.quote_style(0), styles.fill_style(0, RED), styles.fill_style(0, YELLOW)]
    assert changed == [1, 2, 3]
    again = [styles.quote_style(0), styles.fill_style(0, RED), styles.fill_style(0, YELLOW)]
    assert again == changed
    first, quoted, filled, _ = looks(styles)
    assert first == {
        "numFmtId": "14",
        "applyNumberFormat": "1",
        "fontId": "0",
        "fillId": "0",
        "borderId": "0",
        "xfId": "0",
    }
    assert quoted == first | {"quotePrefix": "1"}
    assert filled == first | {"fillId": filled["fillId"], "applyFill": "1"}
    assert filled["fillId"] != "0"


def test_a_number_that_no_style_has_is_the_usual_one() -> None:
    styles = Styles()
    number = styles.quote_style(99)
    assert looks(styles)[number]["fontId"] == "0"


def test_a_format_of_dates_is_added_behind_those_that_are_there() -> None:
    formats = b'<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts><fonts'
    styles = Styles(MINIMAL.replace(b"<fonts", formats))
    number = styles.number_look(DATE_FIELD)
    assert looks(styles)[number]["numFmtId"] == "171"

"""The delimiter is the one that cuts every line alike."""

import pytest

from compliance.readers.dialects import NONE, declared, sniff


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,country\nA,DE\nB,CN\n", ","),
        ("Name;Umsatz;Land\nA;1,5;DE\nB;2,75;CN\n", ";"),
        ("name\tnote\nA\tx, y\nB\tz\n", "\t"),
        ("name|country\nA|DE\n", "|"),
        ('"a;b";c\n"d;e";f\n', ";"),
        ("Customer list\n\nname,country\nA,DE\nB,CN\nC,FR\n", ","),
        ("name\nSmith, Inc.\nBauer GmbH\nMiller, Ltd.\nJones, LLC\n", NONE),
        ("foo\nbar\n", NONE),
        ("a", NONE),
        ("", NONE),
        ("\n\n", NONE),
    ],
)
def test_sniff(text: str, delimiter: str) -> None:
    assert sniff(text, "") == delimiter


def test_the_endings_own_delimiter_wins_when_it_fits() -> None:
    text = "a,b\tc,d\ne,f\tg,h\n"
    assert sniff(text, "\t") == "\t"
    assert sniff("a,b\nc,d\n", "\t") == ","


@pytest.mark.parametrize(
    ("text", "delimiter"), [("sep=;\nname;x\n", ";"), ("SEP=,\r\nname\n", ","), ("separate\n", "")]
)
def test_declared(text: str, delimiter: str) -> None:
    assert declared(text) == delimiter

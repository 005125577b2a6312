"""The picture: well-formed, the same bytes again, and nothing drawn that was not measured."""

from xml.etree import ElementTree

import pytest

from benchmarks.chart import PANELS, axis, drawn, places, short
from benchmarks.points import Point

POINTS = [
    Point(curve="list", size=size, asked=10, seconds=seconds, megabytes=90, build_seconds=2)
    for size, seconds in ((3_000, 0.001), (1_000_000, 0.01))
]
SVG = "{http://www.w3.org/2000/svg}"


def test_an_axis_of_whole_decades_is_logarithmic() -> None:
    found = axis([2, 500], 0, 90)
    assert (found.least, found.most) == (0, 3)
    assert (found.at(1), found.at(10), found.at(1000)) == (0, 30, 90)


def test_a_short_axis_has_more_marks_and_one_value_has_an_axis() -> None:
    assert axis([10], 0, 1).marks == [10, 20, 50, 100]
    assert axis([1, 10_000], 0, 1).marks == [1, 10, 100, 1000, 10_000]


@pytest.mark.parametrize(
    ("number", "text"), [(0.01, "0.01"), (5, "5"), (1e3, "1 k"), (2e4, "20 k"), (1e7, "10 M")]
)
def test_numbers_are_short(number: float, text: str) -> None:
    assert short(number) == text


def test_only_what_was_measured_is_drawn() -> None:
    picture = ElementTree.fromstring(drawn(POINTS))  # noqa: S314 - it was written just now
    texts = [one.text for one in picture.iter(f"{SVG}text")]
    assert texts.count("not measured") == 3
    assert len(list(picture.iter(f"{SVG}path"))) == 3
    assert len(list(picture.iter(f"{SVG}circle"))) == 6
    assert places(PANELS[2].series[0], POINTS) == []


def test_the_picture_lies_within_its_frame_and_is_the_same_again() -> None:
    picture = ElementTree.fromstring(drawn(POINTS))  # noqa: S314 - it was written just now
    spots = [
        (float(one.get("cx", -1)), float(one.get("cy", -1)))
        for one in picture.iter()
        if one.tag == f"{SVG}circle"
    ]
    assert all(0 < x < 320 and 0 < y < 280 for x, y in spots)
    assert drawn(POINTS) == drawn(list(reversed(POINTS)))


def test_it_is_readable_on_a_dark_page() -> None:
    assert "prefers-color-scheme: dark" in drawn([])

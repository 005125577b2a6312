"""Every pair of colours that meets can be read: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from pathlib import Path

import pytest

from compliance.reporters.html import document

STYLES = Path(document.__file__).parent / "styles"
SCREEN = (STYLES / "screen.css").read_text("utf-8")
PAPER = (STYLES / "paper.css").read_text("utf-8")
TEXT = 4.5
CONTROL = 3.0
PAIRS = (
    *((ink, paper, TEXT) for ink in ("ink", "quiet", "link") for paper in ("paper", "panel")),
    *(
        (f"{on}{name}", paper, TEXT)
        for name in ("hit", "review", "clear", "unscreened")
        for on, paper in (("", "paper"), ("on-", name))
    ),
    ("on-main", "main", TEXT),
    ("on-mark", "mark", TEXT),
    ("on-alarm", "alarm", TEXT),
    *((name, paper, CONTROL) for name in ("control", "focus") for paper in ("paper", "panel")),
    ("bar", "paper", CONTROL),
)


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


LIGHT = colours(SCREEN[: SCREEN.index("@media")])
DARK = LIGHT | colours(SCREEN[SCREEN.index("@media (prefers-color-scheme: dark)") :])
PRINTED = LIGHT | colours(PAPER)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK, PRINTED], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(
    scheme: dict[str, str], ink: str, paper: str, least: float
) -> None:
    assert contrast(scheme[ink], scheme[paper]) >= least


def test_both_schemes_name_every_colour() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", SCREEN + PAPER))
    assert used <= set(LIGHT)
    assert set(colours(SCREEN[SCREEN.index("@media") :])) == set(LIGHT)


def test_black_on_white_is_the_most() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)

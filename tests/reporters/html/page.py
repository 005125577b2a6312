"""A page taken apart without a browser: its elements, the data in it, its style and script."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from compliance.model import Report
from compliance.reporters import write

APART = {"td", "th", "dt", "dd", "p", "li", "caption"}
"""Elements whose text a reader sees apart from the next."""
VOID = {"meta", "input", "br", "link", "img", "hr", "col", "base"}


@dataclass
class Element:
    """One element as it was opened."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]
    """Names of the elements around it, outermost first."""
    text: str = ""


@dataclass
class Page(HTMLParser):
    """The elements of a page in their order."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(one.name for one in self.open)
        made = Element(tag, {name: value or "" for name, value in attrs}, around)
        self.elements.append(made)
        if tag not in VOID:
            self.open.append(made)
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()
        if tag in APART:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def all(self, name: str, **attributes: str) -> list[Element]:
        """The elements of a name that have these attributes."""
        return [
            one
            for one in self.elements
            if one.name == name and attributes.items() <= one.attributes.items()
        ]

    def one(self, name: str, **attributes: str) -> Element:
        """The one element that is so."""
        [found] = self.all(name, **attributes)
        return found

    def data(self, name: str) -> Any:
        """What is embedded under this id."""
        return json.loads(self.one("script", id=name).text)

    @property
    def policy(self) -> dict[str, str]:
        """Directive -> sources."""
        text = self.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
        return {name: rest for name, _, rest in (one.partition(" ") for one in text.split("; "))}


def written(report: Report, folder: Path, name: str = "report.html") -> str:
    """The page of a report as text."""
    write(report, folder / name, "html")
    return (folder / name).read_bytes().decode("utf-8")


def page_of(report: Report, folder: Path) -> Page:
    """The page of a report, taken apart."""
    return Page(written(report, folder))


def words(text: str) -> str:
    """A text with its blanks made one."""
    return re.sub(r"\s+", " ", text).strip()

"""Templates, styles and scripts to the one file, and the policy that keeps everything else out.

The policy (Content Security Policy, level 3) allows the page's own style and script by their
hashes and nothing else: no network, no picture, no form, no script in a name. Where the browser
knows Trusted Types, not even the page's own script can write markup.
"""

import base64
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from compliance.decisions.proposals import MAX_REASON_LENGTH, MAX_REVIEWER_LENGTH
from compliance.decisions.review_form import (
    HEADINGS,
    SAVED_FIELDS,
    SAVED_FORM,
    SAVED_VERSION,
    DecisionScope,
    ReviewField,
)
from compliance.model import Manifest, Verdict
from compliance.model.visible_text import visible
from compliance.reporters import base
from compliance.reporters.html.bars import rank_counts
from compliance.reporters.html.gathering import PageAnswers
from compliance.reporters.html.parties import embed
from compliance.reporters.jsonl import Record
from compliance.storage.hashing import hash_bytes

ROOM = Path(__file__).parent
STYLES = ("screen.css", "paper.css")
SCRIPTS = (
    "elements.js",
    "data.js",
    "decisions.js",
    "details.js",
    "table.js",
    "certificate.js",
    "start.js",
)
"""In the order in which they need each other."""

MEANINGS: Mapping[Verdict, str] = {
    Verdict.FALSE_POSITIVE: "somebody else: the pair stays quiet",
    Verdict.TRUE_MATCH: "the listed party: it stays open",
    Verdict.LICENCE_HELD: "the listed party, and a licence covers it: the pair stays quiet",
    Verdict.ESCALATE: "somebody else must decide: it stays open",
}
"""What follows from each decision, as the page tells it."""
TEMPLATES = Environment(
    loader=FileSystemLoader(ROOM / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=lambda value: (
        visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    ),
)
"""Everything that a template prints is escaped, and nothing in it is hidden."""


def render(manifest: Manifest, found: PageAnswers) -> Iterator[str]:
    """The page in pieces."""
    style, script = _join_files("styles", STYLES), _join_files("scripts", SCRIPTS)
    stream = TEMPLATES.get_template("page.html").stream(
        manifest=manifest,
        found=found,
        base=base,
        run=base.run_id(manifest),
        by_list=rank_counts(found.lists),
        by_country=rank_counts(found.countries),
        style=Markup(style),  # noqa: S704 - the page's own file
        script=Markup(script),  # noqa: S704 - the page's own file
        policy=policy(style, script),
        facts=_inert(embed(_facts(manifest))),
        rows=map(_inert, found.rows),
        tables={name: map(_inert, map(embed, t)) for name, t in found.shared.tables.items()},
    )
    stream.enable_buffering(1000)
    yield from stream


def policy(style: str, script: str) -> str:
    """The page's Content Security Policy."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = bytes.fromhex(hash_bytes(text.encode("utf-8")))
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _inert(text: str) -> Markup:
    """What `embed` has made: it holds no sign that means anything in markup."""
    return Markup(text)  # noqa: S704


@cache
def _join_files(folder: str, names: tuple[str, ...]) -> str:
    return "\n".join((ROOM / folder / name).read_text("utf-8") for name in names)


def _facts(manifest: Manifest) -> Record:
    """What the scripts must know beside the rows."""
    return {
        "form": SAVED_FORM,
        "version": SAVED_VERSION,
        "run": base.run_id(manifest),
        "file": visible(manifest.input.name),
        "time": manifest.time,
        "day": manifest.time[:10],
        "program": f"party-screen {manifest.version}",
        "sha256": manifest.input.sha256,
        "hit": f"{manifest.hit_threshold:g}",
        "review": f"{manifest.review_threshold:g}",
        "as_of": manifest.settings.as_of,
        "baseline": manifest.baseline is not None,
        "notices": [base.NOT_CLEARANCE, base.NOT_ADVICE],
        "labels": {str(decision): label for decision, label in base.LABELS.items()},
        "verdicts": {str(verdict): meaning for verdict, meaning in MEANINGS.items()},
        "headings": {str(field): HEADINGS[field] for field in SAVED_FIELDS},
        "scope": {
            "heading": HEADINGS[ReviewField.SCOPE],
            "match": DecisionScope.MATCH,
            "party": DecisionScope.PARTY,
        },
        "longest": MAX_REASON_LENGTH,
        "longest_name": MAX_REVIEWER_LENGTH,
        "lists": [
            {
                "title": visible(info.title),
                "as_of": info.as_of or "not stated",
                "entries": f"{info.entries:,}",
                "sha256": info.sha256,
            }
            for info in manifest.lists
        ],
    }

"""Untrusted text made harmless: what is hidden in it is spelt out.

Text from a workbook or a list may hold terminal control codes, marks that turn the reading
direction round, or invisible characters. `visible` spells those out as `<U+202E>`.
"""

import re

from compliance.model.text_pattern import TextPattern

# Control codes (tab and line feed excepted), halves of surrogate pairs, and characters that take no
# place or change the direction of others. The joiners U+200C and U+200D are left alone: Persian and
# Indic names are spelt with them.
_HIDDEN = TextPattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with control, direction and invisible characters spelt out (`<U+001B>`).

    Tab and line feed stay; a Windows line end becomes a line feed.
    """
    if text.isascii() and text.isprintable():  # as most are
        return text
    return _HIDDEN.sub(spelt_out, text.replace("\r\n", "\n"))


def spelt_out(found: re.Match[str]) -> str:
    """The found character as `<U+001B>`."""
    return f"<U+{ord(found.group()):04X}>"

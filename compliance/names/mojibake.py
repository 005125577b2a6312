"""Text whose UTF-8 bytes were read as Western European letters: "DÃ¼sseldorf", "Ð“Ð°Ð·". Pure."""

from compliance.model.text_pattern import TextPattern

_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows-1252 has for the bytes 80 to 9F."""
_BYTES = {sign: sign.encode("cp1252") for sign in _WINDOWS}
# The first byte of a letter in UTF-8, and one that follows it.
_LETTER = TextPattern(rf"[\u00c2-\u00f4][\u0080-\u00bf{_WINDOWS}]")


def repair_mojibake(text: str) -> str:
    """The text as it was meant; itself where all of it is no such damage."""
    if not _LETTER.search(text):
        return text
    try:
        return b"".join(_BYTES.get(sign) or sign.encode("latin-1") for sign in text).decode("utf-8")
    except UnicodeError:
        return text

"""Where brackets stand in a text, of all kinds and widths. Pure."""

OPEN, CLOSE = "([{<（［｛〔【〖〈＜⟨﹙", ")]}>）］｝〕】〗〉＞⟩﹚"
_OPENING = frozenset(OPEN)


def brackets(text: str) -> list[tuple[int, int]]:
    """Where the outermost brackets begin and end; one that is never closed holds all the rest."""
    if _OPENING.isdisjoint(text):  # as mostly
        return []
    found: list[tuple[int, int]] = []
    depth = start = 0
    for at, sign in enumerate(text):
        if sign in OPEN:
            start = start if depth else at
            depth += 1
        elif sign in CLOSE and depth:
            depth -= 1
            if not depth:
                found.append((start, at + 1))
    return [*found, (start, len(text))] if depth else found


def is_closed(text: str, end: int) -> bool:
    """Whether a bracket that ends before that position is closed there."""
    return text[end - 1] in CLOSE


def inside(text: str, start: int, end: int) -> str:
    """What a bracket holds."""
    return text[start + 1 : end - 1] if is_closed(text, end) else text[start + 1 : end]

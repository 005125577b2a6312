"""Numbers of things, as a sentence has them."""


def write_count(number: int, singular: str, plural: str) -> str:
    """The number with the words that follow it: "1 party is", "2,000 parties are"."""
    return f"{number:,} {singular if number == 1 else plural}"

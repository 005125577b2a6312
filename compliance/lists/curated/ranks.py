"""What a source of a fact is, the firmest first: where several say it, they stand in this order."""

NOT_LOOKED_UP = "not looked up"
RANKS = (
    "official text",
    "official page",
    "company",
    "law firm",
    "press",
    "other",
    NOT_LOOKED_UP,
)
"""A law, a rule or a list as published; a publisher's page; a company's own filings; and so on."""

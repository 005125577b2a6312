"""Pure: candidates, scoring by a table of rules, bands, and the exhaustive oracle."""

"""Private lists: a workbook or CSV of parties as a list in the project's own form."""

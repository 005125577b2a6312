"""The decision record: what officers decided, of whom exactly, and when that stops to hold.

lines           one decision as one line of text, with its hash and those of the lines before it
chain           the lines of a record verified as a tree: a merge of two branches is two chains
signatures      PURE: whether somebody whose signature counts vouches for every line
record_file     the file: read, repaired, appended to by one writer at a time
decision_book   PURE: which decision stands for a pair, and what reopened it; what was seen
place_matches   PURE: a place as what officers decide on
row_keys        what a row of a report carries, so that a decision finds its pair again
review_form     what officers fill in, and how people head and spell it (review_words.toml)
filled_reports  PURE: a workbook's rows, or what a page saved -> what was filled in, by row keys
proposals       PURE: what was filled in -> decisions to record, or problems by cell

Nothing is guessed: with one problem nothing is taken.
"""

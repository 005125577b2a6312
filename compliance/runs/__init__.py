"""Run records: what was checked, written so that it can be proved and done again.

program      what did the work: versions, code, libraries
retention    how long a record is kept, by dated rules
form         what a record holds
keeping      the file: written whole or not at all, read and checked
sources      the lists of a run: kept by hash, and taken from there again
comparing    PURE: what differs between two runs
journal      which records were written when, a chain of lines in the data folder
decision_heads
             PURE: whether a decision record still has the lines that runs used
unfinished   runs that were stopped between their record and its line in the journal
"""

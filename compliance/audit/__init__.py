"""For auditors: what was checked, written so that it can be proved, compared and done again.

run_record   what a record holds, and its file: written whole or not at all, read and checked
program      what did the work: versions, code, libraries
retention    how long a record is kept, by dated rules
journal      which records were written when: a chain of lines in the data folder
pending_runs runs that were stopped between their record and its line in the journal
decision_heads
             PURE: whether a decision record still has the lines that runs used
replay       the lists of a run, kept by hash, and the run done again
compare      PURE: what differs between two runs
delta        PURE: what changed since a run -> which parties must be screened again
"""

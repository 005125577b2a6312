"""Tasks of the kinds that a set of damaged names and aliases lacks: one file a kind.

    siblings      bodies of one kind told apart by number or place: not to be matched
    acronyms      acronyms of listed names, both ways
    governments   the same party as named by another government
    damage        every kind of damage, of entries that no other set asks
    ledgers       innocents out of real ledgers

Each is run from the project's root with the files it needs, `python benchmarks/sets/siblings.py
LIST.csv -o FOLDER --seed N`, and writes a task in the form of `question_set`. The same files and
seed give the same bytes.
"""

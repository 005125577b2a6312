"""Measuring, not part of the program: quality, speed, and how the matcher's tables were made.

    ordinary_words      the words of ordinary firms' names       -> matching/data/ordinary_words.tsv
    development_set     a screening task with known answers, another one for every seed
    fit_scorecard       such a task                              -> matching/data/scorecard.toml
    sets/               tasks of kinds that a development set lacks: siblings, acronyms, ...
    quality             the whole table of match quality, beside other matchers, in one run
    speed               names a second, starts and workbooks, beside others in the same turns
    growth              time and memory as the list and the rows grow, and their picture
    engines             one process, two, and Spark; what a night costs on paper

Each is run from the project's root, `python benchmarks/quality.py`, and has `--help`.
docs/quality.md says what the figures mean.
"""

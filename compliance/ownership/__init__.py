"""PURE: who holds what share of whom, and what the rules of ownership make of it.

    shares       a share as a text says it -> the least and the most that it can be
    graph        stakes -> who is owned by covered parties, for certain or possibly
    rules        a rule with its periods, and its state on a day
    explanation  the sum and the way in a sentence
    holdings     rows of a user's file of owners -> stakes
    parties      names of that file -> entries of the lists
    outcomes     all of it together: entries in, entries with their outcomes out

Ownership counts, not control. A share that is not known is never taken for a small one.
"""

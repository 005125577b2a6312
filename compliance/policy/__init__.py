"""What an officer lets count in another way than the program does by itself, told in every report.

purposes   `lists/purposes.toml`: under which purpose a listing counts, as dated data
thresholds the scores above which a sure case is lost, and what to warn of
checking   what is wrong with policies, all of it at once
scope      whom a policy reaches, and whose word counts where several do
judging    what policies make of the matches of a party
"""

from compliance.policy.checking import refuse_problems
from compliance.policy.judging import Policy, build_policy, least_asked, needs_all
from compliance.policy.purposes import load_purposes

__all__ = [
    "Policy",
    "build_policy",
    "least_asked",
    "load_purposes",
    "needs_all",
    "refuse_problems",
]

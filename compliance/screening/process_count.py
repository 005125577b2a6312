"""How many processes files are worth. Apart from the processes: small files load none of them."""

import os
import sys

CAN_FORK = sys.platform == "linux"
FEWEST_NAMES = 2_000 if CAN_FORK else 5_000
"""Distinct names below which one process is about as fast: docs/engines.md. A forked worker is
there at once, another takes as long to start as some thousand names."""
BYTES_A_WORKER = 40_000 if CAN_FORK else 125_000
"""Size of the files, for each worker, from which a pool is worth its start: of some 800 rows."""


def count_workers(bytes_of_files: int) -> int:
    """How many processes files of this size are worth: as many as cores, or fewer."""
    return max(1, min(count_cores(), bytes_of_files // BYTES_A_WORKER))


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if CAN_FORK else os.cpu_count() or 1

"""How many processes files are worth."""

from compliance.screening.process_count import BYTES_A_WORKER, count_cores, count_workers


def test_as_many_processes_as_the_files_are_worth() -> None:
    assert count_workers(0) == count_workers(BYTES_A_WORKER * 2 - 1) == 1
    assert count_workers(1 << 50) == count_cores()
    if count_cores() > 1:
        assert count_workers(BYTES_A_WORKER * 2) == 2

"""What every run loads once says what takes its time."""

from pathlib import Path

import pytest

from compliance.cli import setup, terminal
from compliance.screening import list_cache
from tests.cli.conftest import Screen
from tests.cli.test_terminal import terminal_stderr


def shown_by_a_run(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a run shows on a terminal that is told of every step."""
    stream = terminal_stderr(monkeypatch)
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    screen("name", "Bakery Miller")
    return stream.getvalue()


def test_a_list_made_ready_the_first_time_says_so_once(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREEN_CACHE", str(tmp_path / "cache"))
    notices: list[str] = []
    real = list_cache.prepare_lists

    def prepare_lists(found, past, owners, day, notify, *rest):  # type: ignore[no-untyped-def]
        def told() -> None:
            notify()
            notices.append(setup.MAKING)

        return real(found, past, owners, day, told, *rest)

    monkeypatch.setattr(list_cache, "prepare_lists", prepare_lists)
    shown_by_a_run(screen, monkeypatch)
    assert notices == ["making the lists ready, once for this list"]
    shown_by_a_run(screen, monkeypatch)
    assert len(notices) == 1


def test_a_pipe_shows_nothing_of_it(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    assert "once" not in screen("name", "Bakery Miller").err

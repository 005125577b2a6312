"""Screening touches no network: watched from inside by Python, and from outside by the kernel.

Inside, a hook that every Python of the run loads notes each look-up and each socket that is not
between processes. Outside, the run has a network of its own in which every address is this
computer, so that whatever it sends, also from native code, is counted.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUNS = (
    ("suppliers.csv -o r.xlsx -o r.html -o r.jsonl --record run.json", 1),
    ("customers.xlsx --processes 2 -q", 1),
    ("name Hikvision", 1),
    ("replay run.json", 0),
    ("rescreen suppliers.csv --since run.json", 1),
    ("selftest", 0),
    ("baseline suppliers.csv --reviewer Berg", 0),
)
"""Words of a command and its exit code; the later ones use what the first one leaves."""
HOOK = """
import os, socket, sys
def note(event, args):
    if not event.startswith("socket."):
        return
    family = args[1] if event == "socket.__new__" else None
    if family == getattr(socket, "AF_UNIX", None) and family is not None:
        return  # between processes of this computer
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        if isinstance(args[-1], (str, bytes)):  # the address is a file
            return
    if event == "socket.gethostname":  # asks no one
        return
    with open(os.environ["NETWORK_LOG"], "a") as log:
        log.write(event + " " + " ".join(sys.argv) + chr(10))
sys.addaudithook(note)
"""
COUNT = "ip link set lo up && ip route add local 0.0.0.0/0 dev lo && ip route add local ::/0 dev lo"
"""In a network of its own: every address is this computer."""
SENT = "awk '$1 == \"lo:\" { print $11 }' /proc/net/dev"
"""Packets that left through that device."""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with the samples in it."""
    for name in ("suppliers.csv", "customers.xlsx"):
        shutil.copy(ROOT / "samples" / name, tmp_path)
    return tmp_path


def environment(work: Path, **more: str) -> dict[str, str]:
    own = {"SCREEN_CACHE": str(work / "cache"), "SCREEN_DATA": str(work / "data")}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT), **more}


def watch(work: Path, *command: str) -> tuple[int, list[str]]:
    """Run a Python command; its exit code, and what it did on a network."""
    (work / "hook").mkdir(exist_ok=True)
    (work / "hook" / "sitecustomize.py").write_text(HOOK)
    log, path = work / "network.log", os.pathsep.join((str(work / "hook"), str(ROOT)))
    env = environment(work, NETWORK_LOG=str(log)) | {"PYTHONPATH": path}
    done = subprocess.run([sys.executable, *command], cwd=work, env=env, capture_output=True)
    return done.returncode, log.read_text().splitlines() if log.exists() else []


def test_python_touches_no_network(work: Path) -> None:
    for words, code in RUNS:
        assert watch(work, "-m", "compliance", *words.split()) == (code, []), words


def test_the_hook_would_notice(work: Path) -> None:
    program = "import socket; socket.getaddrinfo('127.0.0.1', 80); socket.socket()"
    code, log = watch(work, "-c", program)
    assert code == 0
    assert [line.split()[0] for line in log] == ["socket.getaddrinfo", "socket.__new__"]
    team = "import multiprocessing as m; m.get_context('spawn').Pool(1).map(len, ['a'])"
    assert watch(work, "-c", f"if __name__ == '__main__':\n {team}") == (0, log)


def isolate(work: Path, script: str) -> "subprocess.CompletedProcess[str]":
    """Run a shell script in a network of its own."""
    command = ["unshare", "-rn", "sh", "-ec", f"{COUNT}\n{script}"]
    return subprocess.run(
        command, cwd=work, env=environment(work), capture_output=True, text=True, check=False
    )


needs_namespace = pytest.mark.skipif(
    not (shutil.which("unshare") and shutil.which("ip"))
    or subprocess.run(["unshare", "-rn", "sh", "-ec", COUNT], capture_output=True).returncode != 0,
    reason="this computer gives no network of its own (unshare -rn, ip)",
)


@needs_namespace
def test_nothing_is_sent_in_a_network_of_its_own(work: Path) -> None:
    python = f"{sys.executable} -m compliance"
    calls = [f"{python} {words} > out 2>&1 || echo $? >> codes" for words, _ in RUNS]
    done = isolate(work, "\n".join((*calls, SENT)))
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
    assert (work / "codes").read_text().split() == [str(code) for _, code in RUNS if code]


@needs_namespace
def test_what_is_sent_is_counted(work: Path) -> None:
    ask = "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))"
    done = isolate(work, f'{sys.executable} -c "{ask}"\n{SENT}')
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 0

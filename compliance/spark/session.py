"""A Spark that is quiet and, on this computer, talks to nobody else."""

import logging
import os
import re
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import TYPE_CHECKING

from compliance import __version__
from compliance.errors import EngineError, InputError, OutputError, ScreenError
from compliance.screening.processes import delay_interrupts

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

THIS_COMPUTER = "local[*]"
"""The master when none is named: all cores of this computer."""
INSTALL = "pip install 'party-screen[spark]'"
DEBUG_VARIABLE = "SCREEN_DEBUG"
"""Environment variable that, set to 1, lets Spark's own log onto the terminal."""
ROOT = str(Path(__file__).parents[2])
"""Where this package is imported from; workers on this computer import it from there too."""

_OUR_OWN = re.compile(r"compliance\.errors\.EngineError: (.*)")
_MISSING = re.compile(r"No module named '([\w.]+)'")

ALWAYS = {
    "spark.app.name": "party-screen",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Of two attempts at a task only the one that the driver knows of becomes part of the results.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    # A folder `code=007` says 007, not 7; a time is the same whatever computer reads it.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
    # Whole files travel in the first step: a batch is one file as soon as files are large.
    "spark.sql.execution.arrow.maxBytesPerBatch": str(1 << 25),
}
ON_THIS_COMPUTER = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executorEnv.PYTHONPATH": ROOT,
}


@contextmanager
def open_session(master: str | None) -> Iterator["SparkSession"]:
    """A Spark session of its own. Raises EngineError when Spark cannot start or stops."""
    refuse_missing()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    with silence_warnings():
        spark = start_spark(master or THIS_COMPUTER)
        try:
            with catch_interrupts() as came:
                yield spark
        except (PySparkException, Py4JError) as error:
            raise KeyboardInterrupt if came else explain_error(error) from error
        finally:
            with suppress(Exception):  # a Spark that has gone cannot be stopped
                spark.stop()


@contextmanager
def silence_warnings() -> Iterator[None]:
    """Without pyspark's warning of pandas 3: nothing here passes through pandas.

    And without the pages that its connection to Java logs when Ctrl-C breaks it off.
    """
    before = logging.root.manager.disable
    if os.environ.get(DEBUG_VARIABLE) != "1":
        logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*pandas", FutureWarning)
            warnings.filterwarnings("ignore", "Unable to cleanly shutdown", RuntimeWarning)
            yield
    finally:
        logging.disable(before)


@contextmanager
def catch_interrupts() -> Iterator[list[int]]:
    """What has come of Ctrl-C in the block; each raises KeyboardInterrupt as ever.

    pyspark's own way with it stumbles over a lock that it holds itself, and its connection to Java
    may turn it into another error.
    """
    came: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield came
    finally:
        signal.signal(signal.SIGINT, before)


def explain_error(error: Exception) -> ScreenError:
    """Spark's pages of complaint in one line, without anything of the rows."""
    text = str(error)
    if missing := _MISSING.search(text):
        hint = f"install party-screen[spark] {__version__} on every node; PYSPARK_PYTHON names it"
        return EngineError(f"Spark's workers lack the Python module {missing[1]}", hint)
    if own := _OUR_OWN.search(text):
        return EngineError(own[1])
    if "PYTHON_VERSION_MISMATCH" in text:
        hint = "PYSPARK_PYTHON names that of the workers"
        return EngineError("Spark's workers have another Python than this one", hint)
    if "PATH_ALREADY_EXISTS" in text:
        return OutputError("there are answers already where these would go", "name a new folder")
    if "PATH_NOT_FOUND" in text:
        return InputError("Spark finds no such file or folder", "check the place and its spelling")
    condition = getattr(error, "getCondition", lambda: "")() or type(error).__name__
    hint = f"{DEBUG_VARIABLE}=1 shows its log, which may hold names from your files"
    return EngineError(f"Spark stopped: {condition}", hint)


def is_here(master: str) -> bool:
    """Whether all of Spark runs on this computer."""
    return master.startswith("local")


def refuse_missing() -> None:
    """Raise EngineError when pyspark, pyarrow or Java is not installed."""
    try:
        with silence_warnings():
            import pyarrow  # noqa: F401
            import pyspark.sql.pandas.functions  # noqa: F401
    except ImportError as error:
        raise EngineError("the engine spark is not installed", INSTALL) from error
    if not find_java():
        raise EngineError(
            "Spark needs Java, and there is none", "install Java 17 (a JRE is enough)"
        )


def find_java() -> str | None:
    """The Java that Spark will start."""
    home = os.environ.get("JAVA_HOME", "")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None)


def start_spark(master: str) -> "SparkSession":
    """Start Spark. Raises EngineError."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    added = ON_THIS_COMPUTER if is_here(master) else {}
    try:
        with set_environment(list_variables(master)):
            conf = SparkConf().setMaster(master).setAll([*ALWAYS.items(), *added.items()])
            context = SparkContext(conf=conf, gateway=launch_java(conf))
            return SparkSession(context)
    except (PySparkException, Py4JError, OSError, RuntimeError) as error:
        right = f"is Java 17 or later, and is the master {master!r} right?"
        hint = f"{right} {DEBUG_VARIABLE}=1 shows its log"
        raise EngineError("Spark did not start", hint) from error


def launch_java(conf: "SparkConf") -> "JavaGateway":
    """The way to a new Java process; it ends with this one.

    Spark's log goes to the standard error of that process, together with what its Python workers
    say, and may hold rows: it goes nowhere, unless it is wanted. Ctrl-C waits meanwhile, because a
    Java process whose start is broken off would stay for ever.
    """
    from pyspark.java_gateway import launch_gateway

    quiet = {} if os.environ.get(DEBUG_VARIABLE) == "1" else {"stdout": DEVNULL, "stderr": DEVNULL}
    with delay_interrupts():
        return launch_gateway(conf, popen_kwargs=quiet)


def list_variables(master: str) -> Mapping[str, str]:
    """Environment variables for Spark: on this computer its workers are like this process."""
    if not is_here(master):
        return {}
    inherited = os.environ.get("PYTHONPATH", "")
    return {
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(filter(None, (ROOT, inherited))),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


@contextmanager
def set_environment(added: Mapping[str, str]) -> Iterator[None]:
    """The environment with these variables, for what is started in the block."""
    before = dict(os.environ)
    os.environ.update(added)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)

"""The time of a run."""

import os
import time
from datetime import UTC, datetime

from compliance.errors import UsageError


def start_time() -> str:
    """Now, or the fixed SOURCE_DATE_EPOCH for reports that can be reproduced to the byte.

    ISO 8601 in UTC, whole seconds. Raises UsageError when SOURCE_DATE_EPOCH is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).isoformat(timespec="seconds")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        problem = "SOURCE_DATE_EPOCH in the environment is no number of seconds"
        raise UsageError(problem, "unset it") from error


def seconds_since(start: float) -> float:
    """Seconds since a reading of `time.monotonic`, to the hundredth.

    0 where SOURCE_DATE_EPOCH fixes the time, for reports that can be reproduced to the byte.
    """
    return 0.0 if os.environ.get("SOURCE_DATE_EPOCH") else round(time.monotonic() - start, 2)

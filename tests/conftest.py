"""Settings that all tests share."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

# The same examples on every machine and in every run, without a clock: a build that fails now and
# then teaches people to ignore it. `HYPOTHESIS_PROFILE=explore make test` looks for new examples.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Tests make their lists ready themselves and leave the user's folders and the checkout alone.
os.environ["SCREEN_CACHE"] = ""
_data = tempfile.TemporaryDirectory(prefix="party-screen-tests-")
os.environ["SCREEN_DATA"] = str(Path(_data.name) / "no-such-folder")

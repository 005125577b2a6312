"""`screen init`: a settings file in which every setting stands, explained and switched off."""

from pathlib import Path

from compliance import configuration
from compliance.cli import options
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.configuration import OWN_FILE, SHARED_FILE
from compliance.errors import ConfigurationError
from compliance.storage.atomic_file import replace_file

app = options.new_app()
TEMPLATE = Path(__file__).with_name("init.toml")


@app.command()
def init() -> int:
    """Write screen.toml into this folder: every setting, explained and commented out.

    Take the # away from what you need. A settings file that is there already is never changed.
    """
    path = Path.cwd() / OWN_FILE
    above = configuration.find(Path.cwd())
    if path.exists() or (above and above.parent == path.parent):
        name = OWN_FILE if path.exists() else f"[tool.screen] in {SHARED_FILE}"
        problem = f"{name} is there already, and is left as it is"
        raise ConfigurationError(problem, "edit it, or run this in another folder")
    with replace_file(path) as stream:
        stream.write(TEMPLATE.read_bytes())
    tell(f"written: {OWN_FILE}")
    if above:
        tell(f"notice: in this folder it takes the place of {above}")
    return ExitCode.NOTHING_OPEN

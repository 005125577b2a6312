"""Where the built program starts: the command `screen`, also in the processes that it starts."""

from multiprocessing import freeze_support

from compliance.cli import run

freeze_support()
run()

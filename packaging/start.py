"""Where the built program starts: the command `screen`, also in the processes that it starts."""

import sys
from multiprocessing import freeze_support

freeze_support()
if sys.argv[1:] == ["--read-behind-fence"]:  # fence.FLAG; its module is loaded when it is needed
    from compliance.readers.fence import serve

    serve()
else:
    from compliance.cli import run

    run()

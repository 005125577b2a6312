"""`python -m tests.fuzz`."""

from tests.fuzz.campaign import main

raise SystemExit(main())

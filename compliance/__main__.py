"""`python -m compliance`, for machines where GNU screen owns the name `screen`."""

from compliance.cli import run

if __name__ == "__main__":
    run()

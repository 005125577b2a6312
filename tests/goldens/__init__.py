"""What the samples give today, to the byte; `make goldens` writes it anew for `git diff`."""

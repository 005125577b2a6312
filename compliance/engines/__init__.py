"""Where the work runs: files through readers, columns and screening to a report."""

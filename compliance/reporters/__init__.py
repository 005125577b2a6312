"""Output: a report to a stream or file, one file a format."""

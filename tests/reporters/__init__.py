"""Tests of the reports, on reports built by hand."""

"""Tests of reports that are read back."""

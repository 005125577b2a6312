"""Tests of places: rules by date, what is found, notes, settings and reports."""

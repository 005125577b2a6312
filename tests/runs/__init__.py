"""Tests of run records."""

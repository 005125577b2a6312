"""Mirrors `compliance/selftest`."""

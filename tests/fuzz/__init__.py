"""Spoilt inputs of every kind: see docs/hostile-input.md."""

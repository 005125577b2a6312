"""Tests, by the path of the module they test."""

"""Tests, by path as the modules they test."""

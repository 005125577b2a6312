"""Tests of compliance/lists."""

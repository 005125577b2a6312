"""Tests of compliance/lists/curated."""

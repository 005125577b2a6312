"""Tests of compliance/lists/common."""

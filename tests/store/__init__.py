"""Tests of compliance/store."""

"""Tests of understanding columns."""

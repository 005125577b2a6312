"""Tests of compliance/updating, and the server they use."""

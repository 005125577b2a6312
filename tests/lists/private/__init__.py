"""Tests of private lists out of workbooks."""

"""Tests of the Excel report, most of them on the file as a spreadsheet program would read it."""

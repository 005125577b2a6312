"""Many files into one folder: a report each, an index over all, and no work done twice.

`index` is what is known of each file, kept as index.json; `workbook` the same for people, as
index.xlsx; `outbox` the folder: where reports lie, who writes, and which files are as they were.
"""

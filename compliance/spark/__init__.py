"""The same pure screening on Spark: folders of workbooks, text tables and Parquet, into Parquet.

session    a Spark that is quiet and, on this computer, talks to nobody
inputs     which files, in which order; what the columns of a Parquet table are
tables     questions and answers as Arrow tables
workers    what runs in Spark's workers: read, ask, answer
run        the whole: files -> questions -> answers -> Parquet, counted

Only `run` and `session` are for callers, and `tables` for who reads the results. pyspark and
pyarrow are imported no earlier than a run on Spark starts: they are an extra.
"""

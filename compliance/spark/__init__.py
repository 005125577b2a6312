"""The same pure screening on Spark: folders of workbooks, text tables and Parquet, into Parquet.

session    a Spark that is quiet and, on this computer, talks to nobody
inputs     which files, in which order; what the columns of a Parquet table are
tables     questions and answers as Arrow tables
workers    what runs in Spark's workers: read, ask, answer
run        the whole: files -> questions -> answers -> Parquet
counts     the answers as they were written, counted by Spark
output     what became of each file; the folder of answers and its run record

Callers need `run`, `session`, `counts` and `output`, and `tables` to read the results. pyspark and
pyarrow are imported no earlier than a run on Spark starts: they are an extra.
"""

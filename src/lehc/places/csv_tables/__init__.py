"""Analysts' CSV files in and out: fast, in little memory, with errors that help.

A file is read in blocks of whole lines; each block is cut into fields and numbers by
NumPy, not line by line. Nothing here knows what the numbers mean.

    problem    the sentence that says which line to mend, and how
    text       any encoding Excel writes -> blocks of whole lines in UTF-8
    header     the first line: separator, names, where each column is
    rows       one block -> where each field starts and ends
    numbers    fields -> numbers
    groups     rows of one group -> one row of a matrix
    writing    columns -> lines; the file appears whole or not at all
"""

from __future__ import annotations

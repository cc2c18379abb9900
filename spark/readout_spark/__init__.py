"""Readout on Apache Spark.

The program reads inside Spark's tasks, one process a partition; rows go in and
records come out as Apache Arrow. See README.md beside this package.
"""

from .counters import Counters
from .joins import CONFLICTS, HAPPENINGS, join_stories
from .program import find_program
from .stories import RECORDS, read_stories
from .tables import TABLES, tables
from .warc import read_warcs

__all__ = ["CONFLICTS", "Counters", "HAPPENINGS", "RECORDS", "TABLES", "find_program", "join_stories", "read_stories", "read_warcs", "tables"]

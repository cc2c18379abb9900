"""Records become the tidy tables of doc/tables.md."""

import io
import subprocess

import pyarrow as pa

from .program import find_program, through

TABLES = ("stories", "versions", "statements", "events", "roles", "dyads", "numbers", "actors", "mentions", "dates", "places", "labels", "links", "problems")

_RECORD = pa.schema([pa.field("record", pa.string())])


def tables(df, names=TABLES, *, unmask=None, with_text=False, program=None, driver_program=None):
    """Returns the tables of the records of df, as a dict of DataFrames.

    df is what read_stories gave, or has its columns status and record. Each
    table has the columns and types of readout export --as parquet. Each record
    is exported by itself, so that rows do not depend on the partition: names of
    private persons are masked with numbers that begin anew in each story, and a
    version that comes twice is there twice. unmask: the reason for naming private
    persons.

    names: tables of TABLES. with_text: whole texts and quotations.
    driver_program: path of the program here, if it is another than there.
    """
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise ValueError(f"there is no table {unknown[0]}: want some of {', '.join(TABLES)}")
    flags = ["--quiet", "--alone"]
    if unmask:
        flags += ["--unmask", unmask]
    if with_text:
        flags.append("--with-text")
    records = df.where("status = 'read'").select("record")
    return {name: _table(records, name, flags, program, driver_program or program) for name in names}


def _table(records, name, flags, program, driver_program):
    from pyspark.sql.pandas.types import from_arrow_schema

    arguments = ["export", "--as", "arrow", "--table", name, *flags, "-"]
    schema = from_arrow_schema(schema_of([find_program(driver_program), *arguments]))

    def export(batches):
        return through([find_program(program), *arguments], (batch.cast(_RECORD) for batch in batches), _RECORD)

    return records.mapInArrow(export, schema)


def schema_of(command):
    """Returns the Arrow schema of what an export writes."""
    none = io.BytesIO()
    with pa.ipc.new_stream(none, _RECORD):
        pass
    done = subprocess.run(command, input=none.getvalue(), capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return pa.ipc.open_stream(done.stdout).schema.remove_metadata()

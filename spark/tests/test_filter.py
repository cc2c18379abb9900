"""The filter without Spark: what a run that dies, hangs or can't start costs."""

import json
import os
import time

import pyarrow as pa
import pytest
from conftest import stories

from readout_spark.filter import ANSWER, Filter, unread_record


def command(program, model="rules"):
    return [program, "read", "--arrow", "--in", "arrow", "--jobs", "1", "--quiet", "--model", model, "-"]


def batches(rows, size=7):
    table = pa.Table.from_pylist(rows)
    return table.schema, table.to_batches(max_chunksize=size)


def results(program, rows, **options):
    schema, parts = batches(rows)
    rows_filter = Filter(command(program), schema, **options)
    return rows_filter, pa.Table.from_batches(list(rows_filter.results(parts)), ANSWER).to_pylist()


def test_one_row_in_one_row_out(program):
    rows = stories(30)
    used, got = results(program, rows)
    assert [r["ref"] for r in got] == [r["ref"] for r in rows]
    assert [r["status"] for r in got] == ["unread" if i in (3, 7) else "read" for i in range(30)]
    assert used.restarts == 0
    assert json.loads(got[0]["record"])["version"]["extra"] == {"desk": "<foreign>"}
    assert got[0]["words"] == len(json.loads(got[0]["record"])["version"]["text"].split())


def test_a_row_that_kills_is_set_aside(program):
    rows = stories(30)
    rows[11]["text"] += " The dragon slept."
    rows[29]["text"] += " The dragon slept."
    env = dict(os.environ, READOUT_POISON_CRASH="dragon")
    _, got = results(program, rows, env=env)
    _, whole = results(program, stories(30))
    assert [r["ref"] for r in got] == [r["ref"] for r in rows]
    poisoned = [r for r in got if r["status"] == "poisoned"]
    assert [r["ref"] for r in poisoned] == ["r0011", "r0029"]
    assert 'row "r0011"' in poisoned[0]["problem"] and "signal 9" in poisoned[0]["problem"]
    for i, (mine, theirs) in enumerate(zip(got, whole)):
        assert i in (11, 29) or mine == theirs


def test_a_row_that_hangs_is_set_aside(program):
    rows = stories(12)
    rows[5]["text"] += " The sphinx slept."
    begun = time.time()
    _, got = results(program, rows, env=dict(os.environ, READOUT_POISON_HANG="sphinx"), timeout=30.0)
    assert [r["ref"] for r in got if r["status"] == "poisoned"] == ["r0005"]
    assert len(got) == 12 and "no answer within 30 seconds" in got[5]["problem"]
    assert 60 < time.time() - begun < 600  # twice alone, and no longer


def test_a_program_that_reads_nothing_is_an_error(program):
    schema, parts = batches(stories(3))
    with pytest.raises(RuntimeError, match="reads nothing at all.*exit code 2.*--model"):
        list(Filter(command(program, model="best"), schema).results(parts))


def test_a_record_of_ours_is_as_the_program_writes_it(program):
    _, got = results(program, stories(10))
    unread = got[3]
    assert unread_record("r0003", unread["problem"]) == unread["record"]

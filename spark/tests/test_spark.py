"""Stories and tables on a Spark of two executors, against the program alone."""

import io
import json
import os
import subprocess

import pyarrow as pa
import pytest
from conftest import FRAME, stories

from readout_spark import Counters, read_stories, read_warcs, tables


def lines(rows):
    return "".join(json.dumps({k: v for k, v in r.items() if v is not None}, ensure_ascii=False) + "\n" for r in rows).encode()


def alone(program, rows, *arguments):
    """What the program prints for rows of JSON Lines, on one machine."""
    done = subprocess.run([program, *arguments, "-"], input=lines(rows), capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def one_machine(program, rows):
    out = alone(program, rows, "read", "--json", "--model", "rules", "--in", "jsonl")
    return {json.loads(line)["version"]["ref"]: line for line in out.decode().splitlines()}


@pytest.mark.parametrize("parts", [1, 3, 8])
def test_the_same_bytes_whatever_the_partitions(spark, program, rows, one_machine, parts):
    df = spark.createDataFrame([tuple(r.values()) for r in rows], FRAME).repartition(parts)
    counters = Counters(spark)
    got = read_stories(df, model="rules", program=program, counters=counters).collect()
    assert sorted(r.ref for r in got) == sorted(r["ref"] for r in rows)
    for r in got:
        if r.status == "read":
            assert r.record == one_machine[r.ref]
        else:
            assert r.ref in ("r0003", "r0007") and "neither" in r.problem
    assert counters.stories.value == len(rows) and counters.unread.value == 2
    assert counters.words.value == sum(r.words for r in got) > 0


def test_a_poisoned_row_costs_itself(spark, program):
    rows = stories(20)
    rows[13]["text"] += " The dragon slept."
    df = spark.createDataFrame([tuple(r.values()) for r in rows], FRAME).repartition(3)
    env = dict(os.environ, READOUT_POISON_CRASH="dragon")
    got = {r.ref: r for r in read_stories(df, model="rules", program=program, env=env).collect()}
    assert len(got) == 20
    assert [ref for ref, r in got.items() if r.status == "poisoned"] == ["r0013"]
    assert sum(r.status == "read" for r in got.values()) == 17


def test_tables_are_those_of_one_machine(spark, program, rows):
    df = spark.createDataFrame([tuple(r.values()) for r in rows], FRAME).repartition(4)
    records = read_stories(df, model="rules", program=program).cache()
    names = ["versions", "statements", "actors", "problems"]
    got = tables(records, names, program=program)
    out = alone(program, rows, "read", "--json", "--model", "rules", "--in", "jsonl")
    good = b"".join(line + b"\n" for line in out.splitlines() if json.loads(line)["version"]["text"])
    for name in names:
        done = subprocess.run([program, "export", "--as", "arrow", "--alone", "--table", name, "-"], input=good, capture_output=True, check=True)
        want = pa.ipc.open_stream(io.BytesIO(done.stdout)).read_all()
        mine = got[name].toArrow()
        assert mine.schema.names == want.schema.names
        assert [str(f.type) for f in mine.schema] == [str(f.type) for f in want.schema]
        key = lambda row: json.dumps(row, sort_keys=True, default=str)
        assert sorted(mine.to_pylist(), key=key) == sorted(want.to_pylist(), key=key), name
    with pytest.raises(ValueError, match="no table verbs"):
        tables(records, ["verbs"], program=program)


def test_stories_need_names(spark, program):
    df = spark.createDataFrame([("a",)], "text string")
    with pytest.raises(ValueError, match="neither ref nor url"):
        read_stories(df, program=program)
    with pytest.raises(ValueError, match="neither text nor html"):
        read_stories(df.withColumnRenamed("text", "ref"), program=program)


def record(uri, body, kind="response", charset="utf-8"):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-14T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def test_warcs_are_read_a_partition_a_file(spark, program, tmp_path):
    import gzip

    page = "<html><head><title>The café is back</title></head><body><article><h1>The café is back</h1><p>Ana Ruiz opened the café on Tuesday, the government said. Nobody else spoke to reporters in the harbour.</p></article></body></html>"
    paths = []
    for n in range(3):
        path = tmp_path / f"crawl-{n}.warc.gz"
        with open(path, "wb") as f:
            for i, charset in enumerate(["utf-8", "latin-1"]):
                f.write(gzip.compress(record(f"https://news.example/{n}/{i}", page.encode(charset), charset=charset)))
            f.write(gzip.compress(record(f"https://news.example/{n}/x", b"", kind="request")))
        paths.append(str(path))
    with open(paths[2], "ab") as f:
        f.write(gzip.compress(record("https://news.example/cut", page.encode()))[:-60])
    stories = read_warcs(spark, paths, program=program).cache()
    good = stories.where("problem is null").drop("file", "problem")
    got = read_stories(good.repartition(4), model="rules", program=program).collect()
    done = subprocess.run([program, "read", "--json", "--model", "rules", *paths], capture_output=True)
    assert sorted(r.record for r in got) == sorted(done.stdout.decode().splitlines())
    assert sorted(r.url for r in got) == sorted(f"https://news.example/{n}/{i}" for n in range(3) for i in range(2))
    for r in got:
        version = json.loads(r.record)["version"]
        assert "café" in version["text"] and version["published"]["basis"] == "capture" and r.published_day.isoformat() == "2024-05-14"
        assert r.language == "en"
    broken = stories.where("problem is not null").collect()
    assert {r.file for r in broken} == {paths[2]}
    assert all(r.problem.startswith(paths[2]) and "fetch" in r.problem for r in broken)
    dragon = dict(os.environ, READOUT_POISON_CRASH="café")
    one = good.where("url = 'https://news.example/1/1'")
    got = read_stories(one, model="rules", program=program, env=dragon).collect()
    assert [(r.status, r.url) for r in got] == [("poisoned", "https://news.example/1/1")] and "news.example/1/1" in got[0].problem

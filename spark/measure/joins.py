"""How far joins on Spark are those of one archive.

    readout read --json --digest --model fast stories.jsonl > records.jsonl
    python3 spark/measure/joins.py --readout PROGRAM --records records.jsonl --worlds FOLDER FOLDER

Records that were read with digests, and the stories of press worlds beside them,
are joined twice: in windows on two executors, and by an import. What is compared
are the pairs of mentions that tell of one happening. Of generated records those
serve that share words with reports of their own happening alone (records --apart
--digest): others vary a few texts, and an archive finds copies by their texts.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from measure import corpus, session
from readout_spark import join_stories

_ROWS = pa.schema([("status", pa.string()), ("version_id", pa.string()), ("record", pa.string()), ("digest", pa.string())])


def read(args, path):
    """Appends the lines that the program makes of the press worlds to a file."""
    rows = "".join(json.dumps(row) + "\n" for folder in args.worlds for row in corpus.world(folder))
    with open(path, "ab") as out:
        subprocess.run([args.readout, "read", "--json", "--digest", "--model", "fast", "--quiet", "--in", "jsonl", "-"], input=rows.encode(), stdout=out, check=True)


def to_parquet(path, folder):
    """Writes lines of record and digest as files of rows; returns how many."""
    count, texts, files = 0, set(), 0
    with open(path) as lines:
        rows = []
        for line in lines:
            at = line.rindex(',"digest":{')
            record, digest = line[len('{"record":') : at], line[at + len(',"digest":') : -2]
            texts.add(re.search(r'"sha256":"(\w+)"', record)[1])
            rows.append({"status": "read", "version_id": re.search(r'"id":"(ve_\w+)"', record)[1], "record": record, "digest": digest})
            count += 1
            if len(rows) == 2500:
                pq.write_table(pa.Table.from_pylist(rows, _ROWS), os.path.join(folder, f"part-{files}.parquet"))
                rows, files = [], files + 1
        pq.write_table(pa.Table.from_pylist(rows, _ROWS), os.path.join(folder, f"part-{files}.parquet"))
    print(f"{count} records, {count - len(texts)} of them copies", flush=True)


def archived(archive, path):
    """Returns the mentions of each happening of an archive. They are read from its
    tables: readout events prints 10,000 happenings at most."""
    texts, out = {}, collections.defaultdict(set)
    with open(path) as lines:
        for line in lines:
            version = json.loads(line)["record"]["version"]
            texts[version["id"]] = version["text"].encode()
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        for hid, version, at in db.execute("SELECT hid, v.id, at FROM members JOIN told USING (did) JOIN versions v USING (vid) WHERE hid > 0"):
            out[hid].add((version, len(texts[version][:at].decode())))
    return list(out.values())


def pairs(happenings):
    """Returns the pairs of mentions that are one happening, as hashes."""
    out = set()
    for told in map(sorted, happenings):
        out |= {hash((a, b)) for i, a in enumerate(told) for b in told[i + 1 :]}
    return out


def compare(want, got):
    """Prints how many pairs are in both."""
    a, b = pairs(want), pairs(got)
    print(f"in both:    {len(a & b)} pairs, {100 * len(a & b) / max(1, len(a | b)):.3f} % of the {len(a | b)} that either has")


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--readout", required=True)
    flags.add_argument("--records", required=True)
    flags.add_argument("--worlds", nargs="*", default=[])
    args = flags.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, lake, archive = (os.path.join(folder, name) for name in ("records.jsonl", "lake", "a.db"))
        pathlib.Path(path).write_bytes(pathlib.Path(args.records).read_bytes())
        read(args, path)
        os.mkdir(lake)
        to_parquet(path, lake)
        began = time.monotonic()
        subprocess.run([args.readout, "import", "--quiet", "--archive", archive, path], check=True)
        want = archived(archive, path)
        held = {version for told in want for version, _ in told}
        print(f"an archive: {time.monotonic() - began:.0f} s, {len(want)} happenings", flush=True)
        spark = session.start("joins")
        began = time.monotonic()
        happenings, _ = join_stories(spark.read.parquet(lake), program=args.readout)
        got = [{(m["version"], m["trigger"][0]) for m in json.loads(row.happening)["mentions"]} for row in happenings.select("happening").collect()]
        print(f"Spark:      {time.monotonic() - began:.0f} s, {len(got)} happenings")
        spark.stop()
        compare(want, got)
        print("of versions that the archive has too: an outlet's words at a second address are one version there")
        compare(want, [{m for m in told if m[0] in held} for told in got])


if __name__ == "__main__":
    main()

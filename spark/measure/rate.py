"""How fast two executors of one core read, against one process of two jobs.

    python3 spark/measure/rate.py --readout PROGRAM --stories FOLDER [--n 1500] [--model fast]

Both read the same rows, one after the other, and their records are compared.
"""

import argparse
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from measure import corpus, session
from readout_spark import read_stories


def digest(lines):
    """The SHA-256 of records, whatever order they came in."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def alone(program, model, path, out):
    """Seconds of one process of two jobs."""
    began = time.monotonic()
    with open(out, "wb") as sink:
        code = subprocess.run([program, "read", "--json", "--jobs", "2", "--model", model, "--quiet", path], stdout=sink).returncode
    if code not in (0, 1):
        raise SystemExit(f"{program} ended with {code}")
    return time.monotonic() - began


def on_spark(df, program, model, out):
    """Seconds of a job on a session that has read something before."""
    began = time.monotonic()
    read_stories(df, model=model, program=program).write.mode("overwrite").parquet(out)
    return time.monotonic() - began


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--readout", required=True)
    flags.add_argument("--stories", required=True)
    flags.add_argument("--n", type=int, default=1500)
    flags.add_argument("--model", default="fast")
    flags.add_argument("--rounds", type=int, default=2)
    flags.add_argument("--wait", action="store_true", help="begin to measure when a line comes on standard input: what else runs can be stopped until then")
    args = flags.parse_args()
    rows = list(itertools.islice((r for r in corpus.texts(args.stories) if len(r["text"]) < 4000), args.n))
    for i, row in enumerate(rows):
        row["ref"] = f"s{i:06d}"
    with tempfile.TemporaryDirectory() as folder:
        path, lake, one = (os.path.join(folder, name) for name in ("stories.jsonl", "stories", "one.jsonl"))
        with open(path, "w") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        spark = session.start("rate")
        spark.read.json(path).repartition(8).write.parquet(lake)
        df = spark.read.parquet(lake)
        on_spark(df.limit(8), args.readout, args.model, os.path.join(folder, "warm"))
        if args.wait:
            print("ready", flush=True)
            sys.stdin.readline()
        for _ in range(args.rounds):
            a = alone(args.readout, args.model, path, one)
            b = on_spark(df, args.readout, args.model, os.path.join(folder, "records"))
            print(f"{len(rows)} stories: read --jobs 2 {a:.1f} s, Spark {b:.1f} s, ratio {a / b:.3f}", flush=True)
        got = digest(r.record for r in spark.read.parquet(os.path.join(folder, "records")).select("record").collect())
        with open(one) as lines:
            same = got == digest(line.rstrip("\n") for line in lines)
        print(f"the same records: {same}, SHA-256 {got}")


if __name__ == "__main__":
    main()

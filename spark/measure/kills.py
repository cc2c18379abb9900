"""Whether each row is there once when executors and the driver are killed.

    python3 spark/measure/kills.py --readout PROGRAM --stories FOLDER [--n 200000] [--kills 5]

Rows of a sentence or two are read with --model rules, in parts that each end with
Spark's _SUCCESS. Executors are killed with -9 at random times while a task of theirs
reads, and the driver once, when a part is whole; then the job is run again and passes over the parts that are whole. What comes out
is held against one process of readout read.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from measure import corpus, session

PARTS = 10


class Total:
    """A hash of rows in whatever order: the sum of the SHA-256 of each with its ref."""

    def __init__(self):
        self.rows, self.sum, self.refs = 0, 0, set()

    def add(self, ref, record):
        self.rows += 1
        self.refs.add(ref)
        self.sum += int.from_bytes(hashlib.sha256(f"{ref}\0{record}".encode()).digest(), "big")

    def __str__(self):
        return f"{self.rows} rows, {len(self.refs)} refs, {self.sum % (1 << 256):064x}"


def _whole(args):
    """Says of each part whether it is there."""
    return [pathlib.Path(args.folder, f"records-{part}", "_SUCCESS").exists() for part in range(PARTS)]


def job(args):
    """Reads the parts that have no _SUCCESS."""
    from readout_spark import read_stories

    spark = session.start("kills")
    for part, whole in enumerate(_whole(args)):
        if whole:
            continue
        out = pathlib.Path(args.folder, f"records-{part}")
        rows = spark.read.json(os.path.join(args.folder, f"stories-{part}.jsonl")).repartition(8)
        read_stories(rows, model="rules", program=args.readout).write.mode("overwrite").parquet(str(out))
        print(f"part {part} is whole", flush=True)
    spark.stop()


def drive(args, kills, driver_after):
    """Runs the job once and kills: executors at the given seconds, and the driver.
    Returns how many executors were killed, and whether the job came to its end."""
    command = [sys.executable, __file__, "--job", "--folder", args.folder, "--readout", args.readout]
    began, killed = time.monotonic(), 0
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while run.poll() is None:
        time.sleep(0.5)
        past = time.monotonic() - began
        if driver_after and not kills and past > driver_after and any(_whole(args)):
            for pid in [run.pid, *session.children(run.pid)]:
                if pid == run.pid or session.is_driver(pid):
                    session.kill(pid)
            run.wait()
            print(f"{past:.0f} s: the driver is killed", flush=True)
            return killed, False
        due = kills and past > kills[0]
        found = [pid for pid in session.executors(run.pid) if session.reads(pid, args.readout)] if due else []
        if found and session.kill(random.choice(found)):
            # the next is due as long after this one as was meant, however late this one was
            kills[:] = [at + past - kills[0] for at in kills[1:]]
            killed += 1
            print(f"{past:.0f} s: an executor is killed", flush=True)
    if run.returncode:
        raise SystemExit(f"the job ended with {run.returncode}")
    return killed, True


def alone(args):
    """What one process gives for all parts."""
    total = Total()
    paths = [os.path.join(args.folder, f"stories-{part}.jsonl") for part in range(PARTS)]
    run = subprocess.Popen([args.readout, "read", "--json", "--model", "rules", "--quiet", *paths], stdout=subprocess.PIPE, text=True)
    for line in run.stdout:
        total.add(json.loads(line)["version"]["ref"], line.rstrip("\n"))
    if run.wait() not in (0, 1):
        raise SystemExit(f"one machine: ended with {run.returncode}")
    return total


def on_spark(args):
    """What the parts hold."""
    import pyarrow.parquet as pq

    total = Total()
    for path in sorted(pathlib.Path(args.folder).glob("records-*/*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(batch_size=4096, columns=["ref", "record"]):
            for ref, record in zip(batch.column("ref").to_pylist(), batch.column("record").to_pylist()):
                total.add(ref, record)
    return total


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--readout", required=True)
    flags.add_argument("--stories")
    flags.add_argument("--n", type=int, default=200_000)
    flags.add_argument("--kills", type=int, default=5)
    flags.add_argument("--every", type=float, default=60, help="seconds between two kills, about")
    flags.add_argument("--folder")
    flags.add_argument("--job", action="store_true", help=argparse.SUPPRESS)
    args = flags.parse_args()
    if args.job:
        return job(args)
    with tempfile.TemporaryDirectory() as args.folder:
        rows = list(corpus.short(args.stories, args.n))
        for part in range(PARTS):
            with open(os.path.join(args.folder, f"stories-{part}.jsonl"), "w") as out:
                out.writelines(json.dumps(row) + "\n" for row in rows[part::PARTS])
        del rows
        gap = lambda: random.uniform(0.5, 1.5) * args.every
        left, driver, whole = args.kills, True, False
        while not whole or left or driver:
            if whole:
                raise SystemExit(f"the job was over before all were killed: {left} executors are left; try a smaller --every")
            first = left - left // 2 if driver else left
            times = [30 + args.every * i + gap() / 2 for i in range(first)]
            killed, whole = drive(args, times, times[-1] + gap() if driver else None)
            left -= killed
            driver = False
        print(f"Spark:       {on_spark(args)}")
        print(f"one machine: {alone(args)}")


if __name__ == "__main__":
    main()

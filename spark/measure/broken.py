"""What rows cost that are broken, or that the program does not survive.

    go build -tags poison -o /tmp/readout ./cmd/readout
    python3 spark/measure/broken.py --readout /tmp/readout --stories FOLDER [--n 5000]

A hundredth of the rows have no text or bytes that are none, one makes the program die and one makes it
hang, by the words that such a build dies of. All others are held against what
one process gives for them alone.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from measure import corpus, session
from readout_spark import Counters, read_stories

FRAME = "ref string, url string, outlet string, published string, text string"
BROKEN = [None, "", "%PDF-1.4 \0\0\1", "PK\3\4\0\0\0"]


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--readout", required=True)
    flags.add_argument("--stories", required=True)
    flags.add_argument("--n", type=int, default=5000)
    flags.add_argument("--timeout", type=float, default=30, help="seconds that a row may take")
    args = flags.parse_args()
    rows = list(corpus.short(args.stories, args.n))
    bad = random.Random(3).sample(range(args.n), args.n // 100 + 2)
    for k, i in enumerate(bad[2:]):
        rows[i]["text"] = BROKEN[k % len(BROKEN)]
    rows[bad[0]]["text"] += " The dragon slept."
    rows[bad[1]]["text"] += " The sphinx slept."
    spark = session.start("broken")
    counters = Counters(spark)
    env = dict(os.environ, READOUT_POISON_CRASH="dragon", READOUT_POISON_HANG="sphinx")
    began = time.monotonic()
    df = spark.createDataFrame([tuple(r.values()) for r in rows], FRAME).repartition(8)
    got = read_stories(df, model="rules", program=args.readout, timeout=args.timeout, counters=counters, env=env).collect()
    print(f"{len(got)} rows of {args.n} in {time.monotonic() - began:.0f} s: {dict(collections.Counter(r.status for r in got))}; {counters}")
    for r in got:
        if r.status == "poisoned":
            print(f"  {r.ref}: {r.problem}")
    good = "".join(json.dumps(r) + "\n" for i, r in enumerate(rows) if i not in bad)
    done = subprocess.run([args.readout, "read", "--json", "--model", "rules", "--quiet", "--in", "jsonl", "-"], input=good, capture_output=True, text=True, check=True)
    want = {json.loads(line)["version"]["ref"]: line for line in done.stdout.splitlines()}
    mine = {r.ref: r.record for r in got if r.status == "read"}
    named = {rows[i]["ref"] for i in bad} == {r.ref for r in got if r.status != "read"}
    print(f"all others as one process reads them: {mine == want and len(got) == args.n}; the broken ones are those that were broken: {named}")


if __name__ == "__main__":
    main()

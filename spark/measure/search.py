"""How long searches of an archive take on one core, with ten readers.

    python3 spark/measure/search.py --readout PROGRAM --archive many.db

Each reader asks for pages of searches of twenty kinds, one in 0 to 10 seconds,
of a `readout serve` that taskset holds to one core. Before that one reader asks
for each kind twice: the first of them counts, the second is remembered.
"""

import argparse
import math
import random
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

KINDS = [
    "ferry", "minister", "ferry OR minister", '"said on"', "act:deny", "act:say", "act:promise", "country:NOR", "status:denied", "type:ASSAULT",
    "speaker:minister", "actor:minister", "kind:named ferry", "kind:unnamed-official", "outlet:outlet-003.example", "after:2020-03-01 before:2020-04-01", "act:deny country:NOR",
    "ferry after:2020-02-01 before:2020-03-01", "type:CONSULT country:NOR", "place:Lumen",
]


def ask(base, query):
    """Seconds of one search; infinite if the server gave up on it."""
    began = time.monotonic()
    try:
        with urllib.request.urlopen(f"{base}/search?q={urllib.parse.quote(query)}", timeout=120) as answer:
            answer.read()
    except urllib.error.HTTPError:
        return math.inf
    return time.monotonic() - began


def reader(base, until, seed, out):
    rnd = random.Random(seed)
    while time.monotonic() < until:
        time.sleep(rnd.uniform(0, 10))
        query = rnd.choice(KINDS)
        out.append((ask(base, query), query))


def summary(name, took):
    took = sorted(took)
    at = lambda share: took[min(len(took) - 1, int(share * len(took)))]
    print(f"{name}: {len(took)} searches, p50 {at(0.5) * 1000:.0f} ms, p95 {at(0.95) * 1000:.0f} ms, the longest {took[-1] * 1000:.0f} ms", flush=True)


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--readout", required=True)
    flags.add_argument("--archive", required=True)
    flags.add_argument("--seconds", type=float, default=60)
    flags.add_argument("--core", default="1")
    args = flags.parse_args()
    command = ["taskset", "-c", args.core, args.readout, "serve", "--archive", args.archive, "--listen", "127.0.0.1:8199", "--no-watch"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        base = "http://127.0.0.1:8199"
        for _ in range(600):
            try:
                ask(base, "ferry")
                break
            except OSError:
                time.sleep(0.1)
        first = [(ask(base, query), query) for query in KINDS]
        summary("each kind for the first time", [took for took, _ in first])
        print("  the slowest: " + ", ".join(f"{query} {took * 1000:.0f} ms" for took, query in sorted(first, reverse=True)[:4]))
        summary("each kind again", [ask(base, query) for query in KINDS])
        out, until = [], time.monotonic() + args.seconds
        threads = [threading.Thread(target=reader, args=(base, until, seed, out)) for seed in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        summary("ten readers", [took for took, _ in out])
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

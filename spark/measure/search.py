"""How long searches of an archive take on one core, with ten readers.

    python3 spark/measure/search.py --readout PROGRAM --archive many.db

Each reader asks for pages of searches of twenty kinds, one in 0 to 10 seconds,
of a `readout serve` that taskset holds to one core. Before that one reader asks
for each kind twice: the first of them counts, the second is remembered. With
--fresh each search of the ten is one that nobody asked for before. With --settle
the first search waits until the server has its columns: until its processor rests.
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


WORDS = (
    "said would told senior with courier island says week because over governments under since port agreement access share weighs hospital they reporters earlier promised villages leave hotel think "
    "tonnes pointed question surprised forecast workers considering fired expected urged commerce unconfirmed defence ruled promise hours hold time puts rule nine sail found good held true ferry minister"
).split()
ACTS, TYPES, COUNTRIES = "say confirm oppose promise deny claim demand support".split(), "AGREE REJECT REQUEST SUPPORT CONSULT ASSAULT".split(), "NOR MAR DNK DEU".split()


def fresh(rnd):
    """A search that was most likely never asked for: of one of twelve kinds, words and days by chance."""
    word, other = rnd.sample(WORDS, 2)
    day = f"after:{rnd.randrange(2020, 2030)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
    return rnd.choice([
        f"{word} OR {other}", f"{word} {other}", f'"{word} {other}"', f"{word} {day}", day, f"act:{rnd.choice(ACTS)} {day}", f"act:{rnd.choice(ACTS)} {word}", f"country:{rnd.choice(COUNTRIES)} {day}",
        f"type:{rnd.choice(TYPES)} country:{rnd.choice(COUNTRIES)} {day}", f"speaker:{word} {other}", f"kind:named {word}", f"outlet:outlet-{rnd.randrange(200):03}.example {day}",
    ])


def reader(base, until, seed, out, choose):
    rnd = random.Random(seed)
    while time.monotonic() < until:
        time.sleep(rnd.uniform(0, 10))
        query = choose(rnd)
        out.append((ask(base, query), query))


def used(pid):
    """Seconds of the processor that a process has used."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def settle(pid):
    """Waits until a process rests."""
    began, last = time.monotonic(), -1.0
    while time.monotonic() - began < 600 and used(pid) - last > 0.05:
        last = used(pid)
        time.sleep(5)
    print(f"the server rests after {time.monotonic() - began:.0f} s and {used(pid):.1f} s of the processor", flush=True)


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
    flags.add_argument("--fresh", action="store_true")
    flags.add_argument("--settle", action="store_true")
    args = flags.parse_args()
    command = ["taskset", "-c", args.core, args.readout, "serve", "--archive", args.archive, "--listen", "127.0.0.1:8199", "--no-watch"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        base = "http://127.0.0.1:8199"
        for _ in range(600):
            try:
                ask(base, "nothinglikeit")
                break
            except OSError:
                time.sleep(0.1)
        if args.settle:
            settle(server.pid)
        first = [(ask(base, query), query) for query in KINDS]
        summary("each kind for the first time", [took for took, _ in first])
        print("  the slowest: " + ", ".join(f"{query} {took * 1000:.0f} ms" for took, query in sorted(first, reverse=True)[:4]))
        summary("each kind again", [ask(base, query) for query in KINDS])
        out, until = [], time.monotonic() + args.seconds
        threads = [threading.Thread(target=reader, args=(base, until, seed, out, fresh if args.fresh else lambda rnd: rnd.choice(KINDS))) for seed in range(10)]
        before = used(server.pid)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        summary("ten readers", [took for took, _ in out])
        print(f"  {(used(server.pid) - before) / max(1, len(out)) * 1000:.0f} ms of the processor each; the slowest: " + ", ".join(f"{query} {took * 1000:.0f} ms" for took, query in sorted(out, reverse=True)[:4]))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

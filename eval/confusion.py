"""Which event types are read as which, on records that are not in the repository.

    python3 eval/confusion.py --readout readout --data DATA > eval/confusion.txt

A row is the gold's type. A column is what the program read in that text: the
same type if one of the events has it, else the type of the first event, else
none. DATA has events/plover-gsr-dev.json and events/plv-dev.tsv.xz.
"""
import argparse
import collections
import json
import lzma
import os
import subprocess

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
         "MOBILIZE COERCE ASSAULT none").split()
OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "THREAT": "THREATEN", "RESTRICT": "COERCE"}


def read(program, texts):
    """The types of the events of each text, in text order."""
    rows = "".join(json.dumps({"text": t, "language": "en"}) + "\n" for t in texts)
    out = subprocess.run([program, "read", "--json", "--verbatim", "--quiet", "-"], input=rows, capture_output=True, text=True, check=True).stdout
    return [[e["type"] for e in json.loads(line)["events"]] for line in out.splitlines()]


def gsr(data):
    """(text, type) of the PLOVER gold records, with today's names of types."""
    with open(os.path.join(data, "events/plover-gsr-dev.json"), encoding="utf8") as f:
        return [(r["text"].strip(), OLD.get(r["event"], r["event"])) for r in json.load(f)]


def plv(data):
    """(text, root) of the PLV pairs; its YIELD is CONCEDE and RETREAT together."""
    with lzma.open(os.path.join(data, "events/plv-dev.tsv.xz"), "rt", encoding="utf8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f][1:]
    return [(text.strip(), OLD.get(root.upper(), root.upper())) for _, root, text, _, _ in rows]


def table(title, gold, got):
    """Prints one table."""
    count = collections.Counter()
    right = 0
    for (_, kind), kinds in zip(gold, got):
        same = [k for k in kinds if k == kind or kind == "YIELD" and k in ("CONCEDE", "RETREAT")]
        read_as = same[0] if same else (kinds + ["none"])[0]
        right += bool(same)
        count[kind, read_as] += 1
    rows = [t for t in TYPES + ["YIELD"] if any(k == t for k, _ in count)]
    print(f"{title}: {right} of {len(gold)} have an event of the gold's type\n")
    print(" " * 10 + "".join(f"{t[:5]:>6}" for t in TYPES) + "   all")
    for t in rows:
        print(f"{t:10}" + "".join(f"{count[t, c] or '.':>6}" for c in TYPES) + f"{sum(count[t, c] for c in TYPES):>6}")
    print()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--readout", default="readout")
    parser.add_argument("--data", required=True)
    args = parser.parse_args()
    print(__doc__.split("\n\n", 1)[1])
    for title, gold in ("PLOVER gold records, development part", gsr(args.data)), ("PLV pairs, development part", plv(args.data)):
        table(title, gold, read(args.readout, [t for t, _ in gold]))

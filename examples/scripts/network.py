#!/usr/bin/env python3
"""Who acts on whom: the pairs of an archive with how often and how friendly.

    python3 network.py talks.db

Prints a row a pair, the most frequent first: events, lines of reporting that tell them, and the mean on
Goldstein's scale (-10 conflict to 10 cooperation). "readout export --as gexf" has the same for Gephi.
"""
import csv, subprocess, sys, tempfile
from collections import defaultdict

with tempfile.TemporaryDirectory() as out:
    subprocess.run(["readout", "export", "--archive", sys.argv[1], "--as", "csv", "--quiet", "-o", out], check=True)
    with open(out + "/dyads.csv", newline="", encoding="utf-8-sig") as f:
        rows = [r for r in csv.DictReader(f) if r["actor_id"] and r["recipient_id"] and r["status"] == "asserted"]

pairs = defaultdict(list)
for r in rows:
    pairs[r["actor_name"], r["recipient_name"]].append(r)

for (who, whom), events in sorted(pairs.items(), key=lambda p: (-len(p[1]), p[0])):
    lines = len({r["line_id"] for r in events})
    mean = sum(float(r["goldstein"]) for r in events) / len(events)
    print(f"{len(events):3} events in {lines:2} lines  {mean:+5.1f}  {who} -> {whom}")

#!/usr/bin/env python3
"""A weekly series of conflict and cooperation between two countries.

    python3 weekly.py talks.db NOR DNK

Counts each line of reporting once (copies of one report are one), leaves out what is denied or only
planned, and prints a row a week: material for a plot, from Python's own library alone.
"""
import csv, datetime, subprocess, sys, tempfile
from collections import defaultdict

archive, a, b = sys.argv[1:]
with tempfile.TemporaryDirectory() as out:
    subprocess.run(["readout", "export", "--archive", archive, "--as", "csv", "--quiet", "-o", out], check=True)
    with open(out + "/dyads.csv", newline="", encoding="utf-8-sig") as f:
        rows = list(csv.DictReader(f))

weeks, seen = defaultdict(lambda: [0, 0]), set()
for r in rows:
    if {r["actor_country"], r["recipient_country"]} != {a, b} or r["status"] != "asserted":
        continue
    day = r["event_date"] or r["published_day"]
    key = (r["line_id"], r["plover_event"], r["actor_country"], day)
    if not day or key in seen:
        continue
    seen.add(key)
    date = datetime.date.fromisoformat(day[:10])
    monday = date - datetime.timedelta(days=date.weekday())
    weeks[monday][int(r["quad_code"]) >= 3] += 1

print("week        cooperation  conflict")
for monday in sorted(weeks):
    cooperation, conflict = weeks[monday]
    print(f"{monday}  {cooperation:11}  {conflict:8}")

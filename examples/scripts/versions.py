#!/usr/bin/env python3
"""What an outlet changed in one story, version by version.

    python3 versions.py news.db st_2824cb46a148c025c62b

Prints what the record says now and no longer ("softened", "number", "added" …) with both wordings.
"""
import json, subprocess, sys

archive, story = sys.argv[1:]
out = subprocess.run(["readout", "diff", "--archive", archive, "--json", story], check=True, capture_output=True, text=True).stdout
for line in out.splitlines():
    step = json.loads(line)
    print(f"{step['from']} -> {step['to']}")
    for change in step["changes"]:
        print(f"  {change.get('label', 'changed')}: {change['text']}")  # what is only worded otherwise has no label

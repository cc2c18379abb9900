"""Puts a weights file among the models of the program: python -m train.ship --file FILE.rowt --command "…" --score "name=value" …

Copies the file to models/weights/ and writes its entry in models/manifest.json.
"""
import argparse
import hashlib
import json
import os

from . import export

MODELS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "models")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--file", required=True)
    p.add_argument("--command", required=True, help="what made the checkpoint")
    p.add_argument("--score", nargs="+", required=True, help="figures on the development sets, name=value")
    args = p.parse_args()
    with open(args.file, "rb") as f:
        blob = f.read()
    head = export.header(blob)
    place = f"weights/{head['model']}.rowt"
    entry = {"name": head["model"], "file": place, "bytes": len(blob), "sha256": hashlib.sha256(blob).hexdigest(),
             "licence": head["about"]["licence"], "trained_on": head["about"]["corpora"], "command": args.command,
             "scores": dict(s.split("=", 1) for s in args.score)}
    path = os.path.join(MODELS, "manifest.json")
    with open(path, encoding="utf8") as f:
        manifest = json.load(f)
    manifest["models"] = sorted([m for m in manifest["models"] if m["name"] != entry["name"]] + [entry], key=lambda m: m["name"])
    with open(os.path.join(MODELS, place), "wb") as f:
        f.write(blob)
    with open(path, "w", encoding="utf8") as f:
        json.dump(manifest, f, ensure_ascii=False, indent=2)
        f.write("\n")


if __name__ == "__main__":
    main()

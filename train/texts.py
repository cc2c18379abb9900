"""Texts without labels for the accurate network to label: python -m train.texts --data DIR --out FILE.jsonl

All articles of PolNeAR's training part, and statements of the State Department and press releases of the Congress drawn by
the seed. `readout parse --model accurate FILE.jsonl` makes of them what train.student reads as --silver.
"""
import argparse
import json
import os
import random

from . import corpora


def rows(data, name):
    return [json.loads(line) for line in corpora.lines(os.path.join(data, name))]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--statements", type=int, default=400)
    p.add_argument("--releases", type=int, default=700)
    p.add_argument("--seed", type=int, default=3)
    args = p.parse_args()
    rng = random.Random(args.seed)
    texts = rows(args.data, "attribution/polnear-train.jsonl")
    texts += rng.sample(rows(args.data, "stories/state-department-2021-2022.jsonl"), args.statements)
    texts += rng.sample(rows(args.data, "stories/congress-press.jsonl"), args.releases)
    with open(args.out, "w", encoding="utf8") as f:
        for i, row in enumerate(texts):
            f.write(json.dumps({"ref": f"t{i}", "text": row["text"]}, ensure_ascii=False) + "\n")
    print(f"{args.out}: {len(texts)} texts, {sum(len(r['text'].split()) for r in texts)} words")


if __name__ == "__main__":
    main()

"""Sentences of annotated stories as texts of their own: python -m train.claims.singles --vectors FILE --gold GOLD.jsonl --out NAME

Takes every second sentence that holds an event, and of the others every fourth, as train/vectors split them (FILE.jsonl), and writes NAME.jsonl with
ref and text and NAME.gold.jsonl with what the annotators said of it; who a role is stays only where the sentence names him.
"""
import argparse
import json

from . import data


def inside(span, a, b):
    return a <= span[0] and span[1] <= b


def cut(story, a, b, ref):
    """The annotation of the text between two offsets."""
    shift = lambda s: [s[0] - a, s[1] - a]
    actors = [{**x, "mentions": [shift(m) for m in x["mentions"] if inside(m, a, b)]} for x in story["actors"]]
    actors = [x for x in actors if x["mentions"]]
    known = {x["id"] for x in actors}
    keep = lambda ids: [i for i in ids if i in known]
    events = [{**e, "trigger": shift(e["trigger"]), "actor": keep(e["actor"]), "recipient": keep(e["recipient"]), "by": [], "when": None}
              for e in story["events"] if inside(e["trigger"], a, b)]
    return {"ref": ref, "text": story["text"][a:b], "actors": actors, "statements": [], "events": events}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("vectors", "gold", "out"):
        p.add_argument("--" + name, required=True)
    args = p.parse_args()
    stories, out = data.stories(args.gold), []
    for row in map(json.loads, open(args.vectors + ".jsonl", encoding="utf8")):
        story = stories[row["ref"]]
        seen = [0, 0]
        for k in range(max(row["sentence"], default=-1) + 1):
            at = [i for i, s in enumerate(row["sentence"]) if s == k]
            a, b = row["start"][at[0]], row["end"][at[-1]]
            one = cut(story, a, b, f"{row['ref']}#{k}")
            has = bool(one["events"])
            if seen[has] % (2 if has else 4) == 0 and b - a > 40:
                out.append(one)
            seen[has] += 1
    with open(args.out + ".jsonl", "w", encoding="utf8") as texts, open(args.out + ".gold.jsonl", "w", encoding="utf8") as gold:
        for o in out:
            texts.write(json.dumps({"ref": o["ref"], "text": o["text"]}, ensure_ascii=False) + "\n")
            gold.write(json.dumps(o, ensure_ascii=False) + "\n")
    print(f"{args.out}: {len(out)} sentences, {sum(len(o['events']) for o in out)} events")


if __name__ == "__main__":
    main()

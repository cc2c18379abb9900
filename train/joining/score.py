"""Score chains that train/joining join printed: python train/joining/score.py EVAL_DIR CORPUS.jsonl CHAINS.jsonl TOPICS…"""
import json, sys
sys.path.insert(0, sys.argv[1])
import measures as M


def topics(text):
    out = set()
    for part in text.split(","):
        a, _, b = part.partition("-")
        out |= set(map(str, range(int(a), int(b or a) + 1)))
    return out


docs = [json.loads(l) for l in open(sys.argv[2], encoding="utf8")]
got = [[(m["ref"], *m["span"]) for m in json.loads(l)["mentions"]] for l in open(sys.argv[3], encoding="utf8")]
for want in sys.argv[4:]:
    keep = {d["ref"] for d in docs if d["topic"] in topics(want) and not d.get("outlet")} if want[0] != "n" else {d["ref"] for d in docs if d.get("outlet")}
    gold = {}
    for d in docs:
        if d["ref"] in keep:
            for m in d["mentions"]:
                if not d.get("outlet") or m["kind"] == "EVENT":
                    gold.setdefault(m["chain"], []).append((d["ref"], *m["span"]))
    print(want, M.clusters(list(gold.values()), [[m for m in c if m[0] in keep] for c in got]))

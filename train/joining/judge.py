"""Train the judge of conflicts: what of two sentences contradict each other.

    go run ./train/joining read STORIES.jsonl > READ.jsonl        # of each press world, of pairs of reports, of releases
    go run ./train/joining disputes READ.jsonl GOLD.json > WORLD.disputes
    go run ./train/joining disputes --pairs READ.jsonl eval/conflicts/pairs.txt > PAIRS.disputes
    go run ./train/joining disputes READ.jsonl > RELEASES.disputes   # press releases, of which hardly two contradict each other
    go run ./train/joining disputes --judged ARCHIVE.jsonl train/joining/judged/disputes.tsv > JUDGED.disputes   # what a reader said of the likeliest of an archive
    go run ./train/joining names disputes > NAMES.txt
    python -m train.joining.judge NAMES.txt models/weights/en/join.json WORLD.disputes… --pairs PAIRS.disputes --none RELEASES.disputes --judged JUDGED.disputes
    python -m train.joining.fit ship models/weights/en/join.json --score "NAME=FIGURE"

Each kind of dispute has a linear model of its own over the features of internal/thread/dispute.go. A conflict of the gold
counts once, in however many copies it stands; an update counts five times. The shipped judge was made so before it knew who issued a text;
with --issued the weight of that one feature is learned for it, and the others stay. Needs numpy.
"""
import argparse, json
from collections import Counter

import numpy as np

GROUPS = {"number": ("number",), "denial": ("status", "self"), "act": ("who", "where", "when")}


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def weighted(worlds, pairs, none, judged, a):
    """Yields (row, 1 for a conflict or 0, weight)."""
    for world in worlds:
        seen = Counter(r["Gold"] for r in world if r["Gold"] >= 0 and r["Right"])
        for r in world:
            if r["Gold"] >= 0 and r["Right"]:
                yield r, 1, 1 / seen[r["Gold"]]
            elif r["Gold"] < 0:
                yield r, 0, a.update if r["Gold"] == -2 else 1
    for r in pairs:
        if r["Gold"] < 0 or r["Right"]:
            yield r, int(r["Gold"] >= 0), a.pair
    for r in judged:
        yield r, int(r["Gold"] >= 0 and r["Right"]), a.judged_weight
    for r in none:
        yield r, 0, a.release


def fit(worlds, pairs, none, judged, a):
    """Returns the weights of each group."""
    out = {}
    for name, kinds in GROUPS.items():
        data = [t for t in weighted(worlds, pairs, none, judged, a) if t[0]["Kind"] in kinds]
        x = np.array([r["Features"] + [1] for r, _, _ in data], float)
        out[name] = newton(x, np.array([y for _, y, _ in data], float), np.array([w for _, _, w in data], float), a.ridge)
    return out


def newton(x, y, weight, ridge):
    """Logistic regression with a penalty on all weights but the constant."""
    penalty = np.eye(x.shape[1]) * ridge
    penalty[-1, -1] = 1e-3
    b = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        b -= np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + penalty, x.T @ (weight * (p - y)) + penalty @ b)
    return b


def issued(path, names, none, judged, a):
    """The judge of weights, and of each kind the log odds that two texts which governments issued differ by from two reports: the
    weight of the one feature that it did not know, by what readers judged of releases."""
    was = json.load(open(path, encoding="utf8"))["judge"]
    out = {}
    for group, kinds in GROUPS.items():
        known = dict(zip(was["features"], was[group]))
        b = np.array([known.get(n, 0.0) if n != "issued" else 0.0 for n in names] + [was[group][-1]])
        data = [(r, int(r["Gold"] >= 0 and r["Right"]), a.judged_weight) for r in judged if r["Kind"] in kinds] + [(r, 0, a.release) for r in none if r["Kind"] in kinds]
        z = np.array([np.dot(b, r["Features"] + [1]) for r, _, _ in data])
        y, weight = np.array([y for _, y, _ in data]), np.array([w for _, _, w in data])
        shift = 0.0
        for _ in range(30):
            p = 1 / (1 + np.exp(-(z + shift)))
            shift -= (np.dot(weight, p - y) + a.ridge * 0.1 * shift) / (np.dot(weight, p * (1 - p)) + a.ridge * 0.1)
        b[names.index("issued")] = shift
        out[group] = b
    return out, was["show"]


def write(path, out, judge, names, show):
    weights = json.load(open(path, encoding="utf8"))
    weights["judge"] = {"features": names, **{k: [round(float(v), 4) for v in b] for k, b in judge.items()}, "show": show}
    with open(out, "w", encoding="utf8") as f:
        json.dump(weights, f, separators=(",", ":"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("names"), ap.add_argument("weights"), ap.add_argument("worlds", nargs="*")
    ap.add_argument("--pairs"), ap.add_argument("--none", nargs="*", default=[]), ap.add_argument("--judged"), ap.add_argument("--issued", action="store_true"), ap.add_argument("--judged-weight", type=float, default=1.0), ap.add_argument("--out")
    ap.add_argument("--ridge", type=float, default=1.0), ap.add_argument("--update", type=float, default=5.0), ap.add_argument("--pair", type=float, default=0.3)
    ap.add_argument("--release", type=float, default=0.3), ap.add_argument("--show", type=float, default=-1.0)
    a = ap.parse_args()
    names = open(a.names, encoding="utf8").read().split("\n")[:-1]
    if a.issued:
        judge, show = issued(a.weights, names, [r for f in a.none for r in rows(f)], rows(a.judged) if a.judged else [], a)
        return write(a.weights, a.out or a.weights, judge, names, show)
    judge = fit([rows(w) for w in a.worlds], rows(a.pairs) if a.pairs else [], [r for f in a.none for r in rows(f)], rows(a.judged) if a.judged else [], a)
    write(a.weights, a.out or a.weights, judge, names, a.show)


if __name__ == "__main__":
    main()

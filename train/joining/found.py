"""Train the models for words that are found in texts, on press worlds whose mentions are known.

    go run ./train/joining read STORIES.jsonl > READ.jsonl                     # of each world
    go run ./train/joining world READ.jsonl GOLD.json NUMBER > DIGESTS.jsonl
    go run ./train/joining pairs DIGESTS.jsonl > PAIRS.f32; go run ./train/joining names > NAMES.txt
    python -m train.joining.found NAMES.txt models/weights/en/join.json PAIRS.f32… --shift 1.5
    python -m train.joining.fit ship models/weights/en/join.json --score "NAME=FIGURE"

Words that corpora give as those of events (train/joining/fit.py) and words that the program finds differ: the second kind holds many that
tell of nothing worth joining. A first model looks at a pair alone; a second one also at what the first says of the other pairs of the two
mentions (internal/thread/rivals.go). What the second is trained on comes from first models that have not seen its world. Each is the mean of
several nets, written as one. The vectors are left out: they tell nothing on a world that the model has not seen. The models for given words
stay as they are; features that they were not trained on have no weight in them. --shift moves the log odds: pairs are so rare that none
reaches one half else. Needs numpy.
"""
import argparse, json

import numpy as np

IDS = 7  # columns before the features: two topics, same, two stories, two mentions
LEAST = -7.0  # thread.leastFirst
BASE = "first"  # the first feature that the first model has not


def read(path, names, near):
    d = np.fromfile(path, dtype="<f4").reshape(-1, IDS + len(names))
    x = d[:, IDS:].copy()
    x[:, names.index("cosine")], x[:, names.index("no vector")] = 0, 1
    use = (x[:, names.index("stories")] >= near) | (x[:, names.index("same story")] > 0)
    return d[use][:, :IDS], x[use]


def train(parts, columns, a, seed):
    """A net of one hidden layer. A quarter of what it sees are pairs of one happening; its log odds are those of all pairs."""
    rng = np.random.default_rng(seed)
    n, hidden = len(columns), a.hidden
    p = [rng.uniform(-1, 1, (hidden, n)) / n**0.5, rng.uniform(-1, 1, hidden) / n**0.5, rng.uniform(-1, 1, hidden) / hidden**0.5, np.zeros(1)]
    p = [v.astype(np.float32) for v in p]
    mean, square = [np.zeros_like(v) for v in p], [np.zeros_like(v) for v in p]
    sets = []
    for ids, x in parts:
        for one in (True, False):
            sets.append((np.ascontiguousarray(x[(ids[:, 2] == 1) if one else (ids[:, 2] > -2) & (ids[:, 2] < 1)][:, columns]), np.float32(one)))
    share = sum(len(x) for x, y in sets if y) / sum(len(x) for x, _ in sets)
    for s in range(1, a.steps + 1):
        rate = 1e-2 * (1 - s / a.steps) + 1e-4
        take = [rng.integers(0, len(x), (a.batch if y else 3 * a.batch) // len(parts)) for x, y in sets]
        x = np.concatenate([x[i] for (x, _), i in zip(sets, take)])
        y = np.concatenate([np.full(len(i), y, np.float32) for (_, y), i in zip(sets, take)])
        x *= rng.random(x.shape, np.float32) > 0.1  # a feature is left out now and then
        h = x @ p[0].T + p[1]
        r = np.maximum(h, 0)
        g = (1 / (1 + np.exp(-(r @ p[2] + p[3][0]))) - y) / len(y)
        dh = np.outer(g, p[2]) * (h > 0)
        for i, grad in enumerate([dh.T @ x, dh.sum(0), r.T @ g, np.array([g.sum()])]):
            mean[i] = 0.9 * mean[i] + 0.1 * grad
            square[i] = 0.999 * square[i] + 0.001 * grad**2
            step = mean[i] / (1 - 0.9**s) / (np.sqrt(square[i] / (1 - 0.999**s)) + 1e-8)
            p[i] = p[i] * (1 - rate * a.decay) - rate * step
    p[3] = p[3] + np.float32(np.log(share / (1 - share)) - np.log(1 / 3))
    return p


def mean_of(nets):
    """One net whose log odds are the mean of several."""
    return [np.concatenate([n[0] for n in nets]), np.concatenate([n[1] for n in nets]), np.concatenate([n[2] for n in nets]) / len(nets), sum(n[3] for n in nets) / len(nets)]


def nets(parts, columns, a):
    return mean_of([train(parts, columns, a, seed) for seed in range(1, a.nets + 1)])


def odds(p, x):
    return np.maximum(x @ p[0].T + p[1], 0) @ p[2] + p[3][0]


def rivals(ids, first):
    """The features of internal/thread/rivals.go: the lead of a pair over the next best one of either mention."""
    own = (ids[:, 3] == ids[:, 4]).astype(np.int64)
    pair = (ids[:, 3].astype(np.int64) * 100003 + ids[:, 4].astype(np.int64)) * 2
    lead = []
    best = {}
    ends = [(pair * 100003 + ids[:, 5].astype(np.int64)), ((pair + 1 - own) * 100003 + ids[:, 6].astype(np.int64))]
    for end in ends:
        for k, l in zip(end.tolist(), first.tolist()):
            b = best.get(k, (LEAST, LEAST))
            if l > b[0]:
                best[k] = (l, b[0])
            elif l > b[1]:
                best[k] = (b[0], l)
    for end in ends:
        other = np.array([best[k][1] if l >= best[k][0] else best[k][0] for k, l in zip(end.tolist(), first.tolist())])
        lead.append(np.clip((first - other) / 4, -1, 1))
    return np.clip(first / 8, -1, 1), np.minimum(*lead), np.maximum(*lead)


def with_rivals(ids, x, net, names):
    """The rows that the first model does not take for nothing, with the features of their rivals."""
    base = names.index(BASE)
    first = odds(net, x[:, :base])
    use = first >= LEAST
    out = x[use].copy()
    out[:, base], out[:, base + 1], out[:, base + 2] = rivals(ids[use], first[use])
    return ids[use], out


def write(p, names, columns, a, shift):
    r = lambda t: [round(float(x), 5) for x in t]
    hidden = np.zeros((len(p[0]), len(names)))
    hidden[:, columns] = p[0]
    return {"features": names, "near": a.near, "hidden": [r(row) for row in hidden], "bias": r(p[1]), "out": r(p[2]), "out_bias": round(float(p[3][0]), 5), "scale": 1.0, "shift": shift}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("names"), ap.add_argument("weights"), ap.add_argument("pairs", nargs="+")
    ap.add_argument("--near", type=float, default=0.1), ap.add_argument("--hidden", type=int, default=8), ap.add_argument("--steps", type=int, default=2500)
    ap.add_argument("--shift", type=float, default=0.0), ap.add_argument("--batch", type=int, default=120), ap.add_argument("--nets", type=int, default=3), ap.add_argument("--decay", type=float, default=3e-2)
    a = ap.parse_args()
    names = open(a.names, encoding="utf8").read().split("\n")[:-1]
    parts = [read(f, names, a.near) for f in a.pairs]
    base = list(range(names.index(BASE)))
    first = nets(parts, base, a)
    second = []
    for i, (ids, x) in enumerate(parts):
        others = parts[:i] + parts[i + 1:]
        second.append(with_rivals(ids, x, nets(others, base, a) if others else first, names))
    every = list(range(len(names)))
    found = nets(second, every, a)
    out = json.load(open(a.weights, encoding="utf8"))
    for m in ("vectors", "none"):
        was = {n: i for i, n in enumerate(out[m]["features"])}
        out[m]["hidden"] = [[row[was[n]] if n in was else 0 for n in names] for row in out[m]["hidden"]]
        out[m]["features"] = names
    out = {"first": write(first, names, base, a, 0.0), "found": write(found, names, every, a, a.shift), **{k: x for k, x in out.items() if k not in ("first", "found")}}
    with open(a.weights, "w", encoding="utf8") as f:
        json.dump(out, f, separators=(",", ":"))


if __name__ == "__main__":
    main()

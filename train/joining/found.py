"""Train the model for words that are found in texts, on press worlds whose mentions are known.

    go run ./train/joining read STORIES.jsonl > READ.jsonl                     # of each world
    go run ./train/joining world READ.jsonl GOLD.json NUMBER > DIGESTS.jsonl
    go run ./train/joining pairs DIGESTS.jsonl > PAIRS.f32; go run ./train/joining names > NAMES.txt
    python -m train.joining.found NAMES.txt models/weights/en/join.json PAIRS.f32… --shift 1.5
    python -m train.joining.fit ship models/weights/en/join.json --score "NAME=FIGURE"

Words that corpora give as those of events (train/joining/fit.py) and words that the program finds differ: the second kind holds many that
tell of nothing worth joining. The vectors are left out: they tell nothing on a world that the model has not seen. The models for given words
stay as they are; features that they were not trained on have no weight in them. --shift moves the log odds: pairs are so rare that none
reaches one half else. Needs numpy.
"""
import argparse, json

import numpy as np


def read(path, names, near):
    d = np.fromfile(path, dtype="<f4").reshape(-1, 3 + len(names))
    x = d[:, 3:].copy()
    x[:, names.index("cosine")], x[:, names.index("no vector")] = 0, 1
    use = (x[:, names.index("stories")] >= near) | (x[:, names.index("same story")] > 0)
    return x[use], np.maximum(d[use, 2], 0)


def train(parts, n, hidden, steps):
    rng = np.random.default_rng(1)
    p = [rng.uniform(-1, 1, (hidden, n)) / n**0.5, rng.uniform(-1, 1, hidden) / n**0.5, rng.uniform(-1, 1, hidden) / hidden**0.5, np.zeros(1)]
    mean, square = [np.zeros_like(a) for a in p], [np.zeros_like(a) for a in p]
    for s in range(1, steps + 1):
        rate = 5e-3 * (1 - s / steps) + 1e-4
        rows = [rng.integers(0, len(y), 2400 // len(parts)) for _, y in parts]
        x = np.concatenate([x[i] for (x, _), i in zip(parts, rows)])
        y = np.concatenate([y[i] for (_, y), i in zip(parts, rows)])
        x = x * (rng.random(x.shape) > 0.1)  # a feature is left out now and then
        h = x @ p[0].T + p[1]
        r = np.maximum(h, 0)
        g = (1 / (1 + np.exp(-(r @ p[2] + p[3][0]))) - y) / len(y)
        dh = np.outer(g, p[2]) * (h > 0)
        for i, grad in enumerate([dh.T @ x, dh.sum(0), r.T @ g, np.array([g.sum()])]):
            mean[i] = 0.9 * mean[i] + 0.1 * grad
            square[i] = 0.999 * square[i] + 0.001 * grad**2
            step = mean[i] / (1 - 0.9**s) / (np.sqrt(square[i] / (1 - 0.999**s)) + 1e-8)
            p[i] = p[i] * (1 - rate * 1e-2) - rate * step
    return p


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("names"), ap.add_argument("weights"), ap.add_argument("pairs", nargs="+")
    ap.add_argument("--near", type=float, default=0.1), ap.add_argument("--hidden", type=int, default=10), ap.add_argument("--steps", type=int, default=700)
    ap.add_argument("--shift", type=float, default=0.0)
    a = ap.parse_args()
    names = open(a.names, encoding="utf8").read().split("\n")[:-1]
    w, b, v, c = train([read(f, names, a.near) for f in a.pairs], len(names), a.hidden, a.steps)
    r = lambda t: [round(float(x), 5) for x in t]
    found = {"features": names, "near": a.near, "hidden": [r(row) for row in w], "bias": r(b), "out": r(v), "out_bias": round(float(c[0]), 5), "scale": 1.0, "shift": a.shift}
    out = json.load(open(a.weights, encoding="utf8"))
    for m in ("vectors", "none"):
        was = {n: i for i, n in enumerate(out[m]["features"])}
        out[m]["hidden"] = [[row[was[n]] if n in was else 0 for n in names] for row in out[m]["hidden"]]
        out[m]["features"] = names
    out = {"found": found, **{k: x for k, x in out.items() if k != "found"}}
    with open(a.weights, "w", encoding="utf8") as f:
        json.dump(out, f, separators=(",", ":"))


if __name__ == "__main__":
    main()

"""Train the models for words that are found in texts, on press worlds whose mentions are known.

    go run ./train/joining read STORIES.jsonl > READ.jsonl                     # of each world
    go run ./train/joining world READ.jsonl GOLD.json NUMBER > DIGESTS.jsonl
    go run ./train/joining pairs DIGESTS.jsonl > PAIRS.f32; go run ./train/joining names > NAMES.txt
    go run ./train/joining judged ARCHIVE.jsonl train/joining/judged/pairs.tsv > JUDGED.f32   # of each archive that was judged
    python -m train.joining.found NAMES.txt models/weights/en/join.json PAIRS.f32… --judged JUDGED.f32… --corpus CORPUS.f32… --news NEWS.f32 --keep-first --shift 3
    python -m train.joining.fit ship models/weights/en/join.json --score "NAME=FIGURE"

Words that corpora give as those of events (train/joining/fit.py) and words that the program finds differ: the second kind holds many that
tell of nothing worth joining. A first model looks at a pair alone; a second one also at what the first says of the other pairs of the two
mentions (internal/thread/rivals.go). What the second is trained on comes from first models that have not seen its world. Each is the mean of
several nets, written as one. The vectors are left out: they tell nothing on a world that the model has not seen. The models for given words
stay as they are; features that they were not trained on have no weight in them.

A press world tells of one invented matter. So "found" is a sum of log odds, which is one net: of the second model of worlds; with --corpus-share of one of
real news in which words are known (train/joining/corpus.py); and with --news-share of one of pairs of archives, of releases and of news, that readers judged.

What governments issue is of many matters in like words: another bill, another grant, another member's own statement. So "released", for two texts that
governments issued, is a model of pairs of archives of releases that readers judged, with --world-share of that of worlds. The shifts make log odds of the
sums; shares and shifts were chosen on judged pairs left out in turn and on worlds left out in turn, which --trial prints. The first model knows the
features up to "first" alone and stays as it is with --keep-first, for the features of judged pairs come from it. Needs numpy.
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


# How the model of judged pairs is trained, chosen by the precision at all thresholds on judged pairs left out in turn.
JUDGED = argparse.Namespace(hidden=16, steps=2500, batch=128, nets=3, decay=0.3, drop=0.2)
# How that of real news is: a wider one, and one of more steps, tell no more.
CORPUS = argparse.Namespace(hidden=16, steps=2500, batch=120, nets=2, decay=3e-2, drop=0.1)


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
        x *= rng.random(x.shape, np.float32) > a.drop  # a feature is left out now and then
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


def both(one, other, share):
    """One net whose log odds are those of one and a share of those of the other."""
    return [np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]]), np.concatenate([one[2], share * other[2]]), one[3] + share * other[3]]


def judged(path, names):
    """The rows of pairs that readers judged, without vectors."""
    d = np.fromfile(path, dtype="<f4").reshape(-1, IDS + len(names))
    x = d[:, IDS:].copy()
    x[:, names.index("cosine")], x[:, names.index("no vector")] = 0, 1
    return d[:, :IDS], x


def known(parts):
    """The rows of which somebody says whether they are one happening."""
    return [(ids[ids[:, 2] > -2], x[ids[:, 2] > -2]) for ids, x in parts]


def found_of(world, corpus, news, names, a):
    """The model of worlds with the shares of those of real news and of judged pairs, as far as there are any."""
    every = list(range(len(names)))
    out = world
    if corpus:
        out = both(out, nets(corpus, every, CORPUS), a.corpus_share)
    if news:
        out = both(out, nets(news, every, JUDGED), a.news_share)
    return out


def trial(second, archive, corpus, news, names, a):
    """Prints how well pairs left out are told apart: those judged, a fifth of the stories in turn, and those of each world in turn."""
    every = list(range(len(names)))
    print("world, or judged | average precision | threshold: precision, recall")
    for i, (ids, x) in enumerate(known(second)):
        z = odds(found_of(nets(second[:i] + second[i + 1:], every, a), corpus, archive + news, names, a), x)
        table("world %d" % i, z + a.shift, ids[:, 2] == 1, np.ones(len(ids)))
    world = nets(second, every, a)
    for part, (ids, x) in enumerate(news):
        z = left_out(ids, x, lambda rest: found_of(world, corpus, archive + news[:part] + news[part + 1:] + [rest], names, a))
        two = x[:, names.index("same story")] == 0
        for what, use in (("two stories", two), ("one story", ~two)):
            table("news %d, %s" % (part, what), z[use] + a.shift, ids[use][:, 2] == 1, ids[use][:, 1])
    for part, (ids, x) in enumerate(archive):
        z = left_out(ids, x, lambda rest: both(nets(archive[:part] + archive[part + 1:] + [rest], every, JUDGED), world, a.world_share))
        one = x[:, names.index("same story")] > 0
        for what, use in (("two stories", ~one), ("one story", one)):
            table("judged %d, %s" % (part, what), z[use] + a.released_shift, ids[use][:, 2] == 1, ids[use][:, 1])


def left_out(ids, x, model):
    """Log odds of pairs by models that have not seen their stories: a fifth in turn."""
    turn = (ids[:, 3].astype(int) * 7919) % 5
    z = np.zeros(len(x))
    for t in range(5):
        z[turn == t] = odds(model((ids[turn != t], x[turn != t])), x[turn == t])
    return z


def average_precision(z, same, weight):
    order = np.argsort(-z, kind="stable")
    hit, all_ = np.cumsum((weight * same)[order]), np.cumsum(weight[order])
    return ((weight * same)[order] * hit / all_).sum() / max((weight * same).sum(), 1e-9)


def table(what, z, same, weight):
    out = ["%.3f" % average_precision(z, same, weight)]
    for p in (0.25, 0.5, 0.7, 0.9):
        on = z >= np.log(p / (1 - p))
        hit = (weight * (same & on)).sum()
        out.append("%.2f: %.3f %.3f" % (p, hit / max((weight * on).sum(), 1e-9), hit / (weight * same).sum()))
    print(what, "|", " | ".join(out), flush=True)


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
    ap.add_argument("--drop", type=float, default=0.1), ap.add_argument("--judged", nargs="*", default=[]), ap.add_argument("--corpus", nargs="*", default=[]), ap.add_argument("--corpus-share", type=float, default=0.35)
    ap.add_argument("--news", nargs="*", default=[]), ap.add_argument("--news-share", type=float, default=0.2)
    ap.add_argument("--world-share", type=float, default=0.5), ap.add_argument("--released-shift", type=float, default=0.0)
    ap.add_argument("--keep-first", action="store_true"), ap.add_argument("--trial", action="store_true"), ap.add_argument("--out")
    a = ap.parse_args()
    names = open(a.names, encoding="utf8").read().split("\n")[:-1]
    parts = [read(f, names, a.near) for f in a.pairs]
    out = json.load(open(a.weights, encoding="utf8"))
    base = list(range(names.index(BASE)))
    first = shipped(out["first"], base) if a.keep_first else nets(parts, base, a)
    second = []
    for i, (ids, x) in enumerate(parts):
        others = parts[:i] + parts[i + 1:]
        second.append(with_rivals(ids, x, nets(others, base, a) if others else first, names))
    archive, news = [judged(f, names) for f in a.judged], [judged(f, names) for f in a.news]
    corpus = known(with_rivals(*read(f, names, a.near), first, names) for f in a.corpus)
    if a.trial:
        return trial(second, archive, corpus, news, names, a)
    every = list(range(len(names)))
    world = nets(second, every, a)
    found, released = found_of(world, corpus, archive + news if news else [], names, a), both(nets(archive, every, JUDGED), world, a.world_share)
    for m in ("vectors", "none", *(["first"] if a.keep_first else [])):
        was = {n: i for i, n in enumerate(out[m]["features"])}
        out[m]["hidden"] = [[row[was[n]] if n in was else 0 for n in names] for row in out[m]["hidden"]]
        out[m]["features"] = names
    new = {"first": out["first"] if a.keep_first else write(first, names, base, a, 0.0), "found": write(found, names, every, a, a.shift),
           "released": write(released, names, every, a, a.released_shift)}
    out = {**new, **{k: x for k, x in out.items() if k not in new}}
    with open(a.out or a.weights, "w", encoding="utf8") as f:
        json.dump(out, f, separators=(",", ":"))


def shipped(m, columns):
    """The first model of weights."""
    return [np.array(m["hidden"], np.float32)[:, columns], np.array(m["bias"], np.float32), np.array(m["out"], np.float32), np.array([m["out_bias"]], np.float32)]


if __name__ == "__main__":
    main()

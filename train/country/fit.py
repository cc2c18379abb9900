"""The model that tells the country of an actor whose words do not tell it, from what the story names.

    python -m train.claims.texts --data DATA --out IN                                   # annotated stories with their texts
    go run ./train/country IN/NAME.jsonl > OUT/NAME.homelands                           # for each set, and for statements of governments
    python -m train.country.fit --gold IN/gold-train.gold.jsonl=OUT/gold-train.homelands … --statements OUT/statements.homelands --out models/weights/en/country.json

A log-linear choice among the countries that the story names, the one whose government published it, and none. Its labels are the countries of
annotated actors, and that they have none. What the address of a government says of the people in its statements no annotated story has: there the
labels are the countries of people whom the list of offices knows, who are read as if it did not: the shipped weights, of 500 statements of the State
Department's and 400 of congress-press drawn at random. Their least probability is a half.
"""
import argparse
import collections
import json
import lzma

import numpy as np
from scipy.optimize import minimize

LEAST_WORD = 8  # how often a word stands with an actor to have a weight of its own
DATELINE = 2.5  # the weight of the dateline, where nothing teaches another
NAMED = 6  # 0 to 5 and more countries named


def rows(path):
    with lzma.open(path, "rt", encoding="utf8") if path.endswith(".xz") else open(path, encoding="utf8") as f:
        yield from map(json.loads, f)


def aligned(story, mentions):
    """{actor of the mentions: annotated actor}: those that share most mentions which end with the same word, one to one."""
    ends = {m[1]: a["id"] for a in story["actors"] for m in a["mentions"]}
    votes = collections.Counter((m["actor"], ends[m["span"][1]]) for m in mentions or [] if m["span"][1] in ends)
    out, used = {}, set()
    for (actor, known), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
        if actor not in out and known not in used:
            out[actor] = known
            used.add(known)
    return out


def annotated(gold, homelands):
    """(homeland, country) of the actors that annotators have, too."""
    stories = {s["ref"]: s for s in rows(gold)}
    for row in rows(homelands):
        story = stories[row["ref"]]
        to = aligned(story, row["mentions"])
        country = {a["id"]: a.get("country") or "" for a in story["actors"]}
        for h in row["homelands"] or []:
            if h["actor"] in to and not h.get("listed"):
                yield h, country[to[h["actor"]]]


def listed(homelands):
    """(homeland, country) of people whom the list of offices knows."""
    for row in rows(homelands):
        for h in row["homelands"] or []:
            if h.get("listed"):
                yield h, h["listed"]


def said(h):
    """The words that call an actor what it is, each with its kind: a party of justice is no minister of justice."""
    kind = h["group"].split()[0]
    return [kind + " " + w for w in h["words"] or []]


class Model:
    """The weights as one vector: none's bias, counts and words; features shared and by group; words of the government that published."""

    def __init__(self, names, groups, words, issuers):
        self.names, self.groups, self.words, self.issuers = names, groups, words, issuers
        n, g = len(names), len(groups)
        self.at = np.cumsum([0, 1, NAMED, g, len(words), n, g * n, len(issuers)])
        self.group = {x: i for i, x in enumerate(groups)}
        self.word = {x: i for i, x in enumerate(words)}
        self.issuer = {x: i for i, x in enumerate(issuers)}

    def columns(self, h, k=None):
        """{column: value} of candidate k, of none without k."""
        n, g, out = len(self.names), self.group.get(h["group"]), collections.Counter()
        if k is None:
            out[self.at[0]] = 1
            out[self.at[1] + min(h["named"], NAMED - 1)] = 1
            if g is not None:
                out[self.at[2] + g] = 1
            for w in said(h):
                if w in self.word:
                    out[self.at[3] + self.word[w]] += 1
            return out
        for i, v in enumerate(h["features"][k]):
            if v:
                out[self.at[4] + i] = v
                if g is not None:
                    out[self.at[5] + g * n + i] = v
        if h["features"][k][self.names.index("issuer")]:
            for w in h["words"] or []:
                if w in self.issuer:
                    out[self.at[6] + self.issuer[w]] += 1
        return out

    def shipped(self, x, least):
        a, n = self.at, len(self.names)
        cut = lambda v: round(float(v), 4)
        part = lambda i, keys: {k: cut(v) for k, v in zip(keys, x[a[i]:a[i + 1]]) if abs(v) >= 0.02}
        return {"features": self.names, "least": least, "bias": cut(x[0]), "named": [cut(v) for v in x[a[1]:a[2]]], "words": part(3, self.words),
                "shared": [cut(v) for v in x[a[4]:a[5]]], "issuers": part(6, self.issuers),
                "groups": {g: {"bias": cut(x[a[2] + i]), "features": [cut(v) for v in x[a[5] + i * n:a[5] + (i + 1) * n]]} for i, g in enumerate(self.groups)}}


def matrix(model, data):
    """Sparse columns of all choices, where each example's begin, and the right one (none is the last of each); an example whose country is
    no candidate is one of none: the story does not tell it."""
    from scipy.sparse import csr_matrix
    r, c, v, starts, right = [], [], [], [0], []
    at = 0
    for h, country in data:
        cands = h["candidates"] or []
        for k in range(len(cands)):
            for col, val in model.columns(h, k).items():
                r.append(at + k), c.append(col), v.append(val)
        for col, val in model.columns(h).items():
            r.append(at + len(cands)), c.append(col), v.append(val)
        right.append(at + (cands.index(country) if country in cands else len(cands)))
        at += len(cands) + 1
        starts.append(at)
    return csr_matrix((v, (r, c)), shape=(at, model.at[-1])), np.array(starts), np.array(right)


def probabilities(s, starts):
    s = s - np.repeat(np.maximum.reduceat(s, starts[:-1]), np.diff(starts))
    e = np.exp(s)
    return e / np.repeat(np.add.reduceat(e, starts[:-1]), np.diff(starts))


def fit(model, data, weights, decay):
    """Weights of words and of groups, which have few examples, are held closer to nothing; that of the dateline, which annotated stories lack,
    to a guess: as much as to be named first and most."""
    x, starts, right = matrix(model, data)
    of = np.repeat(weights, np.diff(starts))
    strength, prior = np.full(model.at[-1], decay), np.zeros(model.at[-1])
    strength[model.at[3]:model.at[4]] *= 4
    strength[model.at[5]:] *= 2
    prior[model.at[4] + model.names.index("dateline")] = DATELINE

    def loss(w):
        p = probabilities(x @ w, starts)
        target = np.zeros_like(p)
        target[right] = 1
        return -(weights * np.log(np.maximum(p[right], 1e-12))).sum() + (strength * (w - prior) ** 2).sum() / 2, x.T @ (of * (p - target)) + strength * (w - prior)
    return minimize(loss, np.zeros(model.at[-1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def scores(model, w, data, least):
    """Of actors with a country that the annotators name: right, given; of all: given to one that has none."""
    x, starts, _ = matrix(model, data)
    p = probabilities(x @ w, starts)
    t = collections.Counter()
    for (h, country), a, b in zip(data, starts, starts[1:]):
        got = ""
        if b - a > 1:
            k = int(np.argmax(p[a:b - 1]))
            got = h["candidates"][k] if p[a + k] >= least else ""
        t["gold"] += bool(country)
        t["given"] += bool(got)
        t["right"] += bool(got) and got == country
        t["wrong"] += bool(got) and bool(country) and got != country
        t["invented"] += bool(got) and not country
    return dict(t)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold", nargs="+", required=True, metavar="STORIES=HOMELANDS")
    ap.add_argument("--statements", nargs="*", default=[])
    ap.add_argument("--held", nargs="*", default=[], metavar="STORIES=HOMELANDS", help="scored alone")
    ap.add_argument("--out", required=True)
    ap.add_argument("--decay", type=float, default=1.0)
    ap.add_argument("--least", type=float, default=0.5)
    args = ap.parse_args()
    data = [e for pair in args.gold for e in annotated(*pair.split("=", 1))]
    n = len(data)
    statements = [e for path in args.statements for e in listed(path)]
    data += statements
    # as many statements as there are tell no more than a fifth of the stories: who is in the list of offices is no sample of the actors
    weights = np.r_[np.ones(n), np.full(len(statements), min(1.0, 0.2 * n / max(len(statements), 1)))]
    words = collections.Counter(w for h, _ in data[:n] for w in set(said(h)))
    issuers = collections.Counter(w for h, _ in statements for w in set(h["words"] or []))
    names = next(rows(args.gold[0].split("=", 1)[1]))["names"]
    model = Model(names, sorted({h["group"] for h, _ in data}), sorted(w for w, k in words.items() if k >= LEAST_WORD),
                  sorted(w for w, k in issuers.items() if k >= LEAST_WORD))
    w = fit(model, data, weights, args.decay)
    print("actors", n, "and", len(statements), "of statements")
    for name, part in [("annotated", data[:n]), ("statements", statements)] + [(h, list(annotated(*h.split("=", 1)))) for h in args.held]:
        for least in (0.4, 0.5, 0.6, 0.7):
            print(name, least, scores(model, w, part, least))
    with open(args.out, "w", encoding="utf8") as f:
        json.dump(model.shipped(w, args.least), f, indent=1, sort_keys=True)
        f.write("\n")


if __name__ == "__main__":
    main()

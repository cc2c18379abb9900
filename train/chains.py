"""The CoNLL score of coreference: the mean F1 of MUC, B-cubed and CEAF-e, without chains of one mention."""
import collections

import numpy as np


def group(mentions):
    """Chains as sets of spans, out of (first, last, chain)."""
    out = collections.defaultdict(set)
    for a, b, c in mentions:
        out[c].add((a, b))
    return [c for c in out.values() if len(c) > 1]


def _muc(a, b):
    where = {m: i for i, c in enumerate(b) for m in c}
    hit = sum(len(c) - len({where.get(m, ("alone", m)) for m in c}) for c in a)
    return hit, sum(len(c) - 1 for c in a)


def _b3(a, b):
    where = {m: c for c in b for m in c}
    return sum(len(c & where.get(m, set())) / len(c) for c in a for m in c), sum(map(len, a))


def _ceafe(gold, got):
    """Similarity of the best one-to-one match (phi4)."""
    from scipy.optimize import linear_sum_assignment
    if not gold or not got:
        return 0.0
    sim = np.array([[2 * len(g & s) / (len(g) + len(s)) for s in got] for g in gold])
    return sim[linear_sum_assignment(-sim)].sum()


def conll(gold, got):
    """Percentages over documents, each a list of chains (sets of spans)."""
    total = {k: np.zeros(4) for k in ("MUC", "B3", "CEAFe")}
    for g, s in zip(gold, got):
        for key, f in (("MUC", _muc), ("B3", _b3)):
            total[key] += np.array([*f(s, g), *f(g, s)])
        sim = _ceafe(g, s)
        total["CEAFe"] += np.array([sim, len(s), sim, len(g)])
    out = {}
    for key, (hp, p, hr, r) in total.items():
        p, r = hp / max(p, 1), hr / max(r, 1)
        out[key] = round(100 * 2 * p * r / max(p + r, 1e-9), 2)
    return {"CoNLL": round(sum(out.values()) / 3, 2), **out}

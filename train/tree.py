"""Dependency trees out of scores of heads: Chu-Liu and Edmonds, with one child of the root."""
import numpy as np


def decode(scores):
    """Heads (0 is the root, words from 1) of the best tree for scores [n, 1+n] of a sentence's n words."""
    n = len(scores)
    s = np.full((n + 1, n + 1), -np.inf)  # s[head, dependent]
    s[:, 1:] = scores.T
    np.fill_diagonal(s, -np.inf)
    heads = _best(s)
    if (heads[1:] == 0).sum() == 1:
        return heads[1:]
    best, out = -np.inf, None
    for r in range(1, n + 1):  # only one word may hang on the root
        t = s.copy()
        t[0, 1:] = -np.inf
        t[0, r] = s[0, r]
        heads = _best(t)
        total = sum(t[heads[d], d] for d in range(1, n + 1))
        if total > best:
            best, out = total, heads[1:]
    return out


def _cycle(heads):
    seen = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        at, mark = start, start
        while at and not seen[at]:
            seen[at] = mark
            at = heads[at]
        if at and seen[at] == mark:
            ring, x = [at], heads[at]
            while x != at:
                ring.append(x)
                x = heads[x]
            return ring
    return None


def _best(s):
    heads = s.argmax(0)
    heads[0] = 0
    ring = _cycle(heads)
    if not ring:
        return heads
    inside = np.zeros(len(s), bool)
    inside[ring] = True
    out = np.flatnonzero(~inside)
    m = len(out)
    t = np.full((m + 1, m + 1), -np.inf)
    t[:m, :m] = s[np.ix_(out, out)]
    own = np.array([s[heads[v], v] for v in ring])
    ring = np.array(ring)
    into = s[np.ix_(out, ring)] - own       # breaking the ring at each of its words
    t[:m, m] = into.max(1)
    entry = ring[into.argmax(1)]
    away = s[np.ix_(ring, out)]
    t[m, :m] = away.max(0)
    leave = ring[away.argmax(0)]
    t[:, 0] = -np.inf
    np.fill_diagonal(t, -np.inf)
    sub = _best(t)
    res = heads.copy()
    for j in range(1, m):
        res[out[j]] = leave[j] if sub[j] == m else out[sub[j]]
    h = sub[m]
    res[entry[h]] = out[h]
    return res

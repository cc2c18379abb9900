"""A linear-chain CRF over BIO tags whose gold may leave several tags open, and its Viterbi decoder.

The sums over paths are taken by halving (log2 of the length products of K x K matrices) in place of a step a word:
on a CPU a long loop of tiny steps costs more than the arithmetic.
"""
import numpy as np
import torch

FORBIDDEN = -1e4


def bio(classes):
    """Tags O, B-x, I-x for the classes in order."""
    return ["O"] + [m + c for c in classes for m in ("B-", "I-")]


def forbidden(tags):
    """[K, K] True where tag j cannot follow tag i: I-x follows B-x and I-x only."""
    return np.array([[b[0] == "I" and a[2:] != b[2:] for b in tags] for a in tags])


def log_sum(scores, trans, lengths, allowed=None):
    """Log of the summed exp of all allowed paths. scores [B, T, K], trans [K, K], lengths [B], allowed [B, T, K]."""
    b, t, k = scores.shape
    if allowed is not None:
        scores = scores.masked_fill(~allowed, FORBIDDEN)
    live = torch.arange(t)[None] < lengths[:, None]
    # entry [i, j] of step t: from tag i at t-1 to tag j at t; a step beyond the end changes nothing
    steps = trans[None, None] + scores[:, 1:, None, :]
    eye = torch.full((k, k), FORBIDDEN).fill_diagonal_(0.0)
    steps = torch.where(live[:, 1:, None, None], steps, eye)
    top = steps.amax((2, 3), keepdim=True).detach()
    m, logs = (steps - top).exp(), top[..., 0, 0].sum(1)
    while m.shape[1] > 1:
        if m.shape[1] % 2:
            m = torch.cat([m, torch.eye(k).expand(b, 1, k, k)], 1)
        m = m[:, 0::2] @ m[:, 1::2]
        top = m.amax((2, 3), keepdim=True).detach().clamp_min(1e-30)
        m, logs = m / top, logs + top[..., 0, 0].log().sum(1)
    top = scores[:, 0].amax(1).detach()
    total = (scores[:, 0] - top[:, None]).exp().sum(1) if t == 1 else \
        ((scores[:, 0] - top[:, None]).exp()[:, None] @ m[:, 0]).sum((1, 2))
    return total.clamp_min(1e-30).log() + top + logs


def loss(scores, trans, lengths, allowed):
    """Summed negative log likelihood of the allowed paths."""
    scores = scores.float()
    return (log_sum(scores, trans, lengths) - log_sum(scores, trans, lengths, allowed)).sum()


def viterbi(scores, trans, opening=None):
    """Best path (list of tag numbers) for scores [T, K]; opening is added to the first word's scores."""
    back, best = [], scores[0] + (0 if opening is None else opening)
    for row in scores[1:]:
        way = best[:, None] + trans
        back.append(way.argmax(0))
        best = way.max(0) + row
    path = [int(best.argmax())] if len(scores) else []
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def spans(path, tags):
    """[(first, end, class)] of a path."""
    out, start, kind = [], None, None
    for i, tag in enumerate([tags[p] for p in path] + ["O"]):
        if start is not None and not (tag[0] == "I" and tag[2:] == kind):
            out.append((start, i, kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = i, tag[2:]
    return out

"""Labels for whole documents: overlapping windows, of which each word takes the one where it has the most context."""
import numpy as np
import torch

from . import crf, lemmas, tree, windows


def plan(arrays, core, context):
    """[(window start, core start, core end, window end)]: cores are whole sentences where these fit."""
    out, a = [], 0
    ends = np.append(np.flatnonzero(arrays.starts)[1:], arrays.n)
    while a < arrays.n:
        fit = ends[(ends > a) & (ends <= a + core)]
        after = ends[ends > a]
        b = int(fit[-1]) if len(fit) else int(after[0]) if after[0] - a <= core + context else a + core
        out.append((max(0, a - context), a, b, min(arrays.n, b + context)))
        a = b
    return out


@torch.no_grad()
def document(net, arrays, core=140, context=30, dialect=None, want=("ud", "ner", "parts")):
    """What the network says of a document on gold words (and, for trees, gold sentences)."""
    lab, n = net.labels, arrays.n
    out = {"ner": np.zeros((n, len(lab["ner"])), np.float32), "parts": np.zeros((n, len(lab["attribution"])), np.float32)}
    tags = {k: np.zeros(n, np.int64) for k in ("upos", "xpos", "feats", "lemma", "head", "deprel")}
    tags["sent"] = np.zeros(n, np.float32)
    for a, b, c, d in plan(arrays, core, context):
        batch = windows.collate([windows.Window(arrays, a, d)])
        x = net.words(batch)
        at, to = slice(b - a, c - a), slice(b, c)
        if "ner" in want:
            y = net.ner(x)
            if dialect is not None:
                for i, share in enumerate(dialect):
                    y = y + share * net.dialect[i](x)
            out["ner"][to] = y[0, at].float().numpy()
        if "parts" in want:
            out["parts"][to] = net.parts(x)[0, at].float().numpy()
        if "ud" in want:
            s = net.sent(x)[0, at].float()
            tags["sent"][to] = (s[:, 1] - s[:, 0]).numpy()
            for k in ("upos", "xpos", "feats", "lemma"):
                tags[k][to] = getattr(net, k)(x)[0, at].argmax(-1).numpy()
            arcs = net.arcs(x, batch["sentence"])[0].numpy()
            heads = np.zeros(d - a, np.int64)
            firsts = [i for i in range(b, c) if arrays.starts[i]] + [c]
            if firsts[0] > b:
                firsts.insert(0, b)
            for i, j in zip(firsts, firsts[1:]):
                cols = np.append(0, np.arange(i - a + 1, j - a + 1))
                h = tree.decode(arcs[i - a: j - a][:, cols])
                heads[i - a: j - a] = np.where(h == 0, 0, h + i - a)
            rel = net.rel.at(x, torch.tensor(heads)[None])[0].float().argmax(-1).numpy()
            tags["deprel"][to] = rel[at]
            tags["head"][to] = np.where(heads[at] == 0, -1, heads[at] - 1 + a)
    return {**out, **tags}


def spans(net, scores, which, breaks=None):
    """Spans of a document's tag scores; no span goes over a break (True at the first word of a stretch)."""
    tags = net.labels["ner" if which == "ner" else "attribution"]
    trans = net.transitions(which).detach().numpy()
    opening = np.array([crf.FORBIDDEN if t[0] == "I" else 0.0 for t in tags])
    cuts = [0, len(scores)] if breaks is None else sorted({0, *np.flatnonzero(breaks), len(scores)})
    out = []
    for a, b in zip(cuts, cuts[1:]):
        out += [(s + a, e + a, k) for s, e, k in crf.spans(crf.viterbi(scores[a:b], trans, opening), tags)]
    return out


def lemma(net, number, form):
    return lemmas.apply(net.labels["lemma"][number], form)

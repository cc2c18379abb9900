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
def document(net, arrays, core=140, context=30, trees=True):
    """What the network says of a document on gold words (and, for trees, gold sentences); without trees, scores of
    names and attribution alone."""
    lab, n = net.labels, arrays.n
    out = {"ner": np.zeros((n, len(lab["ner"])), np.float32), "parts": np.zeros((n, len(lab["attribution"])), np.float32)}
    tags = {k: np.zeros(n, np.int64) for k in ("upos", "xpos", "feats", "lemma", "head", "deprel")}
    tags["sent"] = np.zeros(n, np.float32)
    places = plan(arrays, core, context)
    batch = windows.collate([windows.Window(arrays, a, d) for a, _, _, d in places], 16, net.encoder.by_word)
    x = net.words(batch)
    names, parts = net.read_names(x, batch["lengths"]), net.parts(x)
    for i, (a, b, c, d) in enumerate(places):
        at, to = slice(b - a, c - a), slice(b, c)
        out["ner"][to], out["parts"][to] = names[i, at].float().numpy(), parts[i, at].float().numpy()
        if not trees:
            continue
        s = net.sent(x[i:i + 1])[0, at].float()
        tags["sent"][to] = (s[:, 1] - s[:, 0]).numpy()
        for k in ("upos", "xpos", "feats", "lemma"):
            tags[k][to] = getattr(net, k)(x[i:i + 1])[0, at].argmax(-1).numpy()
        tags["head"][to], tags["deprel"][to] = _trees(net, arrays, x[i:i + 1], batch["sentence"][i:i + 1], (a, b, c))
    return {**out, **tags}


def _trees(net, arrays, x, sentence, place):
    """Heads (places in the document, -1 for the root) and relations of the core of one window."""
    a, b, c = place
    arcs = net.arcs(x, sentence)[0].numpy()
    heads = np.zeros(arcs.shape[0], np.int64)
    cuts = sorted({b, *(i for i in range(b, c) if arrays.starts[i]), c})
    for i, j in zip(cuts, cuts[1:]):
        cols = np.append(0, np.arange(i - a + 1, j - a + 1))
        h = tree.decode(arcs[i - a: j - a][:, cols])
        heads[i - a: j - a] = np.where(h == 0, 0, h + i - a)
    rels = net.rel.at(x, torch.tensor(heads)[None])[0].float().argmax(-1).numpy()[b - a: c - a]
    heads = heads[b - a: c - a]
    return np.where(heads == 0, -1, heads - 1 + a), rels


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

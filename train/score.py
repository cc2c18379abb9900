"""Figures on the development splits, on gold words."""
import time

import numpy as np
import torch

from . import crf, predict


def prf(hit, got, want):
    p, r = hit / got if got else 0.0, hit / want if want else 0.0
    return round(100 * (2 * p * r / (p + r) if p + r else 0.0), 2)


def treebank(net, docs):
    """Shares of words right, and F1 of sentence starts decided by the network alone."""
    n = 0
    hit = dict.fromkeys(("upos", "xpos", "feats", "lemma", "uas", "las", "full_las"), 0)
    starts = [0, 0, 0]
    for d in docs:
        got = predict.document(net, d)
        lab, gold = net.labels, d.doc.ud
        for i, (upos, xpos, feats, lemma, head, rel) in enumerate(gold):
            n += 1
            hit["upos"] += lab["upos"][got["upos"][i]] == upos
            hit["xpos"] += lab["xpos"][got["xpos"][i]] == xpos
            hit["feats"] += lab["feats"][got["feats"][i]] == feats
            hit["lemma"] += predict.lemma(net, got["lemma"][i], d.doc.forms[i]) == lemma
            if got["head"][i] == head:
                mine = lab["deprel"][got["deprel"][i]]
                hit["uas"] += 1
                hit["full_las"] += mine == rel
                hit["las"] += mine.split(":")[0] == rel.split(":")[0]
        said = got["sent"] > 0
        said[0] = True
        ends = lambda s: set(zip(np.flatnonzero(s), np.append(np.flatnonzero(s)[1:], d.n)))
        mine, gold = ends(said), ends(d.starts)
        starts = [starts[0] + len(mine & gold), starts[1] + len(mine), starts[2] + len(gold)]
    return {**{k: round(100 * v / max(1, n), 2) for k, v in hit.items()}, "sentences": prf(*starts)}


def _gold_names(d):
    tags = [t or "O" for t in d.doc.names]
    return {s for s in _runs(tags)}


def _runs(tags):
    index = sorted(set(tags))
    return crf.spans([index.index(t) for t in tags], index)


def names(net, docs, classes, merge=None):
    """F1 of exact spans, in all and by class."""
    merge, hits = merge or {}, {c: [0, 0, 0] for c in classes}
    for d in docs:
        got = predict.document(net, d, trees=False)
        mine = {(s, e, merge.get(k, k)) for s, e, k in predict.spans(net, got["ner"], "ner", d.starts)}
        gold = _gold_names(d)
        for c in classes:
            g, m = {x for x in gold if x[2] == c}, {x for x in mine if x[2] == c}
            hits[c] = [hits[c][0] + len(g & m), hits[c][1] + len(m), hits[c][2] + len(g)]
    total = np.sum(list(hits.values()), 0)
    return {"F1": prf(*total), **{c: prf(*v) for c, v in hits.items()}}


def attribution(net, docs, core=140, context=30):
    """F1 of exact fragments by part."""
    hits = {}
    for d in docs:
        got = predict.document(net, d, core, context, trees=False)
        mine = set(predict.spans(net, got["parts"], "parts"))
        for c in ("SOURCE", "CUE", "CONTENT"):
            g, m = {x for x in d.doc.fragments if x[2] == c}, {x for x in mine if x[2] == c}
            h = hits.setdefault(c, [0, 0, 0])
            hits[c] = [h[0] + len(g & m), h[1] + len(m), h[2] + len(g)]
    return {c: prf(*v) for c, v in hits.items()}


def head(docs, words):
    """Documents from all over the list until there are enough words."""
    out, n = [], 0
    for d in docs[:: max(1, len(docs) // 40)]:
        if n < words:
            out.append(d)
            n += d.n
    return out


def sample(net, dev, words=2500):
    """A quick look while training."""
    began = time.time()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        ewt, gum = (treebank(net, head(dev[k], words)) for k in ("ewt", "gum"))
        res = {"ewt": ewt, "gum": gum,
               "worldwide": names(net, head(dev["worldwide"], 2 * words), ("PER", "ORG", "LOC", "NORP")),
               "uner": names(net, head(dev["ewt"], 2 * words), ("PER", "ORG", "LOC"), {"FAC": "LOC"}),
               "polnear": attribution(net, head(dev["polnear"], 2 * words))}
    return {**res, "seconds": round(time.time() - began)}


def full(net, dev):
    """All of the development splits."""
    return {"ewt": treebank(net, dev["ewt"]), "gum": treebank(net, dev["gum"]),
            "worldwide": names(net, dev["worldwide"], ("PER", "ORG", "LOC", "NORP")),
            "worldwide facilities": names(net, dev["worldwide"], ("FAC",)),
            "uner": names(net, dev["ewt"], ("PER", "ORG", "LOC"), {"FAC": "LOC"}),
            "polnear": attribution(net, dev["polnear"])}

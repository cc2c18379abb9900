"""The label sets of the heads, collected from the training treebanks, and the arrays that training reads."""
from collections import Counter

import numpy as np

from . import lemmas, shapes
from .corpora import NAME_CLASSES, PARTS
from .crf import bio
from .encoder import MAX_PIECES

NAMES = bio(NAME_CLASSES)
PARTS_BIO = bio(PARTS)


def collect(docs):
    """{"upos": [...], …} of documents with UD labels; a FEATS value or lemma rule must be seen three times."""
    counts = {k: Counter() for k in ("upos", "xpos", "feats", "lemma", "deprel")}
    for doc in docs:
        for form, (upos, xpos, feats, lemma, _, rel) in zip(doc.forms, doc.ud):
            counts["upos"][upos] += 1
            counts["xpos"][xpos] += 1
            counts["feats"][feats] += 1
            counts["deprel"][rel] += 1
            counts["lemma"][lemmas.rule(form, lemma)] += 1
    least = {"feats": 3, "lemma": 3}
    out = {k: sorted(x for x, n in c.items() if x is not None and n >= least.get(k, 1)) for k, c in counts.items()}
    if lemmas.IDENTITY not in out["lemma"]:
        out["lemma"].append(lemmas.IDENTITY)
    return {**out, "ner": NAMES, "attribution": PARTS_BIO}


class Arrays:
    """A document as arrays: pieces [n, MAX_PIECES], their count, shapes and gaps, and labels (-1 where there is none)."""

    def __init__(self, doc, labels, cut):
        self.doc, self.corpus, self.n = doc, doc.corpus, len(doc.forms)
        self.pieces = np.zeros((self.n, MAX_PIECES), np.int64)
        self.count = np.zeros(self.n, np.int64)
        for i, form in enumerate(doc.forms):
            ids = cut(form)
            self.count[i] = len(ids)
            self.pieces[i, : len(ids)] = ids
        cased = {"": lambda w: w, "upper": str.upper, "lower": str.lower, "title": lambda w: w[:1].upper() + w[1:]}
        self.shapes = {k: np.array([shapes.shape(f(w)) for w in doc.forms]) for k, f in cased.items()}
        self.gaps = np.array(doc.gaps)
        self.starts = np.array(doc.starts)
        self.sentence = np.cumsum(self.starts) - 1
        self.y = {}
        if doc.ud:
            index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
            for j, k in enumerate(("upos", "xpos", "feats")):
                self.y[k] = np.array([index[k].get(row[j], -1) for row in doc.ud])
            self.y["lemma"] = np.array([index["lemma"].get(lemmas.rule(f, row[3]), -1) for f, row in zip(doc.forms, doc.ud)])
            self.y["head"] = np.array([row[4] for row in doc.ud])
            self.y["deprel"] = np.array([index["deprel"].get(row[5], -1) for row in doc.ud])
        self.names = None if doc.names is None else np.array([allowed(t, doc.names_corpus) for t in doc.names])
        if doc.chains:
            self.y["chain"] = np.array([n for n, _ in doc.chains])
            self.y["opens"] = np.array([first for _, first in doc.chains])
        self.parts = None if doc.parts is None else np.array([PARTS_BIO.index(t) for t in doc.parts])


_COARSE = ("PER", "ORG", "LOC")


def allowed(tag, corpus):
    """Which of NAMES a gold tag leaves open: a corpus of persons, bodies and places says nothing of the other classes.
    Its places hold the facilities; they are learned as places, since with both left open the network takes one of the
    two for all. None leaves all open, "?" all but the three."""
    if tag is None:
        return [True] * len(NAMES)
    if corpus in ("worldwide", "silver"):
        return [t == tag for t in NAMES]
    if tag in ("O", "?"):
        named = _COARSE + ("FAC",) if corpus == "uner" else _COARSE
        return [t[2:] not in named for t in NAMES]
    return [t == tag for t in NAMES]


def cutter(tok):
    """A function from a word to its piece ids, at most MAX_PIECES, remembered."""
    seen, unknown = {}, tok.token_to_id("[UNK]")

    def cut(word):
        if word not in seen:
            seen[word] = tok.encode(word, add_special_tokens=False).ids[:MAX_PIECES] or [unknown]
        return seen[word]
    return cut

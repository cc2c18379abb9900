"""Windows of consecutive words out of documents, and batches of windows of about the same length."""
import random

import numpy as np
import torch

from . import shapes
from .corpora import NAME_CORPORA
from .labels import NAMES

# share of the training words, longest window in words
MIX = {"ewt": (0.21, 160), "gum": (0.16, 180), "worldwide": (0.39, 160), "polnear": (0.20, 220), "wikigold": (0.04, 160)}
# whether a corpus is text of the web or news; of the others neither is sure
WEB = {"ewt": 1, "worldwide": 0, "polnear": 0}
# the same where a teacher's labels stand beside those of people
MIX_SILVER = {"ewt": (0.15, 160), "gum": (0.10, 160), "worldwide": (0.20, 160), "polnear": (0.20, 200), "wikigold": (0.02, 160),
              "silver": (0.33, 160)}
_TIGHT_BEFORE = set(". , ; : ! ? ) ] ’ ” % 's ’s n't n’t 're 've 'll 'd 'm".split())
_TIGHT_AFTER = set("( [ “ ‘ $ £ €".split())


class Window:
    """Words a to b of a document, with what augmentation made of their looks."""

    def __init__(self, arrays, a, b):
        self.d, self.a, self.b = arrays, a, b
        self.case, self.gaps, self.mask = "", arrays.gaps[a:b], None
        self.pieces = int(arrays.count[a:b].sum()) + 2


def draw(arrays, limit, rng, fixed=None):
    """A random window of a document: mostly whole sentences from a sentence's start, sometimes one sentence, sometimes
    any stretch of words."""
    n, kind = arrays.n, rng.random()
    firsts = np.flatnonzero(arrays.starts)
    size = rng.randint(limit // 2, limit) if arrays.corpus == "polnear" or rng.random() < 0.6 else rng.randint(8, limit)
    if kind < 0.12:
        a = rng.randrange(n)
        b = min(n, a + size)
    else:
        i = rng.randrange(len(firsts))
        a = int(firsts[i])
        ends = np.append(firsts[i + 1:], n)
        fit = ends[ends <= a + size]
        b = int(ends[0] if kind < 0.27 else fit[-1] if len(fit) else a + size)
        b = min(b, a + limit, n)
    w = Window(arrays, a, b)
    r = rng.random()
    w.case = "upper" if r < 0.02 else "lower" if r < 0.04 else "title" if r < 0.06 else ""
    if not arrays.doc.spaced:
        w.gaps = respace(arrays, a, b, rng)
    elif arrays.corpus == "ewt" and rng.random() < 0.25:  # as words come that lost their spacing
        w.gaps = np.where(w.gaps == shapes.NONE, shapes.SPACE, w.gaps)
    w.mask = [rng.random() < 0.02 for _ in range(b - a)]
    return w


def respace(arrays, a, b, rng):
    """Gaps for a corpus that lost its own: half of the windows as they stand, half with marks close to their words,
    some sentences as paragraphs."""
    gaps, forms = arrays.gaps[a:b].copy(), arrays.doc.forms[a:b]
    if rng.random() < 0.5:
        for i in range(1, b - a):
            if forms[i] in _TIGHT_BEFORE or forms[i - 1] in _TIGHT_AFTER or forms[i] == "-" or forms[i - 1] == "-":
                gaps[i] = shapes.NONE
    often = rng.choice((0.0, 0.3))
    for i in range(b - a):
        if arrays.starts[a + i]:
            gaps[i] = shapes.PARAGRAPH if rng.random() < often or gaps[i] == shapes.PARAGRAPH else shapes.SPACE
    return gaps


class Sampler:
    """An endless row of batches that depends on the seed and the place in the row alone."""

    def __init__(self, corpora, seed, pieces, by_word=False):
        self.corpora, self.seed, self.budget, self.by_word = corpora, seed, pieces, by_word
        self.mix = MIX_SILVER if "silver" in corpora else MIX
        self.weights = {k: np.cumsum([d.n for d in ds]) for k, ds in corpora.items()}
        self.pool, self.at, self.batches = 0, 0, None

    def state(self):
        return {"pool": self.pool, "at": self.at}

    def restore(self, state):
        self.pool, self.at, self.batches = state["pool"], state["at"], None

    def next(self):
        if self.batches is None:
            self.batches = self.fill(random.Random(f"{self.seed}/{self.pool}"))
        batch = self.batches[self.at]
        self.at += 1
        if self.at == len(self.batches):
            self.pool, self.at, self.batches = self.pool + 1, 0, None
        return batch

    def fill(self, rng):
        """A pool of some 40,000 words, each corpus with its share to the word, cut into batches."""
        pool = []
        for corpus, (share, limit) in self.mix.items():
            words = 40000 * share
            while words > 0:
                d = int(np.searchsorted(self.weights[corpus], rng.randrange(self.weights[corpus][-1]), side="right"))
                pool.append(draw(self.corpora[corpus][d], limit, rng))
                words -= pool[-1].b - pool[-1].a
        rows = {id(w): w.b - w.a + 2 if self.by_word else w.pieces for w in pool}
        pool.sort(key=lambda w: rows[id(w)] + rng.random() * 12)
        batches, cur, longest = [], [], 0
        for w in pool:
            if cur and max(longest, rows[id(w)]) * (len(cur) + 1) > self.budget:
                batches.append(cur)
                cur, longest = [], 0
            cur.append(w)
            longest = max(longest, rows[id(w)])
        batches.append(cur)
        rng.shuffle(batches)
        return batches


CLS, SEP, MASK = 101, 102, 103


def rows_of_pieces(windows, step):
    """The encoder's input, a row a piece, of a length that is a multiple of step."""
    bsz, words = len(windows), max(w.b - w.a for w in windows)
    length = -(-max(w.pieces for w in windows) // step) * step
    out = _empty((bsz, length), (bsz, length), words)
    for i, w in enumerate(windows):
        d, a, b = w.d, w.a, w.b
        count = d.count[a:b]
        flat = d.pieces[a:b][np.arange(d.pieces.shape[1])[None] < count[:, None]]
        owner = np.repeat(np.arange(b - a), count)
        if w.mask is not None:
            flat = np.where(np.array(w.mask)[owner], MASK, flat)
        m = len(flat)
        out["pieces"][i, 0], out["pieces"][i, 1: m + 1], out["pieces"][i, m + 1] = CLS, flat, SEP
        out["shape"][i, 1: m + 1] = d.shapes[w.case][a:b][owner]
        out["gap"][i, 1: m + 1] = w.gaps[owner]
        out["mask"][i, : m + 2] = True
        out["first"][i, : b - a] = 1 + np.cumsum(count) - count
    return out


def rows_of_words(windows, step):
    """The encoder's input, a row a word."""
    bsz, words = len(windows), max(w.b - w.a for w in windows)
    length = -(-(words + 2) // step) * step
    size = windows[0].d.pieces.shape[1]
    out = _empty((bsz, length, size), (bsz, length), words)
    out["pieces"][:] = -1
    for i, w in enumerate(windows):
        d, a, b = w.d, w.a, w.b
        n = b - a
        flat = np.where(np.arange(size)[None] < d.count[a:b][:, None], d.pieces[a:b], -1)
        if w.mask is not None:
            hidden = np.array(w.mask)
            flat[hidden] = -1
            flat[hidden, 0] = MASK
        out["pieces"][i, 0, 0], out["pieces"][i, 1: n + 1], out["pieces"][i, n + 1, 0] = CLS, flat, SEP
        out["shape"][i, 1: n + 1] = d.shapes[w.case][a:b]
        out["gap"][i, 1: n + 1] = w.gaps
        out["mask"][i, : n + 2] = True
        out["first"][i, :n] = 1 + np.arange(n)
    return out


def _empty(pieces, rows, words):
    return {"pieces": np.zeros(pieces, np.int64), "shape": np.zeros(rows, np.int64), "gap": np.full(rows, shapes.SPECIAL),
            "mask": np.zeros(rows, bool), "first": np.zeros((rows[0], words), np.int64)}


def collate(windows, step=1, by_word=False):
    """Tensors of a batch. Labels stand as [B, W] over words, -1 where there is no loss."""
    bsz, words = len(windows), max(w.b - w.a for w in windows)
    y = {k: np.full((bsz, words), -1) for k in ("sent", "upos", "xpos", "feats", "lemma", "deprel", "head", "parts", "sentence", "chain")}
    y["opens"] = np.zeros((bsz, words), bool)
    names = np.ones((bsz, words, len(NAMES)), bool)
    names_corpus = np.full(bsz, -1)
    web = np.array([WEB.get(w.d.corpus, -1) for w in windows])
    for i, w in enumerate(windows):
        d, a, b = w.d, w.a, w.b
        n = b - a
        y["sentence"][i, :n] = d.sentence[a:b]
        if d.doc.ud:
            y["sent"][i, :n] = d.starts[a:b]
            for k in ("upos", "xpos", "feats", "deprel", "lemma"):
                y[k][i, :n] = d.y[k][a:b]
            if w.case:
                y["lemma"][i, :n] = -1
            # a head counts from 1 in the window, 0 is the root; one outside the window gives no loss
            head = d.y["head"][a:b]
            inside = (head >= a) & (head < b)
            y["head"][i, :n] = np.where(head == -1, 0, np.where(inside, head - a + 1, -1))
        if d.doc.chains:
            y["chain"][i, :n], y["opens"][i, :n] = d.y["chain"][a:b], d.y["opens"][a:b]
        if d.names is not None:
            names[i, :n] = d.names[a:b]
            # a network labels news, which is all of what it labels, in the dialect of news
            corpus = "worldwide" if d.doc.names_corpus == "silver" else d.doc.names_corpus
            names_corpus[i] = NAME_CORPORA.index(corpus) if corpus in NAME_CORPORA else len(NAME_CORPORA)
        if d.parts is not None:
            y["parts"][i, :n] = d.parts[a:b]
    out = {**(rows_of_words if by_word else rows_of_pieces)(windows, step), "names": names, "names_corpus": names_corpus, "web": web,
           "lengths": np.array([w.b - w.a for w in windows]), **y}
    return {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in out.items()}

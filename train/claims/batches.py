"""Texts as tensors: what each loss reads, prepared once a text."""
import numpy as np
import torch

from . import features

BEFORE = 60  # phrases before one that may be what it refers back to
FAR = (0, 1, 2, 3, 5, 9, 20)


class Text:
    """A Doc with its gold as arrays; kind says which losses it gives."""

    chained = False  # its chains give a loss, whatever is said of its kind

    def __init__(self, doc, lex, kind):
        self.doc, self.kind, self.n = doc, kind, doc.n
        self.votes = np.array(features.votes(doc, lex), np.int64).reshape(-1, 2)
        self.rules = np.array(features.rule_votes(doc), np.int64).reshape(-1, 2)
        self.sentence = doc.sentence
        getattr(self, kind)()

    def claims(self):
        d = self.doc
        gold = {h: (a, b, actor, k) for h, a, b, actor, k in d.mentions}
        self.phrases = np.array(d.phrases, np.int64)
        self.kinds = np.array([gold[i][3] if i in gold else 0 for i in d.phrases], np.int64)
        self.heads = np.array([h for h in gold if h in d.nominals], np.int64)
        self.first = np.array([gold[h][0] for h in self.heads], np.int64)
        self.last = np.array([gold[h][1] - 1 for h in self.heads], np.int64)
        self.open = np.array([i for i in range(d.n) if d.upos[i] in features.POS], np.int64)
        types = {t: ty for t, ty, *_ in d.events}
        self.open = np.array(sorted(set(self.open) | set(types)), np.int64)
        self.types = np.array([types.get(int(i), 0) for i in self.open], np.int64)
        self.triggers = np.array([t for t, *_ in d.events], np.int64)
        self.statuses = np.array([e[2] for e in d.events], np.int64)
        entity = {h: a for h, (_, _, a, _) in gold.items()}
        self.roles([(t, {0: {h for h in entity if entity[h] in A}, 1: {h for h in entity if entity[h] in R}}, (bool(A), bool(R)))
                    for t, _, _, A, R in d.events])
        self.chains({h: a for h, (_, _, a, _) in gold.items()})

    def events(self):
        """Of sentences in which events and their roles alone are marked."""
        d = self.doc
        types = {t: ty for t, ty, *_ in d.told}
        self.open = np.array(sorted({i for i in range(d.n) if d.upos[i] in features.POS} | set(types)), np.int64)
        self.types = np.array([types.get(int(i), 0) for i in self.open], np.int64)
        self.triggers = np.array([t for t, *_ in d.told], np.int64)
        self.roles([(t, has, known) for t, _, has, known in d.told])

    def roles(self, events):
        """events: (word, {role: words that have it}, whether anybody has the first two)."""
        d = self.doc
        t, c, f, e, right, none = [], [], [], [], [], []
        for k, (word, has, known) in enumerate(events):
            near = features.candidates(d, word) if self.kind != "propbank" else [x for x in d.phrases if d.sentence[x] == d.sentence[word] and x != word]
            for x in near:
                t.append(word), c.append(x), e.append(k)
                f.append(features.pair(d, word, x))
                right.append([x in has.get(r, ()) for r in range(5)])
            none.append([not known[r] if known is not None and r < 2 else known is None and r >= 2 and not has.get(r) for r in range(5)])
        self.pair_t, self.pair_c, self.pair_e = (np.array(v, np.int64) for v in (t, c, e))
        self.pair_f = np.array(f, np.int64).reshape(len(f), len(features.SIZES))
        self.pair_right = np.array(right, bool).reshape(len(right), 5)
        self.role_none = np.array(none, bool).reshape(len(none), 5)
        self.role_words = np.array([w for w, *_ in events], np.int64)

    def chains(self, entity, anaphors=None):
        """entity {word: chain}; anaphors: the words that give a loss, all phrases if None."""
        d, i, j, far, same, right, who, none = self.doc, [], [], [], [], [], [], []
        seen = set()
        for at, h in enumerate(d.phrases):
            e = entity.get(h)
            fresh = e is None or e not in seen
            seen.add(e)
            if anaphors is not None and h not in anaphors:
                continue
            k = len(who)
            rows = d.phrases[max(0, at - BEFORE):at]
            hits = [x for x in rows if e is not None and entity.get(x) == e]
            if not fresh and not hits:
                continue
            who.append(h), none.append(fresh)
            low = d.form[h].lower()
            for x in rows:
                s = d.sentence[h] - d.sentence[x]
                i.append(k), j.append(x), far.append(next((b for b, y in enumerate(FAR) if s <= y), len(FAR)))
                pron = (d.upos[h] == "PRON") * 2 + (d.upos[x] == "PRON")
                same.append(pron * 2 + (d.form[x].lower() == low))
                right.append(e is not None and entity.get(x) == e)
        self.chain_i, self.chain_j, self.chain_far, self.chain_same = (np.array(v, np.int64) for v in (i, j, far, same))
        self.chain_right, self.chain_who, self.chain_new = np.array(right, bool), np.array(who, np.int64), np.array(none, bool)

    def coref(self):
        self.chains({h: a for h, _, _, a, _ in self.doc.mentions})

    def gap(self):
        self.chains(*self.doc.gap)

    def propbank(self):
        self.roles([(p, {2 + k: {args[r]} for k, r in enumerate(("ARG0", "ARG1", "ARG2")) if args.get(r, -1) >= 0}, None) for p, _, args in self.doc.props])

    def plv(self):
        self.pairs = [p for p in self.doc.pairs if p[0]]

    def label(self):
        self.pairs = self.doc.pairs


def batch(texts, tap):
    """The tensors that the layers read: windows of words side by side."""
    lengths = [w for t in texts for w in t.doc.windows]
    most = max(lengths)
    x = np.zeros((len(lengths), most, texts[0].doc.vectors.shape[2]), np.float32)
    live = np.zeros((len(lengths), most), bool)
    votes, flat, r, at = [], [], 0, 0
    for t in texts:
        a = 0
        for w in t.doc.windows:
            x[r, :w] = t.doc.vectors[tap, a:a + w]
            live[r, :w] = True
            v = t.votes[(t.votes[:, 0] >= a) & (t.votes[:, 0] < a + w)]
            votes.append(np.stack([np.full(len(v), r), v[:, 0] - a, v[:, 1]], 1))
            flat.append(np.stack([v[:, 0] + at, v[:, 1]], 1))
            r, a = r + 1, a + w
        flat.append(t.rules + (at, 0))
        at += t.n
    return {"x": torch.from_numpy(x), "live": torch.from_numpy(live), "votes": torch.from_numpy(np.concatenate(votes)),
            "flat": torch.from_numpy(np.concatenate(flat))}

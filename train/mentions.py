"""Training of the resolver of mentions over the frozen network: python -m train.mentions --phrases DIR --vectors DIR --data DIR --out FILE.npz

--phrases holds what train/phrases wrote with the weights whose vectors the resolver will read, a file a corpus: ontogum-train, ontogum-dev,
claims-train, claims-dev, litbank, gap-train, gap-dev, and the names of --gold. --vectors holds what train/vectors wrote of the same texts, for their
words. A mention ranker: each noun phrase chooses among the phrases before it and nothing. Keeps the epoch that scores best
on the development parts; --out goes to train.claims.ship --mentions.
"""
import argparse
import os
import random

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from . import chains, corpora
from .claims import data as claims

WIDTH, PARTS = 32, 5   # as internal/stage/mention/resolver.go has them
PAIR, ALONE = 16, 8


class Text:
    """The phrases of one document, with gold chains by span or head."""

    def __init__(self, name, first, last, head, pronoun, alone, vectors, candidates, pairs, gold, heads, only=None):
        self.name, self.spans = name, list(zip(first.tolist(), last.tolist()))
        self.alone, self.x = torch.tensor(alone.astype(np.int64)), torch.tensor(vectors)
        by_span = {(a, b): c for a, b, c in gold}
        # a phrase with other ends than the gold's has its chain by the head
        chain = [by_span.get(s) or heads.get(h) for s, h in zip(self.spans, head.tolist())]
        most = max(map(len, candidates), default=0)
        n = len(chain)
        self.j, self.live = np.zeros((n, most), np.int64), np.zeros((n, most), bool)
        self.pair = np.zeros((n, most, PAIR), np.int64)
        right = np.zeros((n, most), bool)
        for i, (js, fs) in enumerate(zip(candidates, pairs)):
            self.j[i, :len(js)], self.live[i, :len(js)], self.pair[i, :len(js)] = js, True, fs
            right[i, :len(js)] = [chain[i] is not None and chain[j] == chain[i] for j in js]
        seen, none = set(), np.zeros(n, bool)
        for i, c in enumerate(chain):
            none[i] = c is None or c not in seen
            seen.add(c)
        self.j, self.live, self.pair = map(torch.tensor, (self.j, self.live, self.pair))
        self.right = torch.tensor(np.concatenate([none[:, None], right], 1))
        self.counted = self.right.any(1)
        self.chain, self.pronoun, self.fresh = chain, pronoun.astype(bool), none
        if only is not None:  # what the other phrases refer to is not known
            self.counted &= torch.tensor([h in only for h in head.tolist()])


def read(path, gold, heads, only=None):
    """The Texts of a file of phrases; gold {document: [(first, last, chain)]}, heads {document: {word: chain}}, only {document: words
    whose phrases give a loss}, all if it is None."""
    with open(path, "rb") as f:
        blob = f.read()
    at, out = 0, []

    def take(kind, n):
        nonlocal at
        a = np.frombuffer(blob, kind, n, at)
        at += a.nbytes
        return a

    while at < len(blob):
        name = take("u1", take("<u4", 1)[0]).tobytes().decode("utf8")
        n, cols = take("<u4", 2)
        rows, alone, vectors, candidates, pairs = [], [], [], [], []
        for _ in range(n):
            rows.append(take("<u4", 4))
            alone.append(take("<u2", ALONE))
            vectors.append(take("<f4", cols))
            c = take("<u4", 1)[0]
            table = take(np.dtype([("j", "<u4"), ("f", "<u2", (PAIR,))]), c)
            candidates.append(table["j"].astype(np.int64))
            pairs.append(table["f"].astype(np.int64))
        if n:
            rows = np.array(rows).astype(np.int64)
            out.append(Text(name, rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], np.array(alone), np.array(vectors),
                            candidates, pairs, gold.get(name, ()), heads.get(name, {}),
                            None if only is None else only.get(name, ())))
    return out


class Resolver(nn.Module):
    """Scores of nothing and of the candidates, [phrases, 1 + candidates]."""

    def __init__(self, size, pairs, alones, drop):
        super().__init__()
        self.sides = nn.Linear(size, PARTS * WIDTH)
        self.pair, self.pairs = nn.Embedding(pairs, WIDTH), nn.Embedding(pairs, 1)
        self.alone, self.alones = nn.Embedding(alones, WIDTH), nn.Embedding(alones, 1)
        self.out, self.none = nn.Linear(WIDTH, 1, bias=False), nn.Linear(WIDTH, 1)
        for e in (self.pair, self.pairs, self.alone, self.alones):
            nn.init.normal_(e.weight, std=0.05)
        self.drop, self.hide = nn.Dropout(drop), nn.Dropout(0.2)

    def forward(self, text):
        a, b, p, q, n = self.sides(self.drop(text.x)).split(WIDTH, 1)
        j = text.j
        hidden = F.relu(a[:, None] + b[j] + self.pair(text.pair).sum(2))
        scores = self.out(self.hide(hidden))[..., 0] + (p[:, None] * q[j]).sum(2) + self.pairs(text.pair).sum((2, 3))
        none = self.none(self.hide(F.relu(n + self.alone(text.alone).sum(1)))) + self.alones(text.alone).sum(1)
        return torch.cat([none, scores.masked_fill(~text.live, -1e4)], 1)


def resolve(net, text, shift=0.0):
    """Chains of spans of one text; shift is added to the score of nothing."""
    with torch.no_grad():
        scores = net(text)
    scores[:, 0] += shift
    best, number, out = scores.argmax(1).tolist(), {}, []
    for i, k in enumerate(best):
        if k:
            j = int(text.j[i, k - 1])
            if j not in number:
                number[j] = len(out)
                out.append({text.spans[j]})
            number[i] = number[j]
            out[number[i]].add(text.spans[i])
    return out


def score(net, texts, gold, shift=0.0):
    """CoNLL F1 in percent."""
    net.eval()
    got = {t.name: resolve(net, t, shift) for t in texts}
    net.train()
    names = sorted(gold)
    return chains.conll([chains.group(gold[k]) for k in names], [got.get(k, []) for k in names])


def gold_of(data, split):
    """Gold mentions and the chains of their heads, by document."""
    path = os.path.join(data, f"coref/ontogum-clean-{split}.conllu")
    docs = corpora.treebank(path, "gum")
    corpora.chains_of_treebank(path, docs)
    spans = corpora.mentions(path)
    heads = {}
    for d in docs:
        names = {}
        for a, b, c in sorted(spans[d.id], key=lambda m: (m[0], -m[1])):
            names.setdefault(c, len(names) + 1)
        back = {v: k for k, v in names.items()}
        heads[d.id] = {i: back[n] for i, (n, _) in enumerate(d.chains) if n}
    return spans, heads


def annotated(phrases, vectors, name, gold):
    """Texts of annotated stories: a phrase that no actor's mention has as its head gives no loss."""
    docs = claims.annotate(claims.load(os.path.join(vectors, name)), claims.stories(gold))
    heads = {d.ref: {h: ("actor", a) for h, _, _, a, _ in d.mentions} for d in docs}
    return read(os.path.join(phrases, name + ".bin"), {}, heads, heads)


def novels(phrases, vectors, data):
    docs = claims.load(os.path.join(vectors, "litbank"))
    claims.litbank(docs, os.path.join(data, "coref/litbank"))
    return read(os.path.join(phrases, "litbank.bin"), {}, {d.ref: {h: ("chain", a) for h, _, _, a, _ in d.mentions} for d in docs})


def ambiguous(phrases, vectors, data, split):
    """Texts of GAP: the pronoun alone gives a loss."""
    docs = claims.gap(claims.load(os.path.join(vectors, f"gap-{split}")), os.path.join(data, f"coref/gap-{split}.tsv.xz"))
    return [t for t in read(os.path.join(phrases, f"gap-{split}.bin"), {}, {d.ref: d.gap[0] for d in docs}, {d.ref: d.gap[1] for d in docs}) if t.counted.any()]


def right(net, texts):
    """Shares of phrases that give a loss whose choice is right: pronouns that refer back, others that do, first mentions."""
    net.eval()
    tally = np.zeros((3, 2))
    with torch.no_grad():
        for t in texts:
            best = net(t).argmax(1)
            for i in torch.nonzero(t.counted)[:, 0].tolist():
                k = 2 if t.fresh[i] else int(not t.pronoun[i])
                tally[k] += (bool(t.right[i, best[i]]), 1)
    net.train()
    return [round(100 * a / max(b, 1), 1) for a, b in tally]


def sizes(texts):
    """How many features there are: more than any number that occurs, as the program counts them."""
    return 1 + max(int(t.pair.max()) for t in texts), 1 + max(int(t.alone.max()) for t in texts)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("phrases", "vectors", "data", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--features", type=int, nargs=2, help="sizes of the two tables as the program prints them", required=True)
    p.add_argument("--gold", nargs="*", default=[], help="NAME=FILE: more annotated stories")
    p.add_argument("--gap", type=int, default=1, help="how often the texts of GAP are read in an epoch")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--drop", type=float, default=0.4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    (train_gold, train_heads), (dev_gold, dev_heads) = gold_of(args.data, "train"), gold_of(args.data, "dev")
    train = read(os.path.join(args.phrases, "ontogum-train.bin"), train_gold, train_heads)
    dev = read(os.path.join(args.phrases, "ontogum-dev.bin"), dev_gold, dev_heads)
    stories = lambda split: annotated(args.phrases, args.vectors, f"claims-{split}", os.path.join(args.data, f"claims/claims-{split}.jsonl.xz"))
    train += stories("train") * 2 + novels(args.phrases, args.vectors, args.data) + ambiguous(args.phrases, args.vectors, args.data, "train") * args.gap
    for g in args.gold:
        name, _, path = g.partition("=")
        train += annotated(args.phrases, args.vectors, name, path) * 2
    claims_dev, gap_dev = stories("dev"), ambiguous(args.phrases, args.vectors, args.data, "dev")
    net = Resolver(train[0].x.shape[1], *args.features, args.drop)
    opt = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    steps, step, best = args.epochs * len(train), 0, 0.0
    for epoch in range(args.epochs):
        rng.shuffle(train)
        total = 0.0
        for t in train:
            for g in opt.param_groups:
                g["lr"] = args.rate * min(1, (step + 1) / 100) * (1 - step / steps)
            s = net(t)
            loss = (s.logsumexp(1) - s.masked_fill(~t.right, -1e4).logsumexp(1))[t.counted].sum() / 100
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step()
            total, step = total + float(loss.detach()), step + 1
        shifts = {x: score(net, dev, dev_gold, x) for x in (-1.0, -0.5, 0.0, 0.5)}
        shift = max(shifts, key=lambda x: shifts[x]["CoNLL"])
        news, gap = right(net, claims_dev), right(net, gap_dev)
        print(epoch, round(total, 2), shift, shifts[shift], "claims", news, "gap", gap, flush=True)
        figure = shifts[shift]["CoNLL"] + news[0] / 2 + news[1] / 2 + news[2] / 4 + gap[0] / 4
        if figure > best:
            best = figure
            state = {k: v.detach().numpy().copy() for k, v in net.state_dict().items()}
            state["none.bias"] += shift
    net.load_state_dict({k: torch.tensor(v) for k, v in state.items()})
    print("kept", best)
    np.savez(args.out, **{k: v.detach().numpy() for k, v in net.state_dict().items()})


if __name__ == "__main__":
    main()

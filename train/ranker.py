"""Training of the ranker of actors' mentions: python -m train.ranker --phrases DIR --vectors DIR --data DATA --of MODEL --out FILE.bin [--gold NAME=FILE …]

    go run ./train/phrases --model MODEL --branch --out PHRASES/NAME.bin FILE    # a file a corpus, as train.mentions wants them
    go run ./train/vectors --model MODEL --layers 8 --out DIR/NAME FILE          # for the words of the same texts

A mention ranker like train.mentions, over the network as it is: each phrase chooses among the phrases before it and nothing. It reads more: the
vectors of the branch of claims, what the chain that it would join is known to be (size, names, kinds, gender, number, how lately it was
taken up, whether it speaks here), and pairs of lemmas. While it learns, the chains are more and more those that it would make itself.
internal/stage/mention/past.go counts the same features: a change there or here makes weights worthless.
"""
import argparse
import hashlib
import json
import os
import random
import struct

import numba
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from . import chains as score_chains, export, mentions, quant
from .claims import data as claims

PAIR, ALONE, META = 16, 8, 18                 # numbers of the dump
RANKED = 15                                    # templates of pairs that are read
FIRST, LAST, HEAD, PRONOUN, CLASS, NUMBER, GENDER, RELATION, SENTENCE, QUOTE, LEMMA, TEXT, NATION, LIST, KIND, SURE, SPEAKER, GOVERNOR = range(META)
GROUP = np.array([0, 0, 4, 1, 1, 2, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7])   # of each class
CHAIN = np.array([5 * 8, 2 * 8, 7 * 8, 4 * 8, 7 * 24, 8 * 8, 12 * 4, 9 * 8, 4 * 8, 2 * 8, 2 * 8, 6 * 8, 3 * 8])
CHAIN_BASE = np.concatenate([[0], np.cumsum(CHAIN)])
WIDE = (4096, 8192, 2048, 2048)
SIZES, SENTENCES, SUBJECTS, SINCE = np.array([1, 2, 4, 8]), np.array([0, 1, 2, 3, 5, 9]), np.array([0, 1, 2]), np.array([0, 1, 2, 4, 8])
SOMEBODY = 60                                  # of 255: from here on a phrase's kind counts for its chain


class Text:
    """The phrases of one document, with gold chains by span or head; only: words whose phrases give a loss, all if it is None."""

    def __init__(self, name, meta, alone, vectors, candidates, pairs, gold, heads, only):
        self.name, self.meta, self.alone, self.x = name, meta, alone, vectors
        spans = {(a, b): c for a, b, c in gold}
        chain = [spans.get((int(a), int(b))) or heads.get(int(h)) for a, b, h in meta[:, :3]]
        n, most = len(chain), max(1, max(map(len, candidates), default=0))
        self.j, self.live, self.pair = np.zeros((n, most), np.int32), np.zeros((n, most), bool), np.zeros((n, most, PAIR), np.int16)
        for i, (js, fs) in enumerate(zip(candidates, pairs)):
            self.j[i, :len(js)], self.live[i, :len(js)], self.pair[i, :len(js)] = js, True, fs
        number = {}
        self.chain = np.array([-1 if c is None else number.setdefault(c, len(number)) for c in chain])
        seen, self.fresh, self.link = {}, np.zeros(n, bool), -np.ones(n, np.int64)
        for i, c in enumerate(self.chain):
            self.fresh[i] = c < 0 or c not in seen
            if c >= 0:
                self.link[i], seen[c] = seen.get(c, -1), i
        right = (self.chain[:, None] >= 0) & (self.chain[self.j] == self.chain[:, None]) & self.live
        self.right = np.concatenate([self.fresh[:, None], right], 1)
        self.counted = self.right.any(1)
        if only is not None:
            self.counted &= np.array([int(h) in only for h in meta[:, HEAD]], bool)


def read(path, gold, heads, only=None):
    """The Texts of a file of phrases; the arguments are those of train.mentions.read."""
    with open(path, "rb") as f:
        blob = f.read()
    at, out = 0, []
    row = np.dtype([("j", "<u4"), ("f", "<u2", (PAIR,))])

    def take(kind, n):
        nonlocal at
        a = np.frombuffer(blob, kind, n, at)
        at += a.nbytes
        return a

    while at < len(blob):
        name = take("u1", take("<u4", 1)[0]).tobytes().decode("utf8")
        n, cols = take("<u4", 2)
        meta, alone, vectors, candidates, pairs = [], [], [], [], []
        for _ in range(n):
            meta.append(take("<u4", META))
            alone.append(take("<u2", ALONE))
            vectors.append(take("<f4", cols))
            table = take(row, take("<u4", 1)[0])
            candidates.append(table["j"])
            pairs.append(table["f"])
        if n:
            out.append(Text(name, np.array(meta).astype(np.int64), np.array(alone).astype(np.int64), np.array(vectors).astype(np.float16), candidates, pairs,
                            gold.get(name, ()), heads.get(name, {}), None if only is None else only.get(name, ())))
    return out


@numba.njit
def bucket(n, limits):
    for i in range(len(limits)):
        if n <= limits[i]:
            return i
    return len(limits)


@numba.njit
def more(a, b):
    return 1 if a > b else 2 if a < b else 0


@numba.njit
def of_chains(meta, j, live, link, group, base, out):
    """Sets out to the numbers of what is known of each candidate's chain, where phrase i was joined to link[i]."""
    n, most = j.shape
    chain, before = np.zeros(n, np.int64), -np.ones(n, np.int64)
    last, size, subjects, name, nation = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    kinds, people = np.zeros((n, 8), np.int64), np.zeros((n, 4), np.int64)   # people: male, female, one, many
    for i in range(n):
        g = group[meta[i, CLASS]]
        gender = meta[i, GENDER]
        sex = 1 if gender == 109 else 2 if gender == 102 else 3 if gender == 110 else 0
        for c in range(most):
            if not live[i, c]:
                continue
            b = j[i, c]
            t, f = chain[b], out[i, c]
            text, lemma, governor, speaks, m, steps = 0, 0, 0, 0, last[t], 0
            while m >= 0 and steps < 40:
                text |= meta[m, TEXT] == meta[i, TEXT]
                lemma |= meta[m, LEMMA] == meta[i, LEMMA]
                governor |= m != b and meta[m, SENTENCE] == meta[i, SENTENCE] and meta[m, GOVERNOR] == meta[i, GOVERNOR]
                speaks |= meta[i, QUOTE] > 0 and meta[i, SPEAKER] == m
                m, steps = before[m], steps + 1
            since = 0
            for k in range(i - 1, max(last[t], i - 40, -1), -1):
                since += last[chain[k]] == k and size[chain[k]] > 1
            kind = 0
            for k in range(1, 8):
                if kinds[t, k] > kinds[t, kind]:
                    kind = k
            same = 0
            if nation[t] != 0 and meta[i, NATION] != 0:
                same = 1 if nation[t] == meta[i, NATION] else 2
            f[0] = bucket(size[t], SIZES) * 8 + g
            f[1] = (last[t] == b) * 8 + g
            f[2] = bucket(meta[i, SENTENCE] - meta[last[t], SENTENCE], SENTENCES) * 8 + g
            f[3] = bucket(subjects[t], SUBJECTS) * 8 + g
            f[4] = name[t] * 24 + meta[i, CLASS]
            f[5] = kind * 8 + meta[i, KIND]
            f[6] = more(people[t, 0], people[t, 1]) * 4 + sex
            f[7] = (more(people[t, 2], people[t, 3]) * 3 + meta[i, NUMBER]) * 8 + g
            f[8] = (text * 2 + lemma) * 8 + g
            f[9] = governor * 8 + g
            f[10] = speaks * 8 + g
            f[11] = bucket(since, SINCE) * 8 + g
            f[12] = same * 8 + g
            for k in range(13):
                f[k] += base[k]
        t = i
        if link[i] >= 0:
            t = chain[link[i]]
            before[i] = last[t]
        chain[i], last[t], size[t] = t, i, size[t] + 1
        subjects[t] += meta[i, RELATION] <= 1
        if name[t] == 0 and 11 <= meta[i, CLASS] <= 16:
            name[t] = meta[i, CLASS] - 10
        if meta[i, SURE] > SOMEBODY:
            kinds[t, meta[i, KIND]] += 1
        if sex == 1 or sex == 2:
            people[t, sex - 1] += 1
        if meta[i, NUMBER] > 0:
            people[t, meta[i, NUMBER] + 1] += 1
        if meta[i, NATION] != 0:
            nation[t] = meta[i, NATION]


def mixed(a, b):
    """A number of 32 bits for two."""
    h = (a * 2654435761 + b * 40503 + 12345) & 0xffffffff
    h ^= h >> 15
    h = (h * 2246822519) & 0xffffffff
    return h ^ h >> 13


def of_words(meta, j):
    """The numbers of the pairs of words of phrases and their candidates."""
    a, b = meta[:, None], meta[j]
    u = lambda x: x.astype(np.uint64)
    values = [mixed(u(a[..., LEMMA]), u(100 + b[..., CLASS] * 1000 + b[..., LIST])), mixed(u(a[..., LEMMA]), u(b[..., LEMMA])),
              mixed(u(a[..., KIND] * 8 + b[..., KIND]), u(a[..., CLASS] * 24 + b[..., CLASS])), mixed(u(b[..., LEMMA]), u(7 * a[..., CLASS] + 1))]
    at, out = 0, []
    for v, n in zip(values, WIDE):
        out.append(at + (v % n).astype(np.int64) + np.zeros(j.shape, np.int64))
        at += n
    return np.stack(out, -1)


class Ranker(nn.Module):
    """Scores of nothing and of the candidates, [phrases, 1 + candidates]."""

    def __init__(self, inputs, pairs, alones, size, drop):
        super().__init__()
        self.size, self.pairs_of_words = size, pairs - 1024  # those of two heads have tables of their own
        self.sides = nn.Linear(inputs, 5 * size)
        rows = self.pairs_of_words + int(CHAIN_BASE[-1])
        self.pair, self.pairs = nn.Embedding(rows, size), nn.Embedding(rows, 1)
        self.alone, self.alones = nn.Embedding(alones, size), nn.Embedding(alones, 1)
        self.out, self.none = nn.Linear(size, 1, bias=False), nn.Linear(size, 1)
        for e in (self.pair, self.pairs, self.alone, self.alones):
            nn.init.normal_(e.weight, std=0.05)
        self.wide = nn.Embedding(sum(WIDE), 1)
        nn.init.zeros_(self.wide.weight)
        self.drop, self.hide = nn.Dropout(drop), nn.Dropout(0.2)

    def forward(self, text):
        live = torch.from_numpy(text.live)
        at = torch.nonzero(live, as_tuple=True)
        j = torch.from_numpy(text.j).long()[at]
        chain = np.zeros((*text.j.shape, len(CHAIN)), np.int64)
        of_chains(text.meta, text.j, text.live, text.link, GROUP, CHAIN_BASE, chain)
        ids = torch.cat([torch.from_numpy(text.pair).long()[at][:, :RANKED], torch.from_numpy(chain)[at] + self.pairs_of_words], 1)
        bag = lambda table, i: F.embedding_bag(i, table.weight, mode="sum")
        a, b, p, q, n = self.sides(self.drop(torch.from_numpy(text.x).float())).split(self.size, 1)
        hidden = a[at[0]] + b[j] + p[at[0]] * q[j] + bag(self.pair, ids)
        scores = bag(self.pairs, ids)[:, 0] + bag(self.wide, torch.from_numpy(of_words(text.meta, text.j))[at])[:, 0] + self.out(self.hide(F.relu(hidden)))[:, 0]
        alone = torch.from_numpy(text.alone)
        none = self.none(self.hide(F.relu(n + bag(self.alone, alone)))) + bag(self.alones, alone)
        return torch.cat([none, torch.full(live.shape, -1e4).index_put(at, scores)], 1)


def chosen(scores, text):
    """The phrase that each refers back to by the scores, -1 for none."""
    best = scores.argmax(1).numpy()
    return best, np.where(best > 0, text.j[np.arange(len(best)), np.maximum(best - 1, 0)], -1).astype(np.int64)


def evaluate(net, texts):
    """Shares of choices that are right: of pronouns, of others that refer back, of first mentions; and CoNLL F1 of the annotated phrases."""
    net.eval()
    tally, gold, got = np.zeros((3, 2)), [], []
    with torch.no_grad():
        for t in texts:
            t.link = -np.ones(len(t.j), np.int64)
            for _ in range(4):  # the program goes once through the text; here the chains of one pass are those of the next
                best, link = chosen(net(t), t)
                same = (link == t.link).all()
                t.link = link
                if same:
                    break
            for i in np.nonzero(t.counted)[0]:
                tally[2 if t.fresh[i] else int(not t.meta[i, PRONOUN])] += (bool(t.right[i, best[i]]), 1)
            mine, theirs = {}, {}
            of = np.arange(len(t.link))
            for i, k in enumerate(t.link):
                of[i] = of[k] if k >= 0 else i
                if t.chain[i] >= 0:
                    theirs.setdefault(t.chain[i], set()).add(i)
                    mine.setdefault(of[i], set()).add(i)
            gold.append([c for c in theirs.values() if len(c) > 1])
            got.append([c for c in mine.values() if len(c) > 1])
    net.train()
    return [round(float(100 * a / max(b, 1)), 1) for a, b in tally], float(score_chains.conll(gold, got)["CoNLL"])


def write(path, net, of, about):
    """The weights file, as train/FORMAT.md describes it."""
    data, entries = bytearray(), []

    def add(name, array, **rest):
        data.extend(bytes(-len(data) % export.ALIGN))
        entries.append({"name": name, "type": str(array.dtype), "shape": list(array.shape), "offset": len(data), **rest})
        data.extend(np.ascontiguousarray(array).tobytes())

    def eight(name, matrix):
        q, scale = quant.rows(matrix.detach())
        add(name, q.numpy(), scale=name + ".scale")
        add(name + ".scale", scale.numpy().astype("<f4"))

    flat = lambda x: x.detach().numpy().reshape(-1).astype("<f4")
    eight("sides.weight", net.sides.weight)
    add("sides.bias", flat(net.sides.bias))
    eight("pair", net.pair.weight)
    add("pairs", flat(net.pairs.weight))
    add("out", flat(net.out.weight))
    eight("wide", net.wide.weight.reshape(-1, 64))
    eight("alone", net.alone.weight)
    add("alones", flat(net.alones.weight))
    add("none", np.concatenate([flat(net.none.weight), flat(net.none.bias)]))
    head = {"model": "ranker", "config": {"of": of, "size": net.size, "input": net.sides.in_features}, "labels": {}, "vocab": [], "tensors": entries,
            "sha256": hashlib.sha256(data).hexdigest(), "about": about}
    text = json.dumps(head, separators=(",", ":")).encode()
    head = b"ROWT" + struct.pack("<II", 1, len(text)) + text
    with open(path, "wb") as f:
        f.write(head + bytes(-len(head) % export.ALIGN) + bytes(data))


def corpora(args):
    """(training texts, those that it is chosen on)."""
    path = lambda name: os.path.join(args.phrases, name + ".bin")

    def stories(name, gold):
        docs = claims.annotate(claims.load(os.path.join(args.vectors, name)), claims.stories(gold))
        heads = {d.ref: {h: ("actor", a) for h, _, _, a, _ in d.mentions} for d in docs}
        return read(path(name), {}, heads, heads)

    docs = claims.gap(claims.load(os.path.join(args.vectors, "gap-train")), os.path.join(args.data, "coref/gap-train.tsv.xz"))
    gap = read(path("gap-train"), {}, {d.ref: d.gap[0] for d in docs}, {d.ref: d.gap[1] for d in docs})
    gold, heads = mentions.gold_of(args.data, "train")
    onto = read(path("ontogum-train"), gold, heads)
    docs = claims.load(os.path.join(args.vectors, "litbank"))
    claims.litbank(docs, os.path.join(args.data, "coref/litbank"))
    novels = read(path("litbank"), {}, {d.ref: {h: ("chain", a) for h, _, _, a, _ in d.mentions} for d in docs})
    news = stories("claims-train", os.path.join(args.data, "claims/claims-train.jsonl.xz"))
    for g in args.gold:
        news += stories(*g.split("=", 1))
    random.Random(5).shuffle(news)
    return news[args.held:] * 2 + [t for t in gap if t.counted.any()] + onto + novels, news[:args.held]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("phrases", "vectors", "data", "of", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--features", type=int, nargs=2, help="sizes of the two tables as train/phrases --count prints them", required=True)
    p.add_argument("--gold", nargs="*", default=[], help="NAME=FILE: more annotated stories")
    p.add_argument("--held", type=int, default=80, help="annotated stories that it is not taught with, to see how well it does")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--size", type=int, default=48)
    p.add_argument("--drop", type=float, default=0.4)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = random.Random(args.seed)
    train, held = corpora(args)
    net = Ranker(train[0].x.shape[1], *args.features, args.size, args.drop)
    opt = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    steps, step = args.epochs * len(train), 0
    for epoch in range(args.epochs):
        rng.shuffle(train)
        total = 0.0
        for t in train:
            for g in opt.param_groups:
                g["lr"] = args.rate * min(1, (step + 1) / 100) * (1 - step / steps)
            s = net(t)
            loss = (s.logsumexp(1) - s.masked_fill(~torch.from_numpy(t.right), -1e4).logsumexp(1))[torch.from_numpy(t.counted)].sum() / 100
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step()
            if rng.random() < 0.7 * min(1, 2 * step / steps):  # the chains that it would have made itself
                t.link = chosen(s.detach(), t)[1]
            total, step = total + float(loss.detach()), step + 1
        print(epoch, round(total, 1), "held", *evaluate(net, held), flush=True)
    write(args.out, net, args.of, {"training": {k: v for k, v in vars(args).items() if k in ("epochs", "rate", "size", "drop", "seed", "held")}})


if __name__ == "__main__":
    main()

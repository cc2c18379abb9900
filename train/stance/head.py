"""The head that reads how somebody stands to a word of a sentence.

    go run ./train/stance --rows DIR --sides DATA/sides-train.jsonl.xz --sides DATA/sides-dev.jsonl.xz train/stance/own/*.txt
    go run ./train/vectors --model accurate --layers 10 --out DIR/sides DIR/sides.rows && go run ./train/vectors --model accurate --layers 10 --out DIR/stance DIR/stance.rows
    python -m train.stance.head --vectors DIR --out models/weights/en/stance.bin

It looks at the shared encoder's words behind its tenth layer where the tree says that they matter: the word itself, the
word that governs it, the root above it, and all. One hidden layer; the word's relation is added to it. Sentences in which
somebody is for or against another teach it too.
"""
import argparse
import hashlib
import json
import os
import struct
import time

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from .. import export, quant

SIZE, WORD_HIDDEN = 384, 64
STANCES = ("none", "for", "against", "open", "conditional", "undecided")
RELATIONS = ("other", "nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "compound", "amod", "acl", "advcl", "ccomp", "xcomp", "csubj", "root", "flat", "parataxis", "nsubj:pass", "nmod:poss")


def relation(rel):
    return RELATIONS.index(rel) if rel in RELATIONS else max(0, RELATIONS.index(rel.split(":")[0]) if rel.split(":")[0] in RELATIONS else 0)


def above(heads, i):
    """Word i and the words that govern it, at most 40."""
    out = []
    while i >= 0 and len(out) < 40 and i not in out:
        out.append(i)
        i = heads[i]
    return out


def top(heads, span):
    """The first word of a span whose head lies outside it."""
    return next((i for i in span if heads[i] not in span), span[0])


def word(v, row, i):
    h = row["head"]
    up = above(h, i)
    return np.concatenate([v[i], v[h[i]] if h[i] >= 0 else np.zeros(SIZE, np.float32), v[up[-1]], v.mean(0)]), relation(row["rel"][i])


class Words(nn.Module):
    def __init__(self, drop=0.4):
        super().__init__()
        self.into, self.out = nn.Linear(4 * SIZE, WORD_HIDDEN), nn.Linear(WORD_HIDDEN, len(STANCES))
        self.rel = nn.Embedding(len(RELATIONS), WORD_HIDDEN)
        self.drop, self.hide = nn.Dropout(drop), nn.Dropout(0.3)
        nn.init.normal_(self.rel.weight, std=0.1)

    def forward(self, x, r):
        return self.out(self.hide(F.relu(self.into(self.drop(x)) + self.rel(r))))


def texts(folder, name):
    data = np.memmap(os.path.join(folder, name + ".f16"), np.float16, "r").reshape(-1, SIZE)
    at = 0
    metas = [json.loads(l) for l in open(os.path.join(folder, name + ".meta.jsonl"), encoding="utf8")]
    for meta, line in zip(metas, open(os.path.join(folder, name + ".jsonl"), encoding="utf8")):
        row = json.loads(line)
        assert row["ref"] == meta["ref"]
        n = len(row["start"])
        yield meta, row, np.asarray(data[at:at + n], np.float32)
        at += n
    assert at == len(data)


def inside(row, span):
    return [i for i, (s, e) in enumerate(zip(row["start"], row["end"])) if s < span[1] and e > span[0]]


def macro(gold, got, n):
    f = []
    for c in range(n):
        hit, total = ((gold == c) & (got == c)).sum(), (gold == c).sum() + (got == c).sum()
        f.append(float(200 * hit / total) if total else 0.0)
    return round(sum(f) / n, 2), [round(v, 1) for v in f]


def fit_words(data, epochs, seed):
    torch.manual_seed(seed)
    x, r, y = data["train"]
    sx, sr, sy = data["sides"]
    net = Words()
    opt = torch.optim.AdamW(net.parameters(), 1e-3, weight_decay=0.05)
    freq = torch.bincount(y, minlength=6).float()
    weight = (freq.sum() / freq / 6) ** 0.5
    more = torch.bincount(sy, minlength=6).float()[:3]
    side_weight = torch.cat(((more.sum() / more / 3) ** 0.5, torch.zeros(3)))
    best = (0, None)
    for epoch in range(epochs):
        for _ in range(20):
            k, j = torch.randint(len(y), (96,)), torch.randint(len(sy), (64,))
            loss = F.cross_entropy(net(x[k].float(), r[k]), y[k], weight, label_smoothing=0.05)
            loss = loss + 0.3 * F.cross_entropy(net(sx[j].float(), sr[j]), sy[j], side_weight)
            opt.zero_grad()
            loss.backward()
            opt.step()
        net.eval()
        with torch.no_grad():
            got = macro(data["held"][2], net(data["held"][0].float(), data["held"][1]).argmax(-1), 6)
        net.train()
        if epoch % 3 == 2:
            print(epoch, "stance held", got, flush=True)
        if got[0] > best[0]:
            best = (got[0], {k: v.clone() for k, v in net.state_dict().items()})
    net.load_state_dict(best[1])
    return net, best[0]


def stack(rows):
    if not rows:
        return None
    return torch.from_numpy(np.stack([v for v, _, _ in rows]).astype(np.float16)), torch.tensor([r for _, r, _ in rows]), torch.tensor([y for _, _, y in rows])


def read(folder):
    """Features of words: of the sentences on questions, and of those in which somebody is for or against another."""
    words = {"train": [], "held": [], "sides": []}
    for meta, row, v in texts(folder, "sides"):
        p, q = inside(row, meta["p"]), inside(row, meta["q"])
        if not p or not q or meta["ref"].startswith("dev") or int(meta["ref"][5:]) % 10 == 9:
            continue
        if (meta["class"] or len(words["sides"]) % 3 == 0):
            words["sides"].append((*word(v, row, top(row["head"], q)), {1: 1, 3: 2}.get(meta["class"], 0)))
            words["sides"].append((*word(v, row, top(row["head"], p)), {2: 1, 4: 2}.get(meta["class"], 0)))
    for meta, row, v in texts(folder, "stance"):
        for span in meta["anchors"]:
            for i in inside(row, span)[:1]:
                words["held" if meta["held"] else "train"].append((*word(v, row, i), STANCES.index(meta["stance"])))
    return {k: stack(v) for k, v in words.items()}


def write(path, words, about):
    """The weights file, as train/FORMAT.md describes it."""
    data, entries = bytearray(), []

    def add(name, array, **more):
        data.extend(bytes(-len(data) % export.ALIGN))
        kind = {"int8": "int8", "float32": "float32"}[str(array.dtype)]
        entries.append({"name": name, "type": kind, "shape": list(array.shape), "offset": len(data), **more})
        data.extend(np.ascontiguousarray(array).tobytes())

    def linear(name, layer):  # the blocks of what is put together stand below each other: each reads a vector of a word
        out, wide = layer.weight.shape
        q, scale = quant.rows(layer.weight.detach().reshape(out, wide // SIZE, SIZE).transpose(0, 1).reshape(-1, SIZE))
        add(name + ".weight", q.numpy(), scale=name + ".weight.scale")
        add(name + ".weight.scale", scale.numpy().astype("<f4"))
        add(name + ".bias", np.zeros(len(q), "<f4"))
        add(name + ".own", layer.bias.detach().numpy().astype("<f4"))

    linear("word.in", words.into)
    for name, value in (("word.out", words.out.weight), ("word.out.bias", words.out.bias), ("word.rel", words.rel.weight)):
        add(name, value.detach().numpy().astype("<f4"))
    head = {"model": "stance", "config": {"of": "accurate", "layer": 10, "size": SIZE, "word": WORD_HIDDEN},
            "labels": {"relations": list(RELATIONS), "stances": list(STANCES)}, "vocab": [], "tensors": entries, "sha256": hashlib.sha256(data).hexdigest(), "about": about}
    text = json.dumps(head, separators=(",", ":")).encode()
    head = b"ROWT" + struct.pack("<II", 1, len(text)) + text
    with open(path, "wb") as f:
        f.write(head + bytes(-len(head) % export.ALIGN) + bytes(data))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--vectors", required=True)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    torch.set_num_threads(1)
    began = time.time()
    words = read(a.vectors)
    print({k: len(v[2]) for k, v in words.items()}, round(time.time() - began), flush=True)
    head, stance = fit_words(words, 12, a.seed)
    print("held", stance)
    write(a.out, head, {"training": {"seed": a.seed}})


if __name__ == "__main__":
    main()

"""Training of the network of claims over the frozen encoder: python -m train.claims.fit --vectors DIR --data DIR --weights FILE.rowt --out FILE.pt

--vectors holds what train/vectors wrote of the corpora; --gold names more annotated stories (JSON Lines as tool.py makes them) with
their vectors. Every corpus gives the losses that it has labels for.
"""
import argparse
import json
import lzma
import os
import pickle
import random
import shutil
import time

import numpy as np
import torch
import torch.nn.functional as F

from .. import restore
from . import batches, data, features, net as networks

T = torch.from_numpy
# shares of the steps, and words of a batch
SHARES = {"claims": 0.40, "propbank": 0.24, "coref": 0.14, "plv": 0.08, "gap": 0.06, "label": 0.05, "events": 0.05}
WORDS = 1600
SENTENCES = os.path.join(os.path.dirname(__file__), "gold", "sentences.txt")


def rank(scores, event, right, none_score, none_right, count):
    """Mean loss of choosing for each of count events among its pairs and nobody; one none of whose right answers is there gives none."""
    top = torch.full((count,), networks.NONE).scatter_reduce(0, event, scores.detach(), "amax").maximum(none_score.detach())
    e = (scores - top[event]).exp()
    total = torch.zeros(count).index_add(0, event, e) + (none_score - top).exp()
    good = torch.zeros(count).index_add(0, event, e * right) + (none_score - top).exp() * none_right
    known = torch.zeros(count).index_add(0, event, right.float()) + none_right.float() > 0
    return (total.log() - good.clamp_min(1e-20).log())[known].sum(), int(known.sum())


def losses(net, texts, tap, chained=("claims", "coref", "gap"), hidden=0.0, half=True):
    """{name: (sum, count)} of a batch of texts of one kind; chained: kinds whose chains give a loss; hidden: share of the words whose vector is
    not shown, so that the layers read a word by its neighbours too."""
    b = batches.batch(texts, tap)
    if hidden:
        b["x"] = b["x"] * (torch.rand(b["x"].shape[:2]) >= hidden)[..., None]
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        x = net.words(b)
    kind = texts[0].kind
    out, at = {}, 0

    def add(name, value, n):
        if n:
            s, c = out.get(name, (0.0, 0))
            out[name] = (s + value, c + n)

    types = net.types(x, b["flat"]) if kind in ("claims", "plv", "label", "events") else None
    for t in texts:
        y = x[at:at + t.n]
        if kind == "claims":
            d = net.drop(y)
            add("kind", F.cross_entropy(net.kind(d[T(t.phrases)]), T(t.kinds), reduction="sum"), len(t.kinds))
            if len(t.heads):
                first, last = net.ends(y, T(t.heads), T(t.sentence))
                R = networks.REACH
                for scores, gold in ((first, t.first), (last, t.last)):
                    off = T(gold - t.heads + R)
                    ok = (off >= 0) & (off <= 2 * R)
                    ok &= scores.gather(1, off.clamp(0, 2 * R)[:, None])[:, 0] > networks.NONE / 2
                    if ok.any():
                        add("ends", F.cross_entropy(scores[ok], off[ok], reduction="sum"), int(ok.sum()))
        if kind in ("claims", "events"):
            add("type", F.cross_entropy(types[at:at + t.n][T(t.open)], T(t.types), reduction="sum"), max(len(t.triggers), 1) * 4)
            if kind == "claims" and len(t.triggers):
                add("status", F.cross_entropy(net.status(d[T(t.triggers)]), T(t.statuses), reduction="sum"), len(t.triggers))
        if kind in ("claims", "propbank", "events") and len(t.role_words):
            which = [2, 3, 4] if kind == "propbank" else [0, 1]
            s, n = net.pairs(y, T(t.pair_t), T(t.pair_c), T(t.pair_f), which), net.pairs.nobody(y, T(t.role_words), which)
            for k, r in enumerate(which):
                add("args" if kind == "propbank" else "roles", *rank(s[:, k], T(t.pair_e), T(t.pair_right[:, r]), n[:, k], T(t.role_none[:, r]), len(t.role_words)))
        if (kind in chained or t.chained) and len(t.chain_who):
            s, n = net.antecedents(y, T(t.chain_who)[T(t.chain_i)], T(t.chain_j), T(t.chain_far), T(t.chain_same))
            add("chain" if kind != "gap" else "gap", *rank(s, T(t.chain_i), T(t.chain_right), n[T(t.chain_who)], T(t.chain_new), len(t.chain_who)))
        if kind in ("plv", "label"):
            lp = F.log_softmax(types[at:at + t.n], 1)
            for wanted, source, target in t.pairs:
                p = lp[:, wanted].logsumexp(1)
                never = torch.log1p(-p.exp().clamp(max=0.999)).sum().exp()  # that no word tells of it
                add(kind, -torch.log((1 - never).clamp_min(1e-6)), 1)
                if kind == "plv":
                    word = int(p.argmax())
                    near = features.candidates(t.doc, word)
                    for r, who in ((0, source), (1, target)):
                        if who in near:
                            f = torch.tensor([features.pair(t.doc, word, c) for c in near])
                            s = net.pairs(y, torch.full((len(near),), word), torch.tensor(near), f)[:, r]
                            n = net.pairs.nobody(y, torch.tensor([word]))[:, r]
                            add("plv roles", F.cross_entropy(torch.cat([s, n])[None], torch.tensor([near.index(who)])), 1)
        at += t.n
    return out


WEIGHTS = {"kind": 1.0, "ends": 0.5, "type": 1.5, "status": 0.4, "roles": 1.5, "args": 1.0, "chain": 1.0, "gap": 1.0, "plv": 0.4, "plv roles": 0.4, "label": 0.2}


class Sampler:
    """Batches of texts of one kind, about WORDS words each, each kind shuffled anew when it ends."""

    def __init__(self, texts, seed):
        self.rng, self.texts, self.left = random.Random(seed), texts, {k: [] for k in texts}

    def next(self, shares):
        kinds = [k for k in self.texts if self.texts[k]]
        kind = self.rng.choices(kinds, [shares[k] for k in kinds])[0]
        out, words = [], 0
        while words < WORDS:
            if not self.left[kind]:
                self.left[kind] = self.rng.sample(self.texts[kind], len(self.texts[kind]))
            t = self.left[kind].pop()
            out.append(t)
            words += t.n
        return out


def corpora(args, lex):
    """{kind: Texts} of all corpora but the claims; they are prepared once and kept beside the vectors."""
    kept = os.path.join(args.vectors, "texts.pickle")
    if os.path.exists(kept):
        with open(kept, "rb") as f:
            return pickle.load(f)
    v = lambda name: data.load(os.path.join(args.vectors, name))
    texts = {}
    docs = v("ewt-train")
    data.propbank(docs, os.path.join(args.data, "srl/propbank_ewt-train.jsonl.xz"))
    texts["propbank"] = [batches.Text(d, lex, "propbank") for d in docs if d.props]
    docs = v("ontogum-train")
    print("ontogum", data.ontogum(docs, os.path.join(args.data, "coref/ontogum-clean-train.conllu")), flush=True)
    more = v("litbank")
    print("litbank", data.litbank(more, os.path.join(args.data, "coref/litbank")), flush=True)
    texts["coref"] = [batches.Text(d, lex, "coref") for d in docs + more if d.mentions]
    texts["gap"] = [batches.Text(d, lex, "gap") for d in data.gap(v("gap-train"), os.path.join(args.data, "coref/gap-train.tsv.xz"))]
    texts["plv"] = [batches.Text(d, lex, "plv") for d in data.plv(v("plv-train"), os.path.join(args.data, "events/plv-train.tsv.xz"))]
    texts["label"] = []
    if os.path.exists(os.path.join(args.vectors, "ngec.jsonl")):
        docs = v("ngec")
        import csv
        rows = list(csv.DictReader(lzma.open(os.path.join(args.data, "events/ngec-synthetic.csv.xz"), "rt")))
        for d in docs:
            kind = rows[int(d.ref)]["label"].upper()
            d.pairs = [([data.TYPE[kind]], -1, -1)] if kind in data.TYPE else []
        texts["label"] = [batches.Text(d, lex, "label") for d in docs if d.pairs]
    with open(kept, "wb") as f:
        pickle.dump(texts, f)
    return texts


def written(args, lex):
    """Texts of sentences with their events marked, as train/vectors read them: those written for the project, and such as were drawn from news."""
    out = []
    for name, path in [("sentences", SENTENCES)] + [tuple(m.split("=")) for m in args.marked]:
        docs = data.told(data.load(os.path.join(args.vectors, name)), path)
        out += [batches.Text(d, lex, "events") for d in data.rules(docs, os.path.join(args.vectors, name + ".records"))]
    return out


def annotated(args, lex, names):
    """Texts of annotated stories; names: (file of vectors, gold). The program's records of them lie beside the vectors."""
    out = []
    for name, path in names:
        docs = data.annotate(data.load(os.path.join(args.vectors, name)), data.stories(path))
        out += [batches.Text(d, lex, "claims") for d in data.rules(docs, os.path.join(args.vectors, name + ".records"))]
    return out


def evaluate(net, texts, tap):
    """Figures on annotated texts, each layer with gold for the layers below it."""
    net.eval()
    tally = {}

    def count(name, right, given, gold):
        a = tally.setdefault(name, [0, 0, 0])
        a[0] += right
        a[1] += given
        a[2] += gold

    with torch.no_grad():
        for t in texts:
            b = batches.batch([t], tap)
            y = net.words(b)
            k = net.kind(y[T(t.phrases)]).argmax(1).numpy()
            count("mention heads", int(((k > 0) & (t.kinds > 0)).sum()), int((k > 0).sum()), len(t.doc.mentions))
            count("kinds", int((k == t.kinds)[t.kinds > 0].sum()), int((t.kinds > 0).sum()), int((t.kinds > 0).sum()))
            if len(t.heads):
                f, l = net.ends(y, T(t.heads), T(t.sentence))
                ok = (f.argmax(1).numpy() + t.heads - networks.REACH == t.first) & (l.argmax(1).numpy() + t.heads - networks.REACH == t.last)
                count("ends", int(ok.sum()), len(ok), len(ok))
            ty = net.types(y, b["flat"])[T(t.open)].argmax(1).numpy()
            count("triggers", int(((ty > 0) & (t.types > 0)).sum()), int((ty > 0).sum()), int((t.types > 0).sum()))
            count("types", int(((ty == t.types) & (ty > 0)).sum()), int((ty > 0).sum()), int((t.types > 0).sum()))
            if len(t.triggers):
                st = net.status(y[T(t.triggers)]).argmax(1).numpy()
                count("status", int((st == t.statuses).sum()), len(st), len(st))
                s, n = net.pairs(y, T(t.pair_t), T(t.pair_c), T(t.pair_f)), net.pairs.nobody(y, T(t.role_words))
                both = np.ones(len(t.triggers), bool)
                for r, name in ((0, "actor"), (1, "recipient")):
                    for e in range(len(t.triggers)):
                        rows = np.flatnonzero(t.pair_e == e)
                        sc = torch.cat([n[e:e + 1, r], s[T(rows), r]])
                        i = int(sc.argmax())
                        good = bool(t.role_none[e, r]) if i == 0 else bool(t.pair_right[rows[i - 1], r])
                        both[e] &= good
                        count(name, good, 1, 1)
                count("both roles", int(both.sum()), len(both), len(both))
            s, n = net.antecedents(y, T(t.chain_who)[T(t.chain_i)], T(t.chain_j), T(t.chain_far), T(t.chain_same))
            for e in range(len(t.chain_who)):
                rows = np.flatnonzero(t.chain_i == e)
                sc = torch.cat([n[t.chain_who[e]][None], s[T(rows)]])
                i = int(sc.argmax())
                pron = t.doc.upos[t.chain_who[e]] == "PRON"
                good = t.chain_new[e] if i == 0 else t.chain_right[rows[i - 1]]
                if not t.chain_new[e]:
                    count("antecedents of " + ("pronouns" if pron else "others"), bool(good), 1, 1)
                elif not pron:
                    count("first mentions", bool(good), 1, 1)
    net.train()
    return {k: round(200 * r / (g + w), 1) if g + w else 0.0 for k, (r, g, w) in tally.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("vectors", "data", "weights", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--base")
    p.add_argument("--triggers", default="data/triggers.tsv")
    p.add_argument("--gold", nargs="*", default=[], help="NAME=FILE: vectors and gold of more stories")
    p.add_argument("--marked", nargs="*", default=[], help="NAME=FILE: vectors and marks of more sentences, as train.claims.texts writes them")
    p.add_argument("--start", help="checkpoint to go on from")
    p.add_argument("--warm", type=int, default=100)
    p.add_argument("--settle", type=int, default=0, help="first steps in which the layers stand still: after train.claims.restore some heads are as new, and would unsettle them")
    p.add_argument("--heads", action="store_true", help="move the heads of types of events alone, by annotated stories alone: what else reads the layers stays as it is")
    p.add_argument("--repeat", type=int, default=1, help="how often the corpora's own claims are read for once of --gold: they are coded by the eyes that score")
    p.add_argument("--taps", type=int, nargs="+", default=[8, 10, 12], help="layers that --vectors holds")
    p.add_argument("--tap", type=int, default=1, help="place among them of the one that is read")
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--steps", type=int, default=1500)
    p.add_argument("--every", type=int, default=250, help="steps between scores")
    p.add_argument("--late", type=float, default=0.5, help="share of the steps after which claims are read more often")
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--drop", type=float, default=0.25)
    p.add_argument("--hidden", type=float, default=0.0, help="share of the words of a batch whose vector is not shown")
    p.add_argument("--whole", action="store_true", help="count in 32 bits: faster on processors without matrix units for 16")
    p.add_argument("--chained", nargs="*", default=["claims", "coref", "gap"], help="corpora whose chains give a loss: without claims, the resolver is trained on stories whose chains the layers have not learned by heart")
    p.add_argument("--chained-gold", nargs="*", default=[], help="names of --gold whose chains give a loss all the same: train the resolver on the others")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    lex = features.lexicon(args.triggers)
    texts = {} if args.heads else corpora(args, lex)
    claims = lambda split: (f"claims-{split}", os.path.join(args.data, f"claims/claims-{split}.jsonl.xz"))
    texts["claims"] = annotated(args, lex, [claims("train")]) * args.repeat + annotated(args, lex, [tuple(g.split("=")) for g in args.gold if g.split("=")[0] not in args.chained_gold])
    for g in args.gold:
        if g.split("=")[0] in args.chained_gold:
            for t in annotated(args, lex, [tuple(g.split("="))]):
                t.chained = True
                texts["claims"].append(t)
    texts["events"] = written(args, lex)
    dev = annotated(args, lex, [claims("dev")])
    print({k: (len(v), sum(t.n for t in v)) for k, v in texts.items()}, flush=True)
    blob = open(args.weights, "rb").read()
    joint = restore.network(blob, open(args.base, "rb").read() if args.base else None)
    net = networks.begin(networks.Claims(layers=args.layers, ffn=joint.encoder.config["ffn"], drop=args.drop), joint, args.taps[args.tap])
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=False)["model"])
    if args.heads:
        for k, q in net.named_parameters():
            q.requires_grad_(k.split(".")[0] in ("type_in", "event_type", "type_vote"))
    slow = [q for k, q in net.named_parameters() if k.startswith("layers.")]
    fast = [q for k, q in net.named_parameters() if not k.startswith("layers.")]
    opt = torch.optim.AdamW([{"params": slow, "peak": args.rate, "weight_decay": 0.01}, {"params": fast, "peak": args.head_rate, "weight_decay": 0.02}], betas=(0.9, 0.98))
    sampler, sums, began = Sampler(texts, args.seed), {}, time.time()
    late = dict(SHARES, claims=1.4, events=0.24)
    for step in range(args.steps):
        since = step - args.settle if step >= args.settle else step  # the warm-up is run twice
        share = min((since + 1) / args.warm, max(0.0, (args.steps - step) / (args.steps - args.warm)))
        for g in opt.param_groups:
            g["lr"] = g["peak"] * share * (step >= args.settle or g is not opt.param_groups[0])
        got = losses(net, sampler.next(SHARES if step < args.late * args.steps else late), args.tap, args.chained, args.hidden, not args.whole)
        loss = sum(WEIGHTS[k] * s / n for k, (s, n) in got.items())
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        opt.step()
        for k, (s, n) in got.items():
            a = sums.setdefault(k, [0.0, 0])
            a[0] += float(s.detach())
            a[1] += n
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            print(step + 1, round(time.time() - began), {k: round(s / n, 3) for k, (s, n) in sums.items()}, json.dumps(evaluate(net, dev, args.tap)), flush=True)
            sums = {}
            torch.save({"model": net.state_dict(), "sizes": net.sizes, "tap": args.taps[args.tap], "step": step + 1, "args": vars(args)}, args.out + ".new")
            os.replace(args.out + ".new", args.out)
            shutil.copy(args.out, f"{args.out}.{step + 1}")  # the mean of the last ones is better than each


if __name__ == "__main__":
    main()

"""Training of the joint network: python -m train.joint --data DIR --encoder FILE.jar --out DIR

Writes DIR/last.pt every few minutes (--resume goes on from it), DIR/final.pt at the end and DIR/log.jsonl.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch

from . import checkpoint, corpora, encoder, labels, model, score, swap, windows


def parameters(net, encoder_rate, head_rate):
    """Two rates; no decay on norms, biases and tables. The table of pieces stays as it was: few of its rows occur."""
    groups = {}
    for name, p in net.named_parameters():
        if name == "encoder.word.weight":
            p.requires_grad_(False)
            continue
        fresh = not name.startswith("encoder.") or "shape" in name or "gap" in name
        decay = 0.01 if p.dim() == 2 and "trans" not in name and "shape" not in name and "gap" not in name else 0.0
        if name.startswith("dialect"):
            decay = 0.1  # a dialect holds only what the corpora do not share
        groups.setdefault((head_rate if fresh else encoder_rate, decay), []).append(p)
    return [{"params": ps, "lr": lr, "peak": lr, "weight_decay": d} for (lr, d), ps in groups.items()]


def rate(step, steps, warm):
    """Share of the peak rate: a line up, then a line down to nothing."""
    return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))


def save(path, net, opt, sampler, step, args):
    torch.save({"model": net.state_dict(), "optimizer": opt.state_dict() if opt else None, "step": step,
                "sampler": sampler.state(), "random": torch.get_rng_state(), "labels": net.labels,
                "encoder": net.encoder.config, "args": vars(args)}, path + ".new")
    os.replace(path + ".new", path)


def options(doc, steps):
    """The flags of every training."""
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--steps", type=int, default=steps)
    p.add_argument("--warm", type=int, default=300)
    p.add_argument("--pieces", type=int, default=1150, help="rows of a batch, padding and all")
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--save-minutes", type=float, default=8)
    p.add_argument("--score-minutes", type=float, default=15)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--stop", type=int, help="stop after this many steps, for a trial")
    return p


class Run:
    """One training: the network, what moves it, and where it stands."""

    def __init__(self, net, train, dev, args):
        self.net, self.dev, self.args, self.step, self.began = net, dev, args, 0, time.time()
        self.opt = torch.optim.AdamW(parameters(net, args.encoder_rate, args.head_rate), betas=(0.9, 0.98), fused=True)
        self.sampler = windows.Sampler(train, args.seed, args.pieces, net.encoder.by_word)
        self.last = os.path.join(args.out, "last.pt")
        self.log = open(os.path.join(args.out, "log.jsonl"), "a", encoding="utf8")
        self.sums, self.seen = {}, 0
        if args.resume:
            self.resume()

    def resume(self):
        was = torch.load(self.last, weights_only=False)
        self.net.load_state_dict(was["model"])
        self.opt.load_state_dict(was["optimizer"])
        self.sampler.restore(was["sampler"])
        torch.set_rng_state(was["random"])
        self.step = was["step"]

    def say(self, **row):
        line = json.dumps({"step": self.step, "minutes": round((time.time() - self.began) / 60, 2), **row})
        print(line, flush=True)
        self.log.write(line + "\n")
        self.log.flush()

    def one(self):
        """One step."""
        for g in self.opt.param_groups:
            g["lr"] = g["peak"] * rate(self.step, self.args.steps, self.args.warm)
        batch = windows.collate(self.sampler.next(), by_word=self.net.encoder.by_word)
        words = int(batch["lengths"].sum())
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = self.net.losses(batch)
        total = sum(model.WEIGHTS[k] * v for k, (v, _) in parts.items()) / words
        self.opt.zero_grad(set_to_none=True)
        total.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for p in self.net.parameters() if p.requires_grad], 3.0)
        if torch.isfinite(norm):
            self.opt.step()
        else:
            self.say(skipped=float(norm))
        self.step, self.seen = self.step + 1, self.seen + words
        for k, (v, n) in parts.items():
            a = self.sums.setdefault(k, [0.0, 0])
            a[0], a[1] = a[0] + float(v.detach()), a[1] + n

    def score(self):
        self.net.eval()
        self.say(dev=score.sample(self.net, self.dev))
        self.net.train()

    def all(self):
        """Steps to the end, with a line every fifty, a checkpoint and a score every few minutes."""
        saved = scored = shown = time.time()
        self.net.train()
        while self.step < self.args.steps and self.step != self.args.stop:
            self.one()
            if self.step % 50 == 0:
                self.say(loss={k: round(a / max(1, n), 4) for k, (a, n) in sorted(self.sums.items())},
                         words_a_second=round(self.seen / (time.time() - shown)))
                self.sums, self.seen, shown = {}, 0, time.time()
            if time.time() - saved > 60 * self.args.save_minutes:
                save(self.last, self.net, self.opt, self.sampler, self.step, self.args)
                saved = time.time()
            if time.time() - scored > 60 * self.args.score_minutes:
                self.score()
                scored = shown = time.time()
        save(self.last, self.net, self.opt, self.sampler, self.step, self.args)
        if self.step == self.args.steps:
            save(os.path.join(self.args.out, "final.pt"), self.net, None, self.sampler, self.step, self.args)
        self.score()


def begin(args):
    """Seeds and folders."""
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    np.random.seed(args.seed)


def main():
    p = options(__doc__, 6000)
    p.add_argument("--start", help="checkpoint whose network is trained on, in place of the encoder as it came")
    args = p.parse_args()
    begin(args)
    train, dev = corpora.load(args.data, "train"), corpora.load(args.data, "dev")
    swap.add(train, args.data, args.seed)
    if args.start:
        net = checkpoint.settle(checkpoint.load(args.start)[0])
    else:
        net = model.Joint(encoder.load(args.encoder), labels.collect(train["ewt"] + train["gum"]))
    sets = net.labels
    cut = labels.cutter(encoder.tokenizer(args.encoder))
    train, dev = ({k: [labels.Arrays(d, sets, cut) for d in ds] for k, ds in c.items()} for c in (train, dev))
    run = Run(net, train, dev, args)
    run.say(words={k: sum(d.n for d in v) for k, v in train.items()}, labels={k: len(v) for k, v in sets.items()}, steps=args.steps)
    run.all()


if __name__ == "__main__":
    main()

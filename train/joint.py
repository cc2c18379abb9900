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

from . import corpora, encoder, labels, model, score, windows


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


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--steps", type=int, default=6000)
    p.add_argument("--warm", type=int, default=300)
    p.add_argument("--pieces", type=int, default=1150, help="of a batch, padding and all")
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--save-minutes", type=float, default=8)
    p.add_argument("--score-minutes", type=float, default=15)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--stop", type=int, help="stop after this many steps, for a trial")
    return p.parse_args()


def main():
    args = arguments()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    np.random.seed(args.seed)
    began = time.time()
    train, dev = corpora.load(args.data, "train"), corpora.load(args.data, "dev")
    sets = labels.collect(train["ewt"] + train["gum"])
    cut = labels.cutter(encoder.tokenizer(args.encoder))
    arrays = {k: [labels.Arrays(d, sets, cut) for d in ds] for k, ds in train.items()}
    dev = {k: [labels.Arrays(d, sets, cut) for d in ds] for k, ds in dev.items()}
    net = model.Joint(encoder.load(args.encoder), sets)
    opt = torch.optim.AdamW(parameters(net, args.encoder_rate, args.head_rate), betas=(0.9, 0.98), fused=True)
    sampler, step = windows.Sampler(arrays, args.seed, args.pieces), 0
    last = os.path.join(args.out, "last.pt")
    if args.resume:
        was = torch.load(last, weights_only=False)
        net.load_state_dict(was["model"])
        opt.load_state_dict(was["optimizer"])
        sampler.restore(was["sampler"])
        torch.set_rng_state(was["random"])
        step = was["step"]
    log = open(os.path.join(args.out, "log.jsonl"), "a", encoding="utf8")

    def say(**row):
        line = json.dumps({"step": step, "minutes": round((time.time() - began) / 60, 2), **row})
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    say(words={k: sum(d.n for d in v) for k, v in arrays.items()}, labels={k: len(v) for k, v in sets.items()},
        pieces=args.pieces, steps=args.steps)
    saved = scored = shown = time.time()
    sums, seen = {}, 0
    net.train()
    while step < args.steps and step != args.stop:
        for g in opt.param_groups:
            g["lr"] = g["peak"] * rate(step, args.steps, args.warm)
        batch = windows.collate(sampler.next())
        words = int(batch["lengths"].sum())
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = net.losses(batch)
        total = sum(model.WEIGHTS[k] * v for k, (v, _) in parts.items()) / words
        opt.zero_grad(set_to_none=True)
        total.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 3.0)
        if torch.isfinite(norm):
            opt.step()
        else:
            say(skipped=float(norm))
        step, seen = step + 1, seen + words
        for k, (v, n) in parts.items():
            a = sums.setdefault(k, [0.0, 0])
            a[0], a[1] = a[0] + float(v.detach()), a[1] + n
        if step % 50 == 0:
            now = time.time()
            say(loss={k: round(a / max(1, n), 4) for k, (a, n) in sorted(sums.items())}, norm=round(float(norm), 2),
                words_a_second=round(seen / (now - shown)))
            sums, seen, shown = {}, 0, now
        if time.time() - saved > 60 * args.save_minutes:
            save(last, net, opt, sampler, step, args)
            saved = time.time()
        if time.time() - scored > 60 * args.score_minutes:
            net.eval()
            say(dev=score.sample(net, dev))
            net.train()
            scored = shown = time.time()
    save(last, net, opt, sampler, step, args)
    if step == args.steps:
        save(os.path.join(args.out, "final.pt"), net, None, sampler, step, args)
    net.eval()
    say(dev=score.sample(net, dev))


if __name__ == "__main__":
    main()

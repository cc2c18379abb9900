"""The mean of networks that were trained on from each other: python -m train.average --checkpoints A.pt B.pt --shares 0.5 0.5 --out FILE.pt

Rounds of training that begin where another ended err in part in different places; the mean of their weights errs less than
each (Wortsman et al. 2022, Model soups). A network without a guideline of the web has no share in that.
"""
import argparse

import torch

from . import checkpoint
from .corpora import NAME_CORPORA


@torch.no_grad()
def mean(nets, shares):
    """The first network with the mean of all weights; shares are one a network, of whatever sum."""
    web = f"dialect.{NAME_CORPORA.index('uner')}.weight"
    states = [checkpoint.settle(n).state_dict() for n in nets]
    knows = [float(s[web].abs().sum()) > 0 for s in states]
    out = {}
    for key, value in states[0].items():
        late = key.startswith(("genre.", "dialect."))
        parts = [(share, s[key]) for share, s, k in zip(shares, states, knows) if k or not late or not any(knows)]
        total = sum(share for share, _ in parts)
        out[key] = sum(share / total * x for share, x in parts) if value.is_floating_point() else value
    nets[0].load_state_dict(out)
    return nets[0]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoints", nargs="+", required=True)
    p.add_argument("--shares", nargs="+", type=float, required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    if len(args.shares) != len(args.checkpoints):
        p.error("as many shares as checkpoints are needed")
    loaded = [checkpoint.load(path) for path in args.checkpoints]
    kept = {**loaded[-1][1], "optimizer": None}
    kept["model"] = mean([net for net, _ in loaded], args.shares).state_dict()
    torch.save(kept, args.out)


if __name__ == "__main__":
    main()

"""Figures of a checkpoint on the development splits: python -m train.evaluate_dev --data DIR --checkpoint FILE --encoder FILE.jar

--int8 simulates the program's arithmetic.
"""
import argparse
import json
import time

import torch

from . import checkpoint, corpora, encoder, labels, quant, score


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--int8", action="store_true")
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    net, _ = checkpoint.load(args.checkpoint)
    cut = labels.cutter(encoder.tokenizer(args.encoder))
    dev = {k: [labels.Arrays(d, net.labels, cut) for d in ds] for k, ds in corpora.load(args.data, "dev").items()}
    began = time.time()
    checkpoint.settle(net)
    res = score.full(quant.simulate(net) if args.int8 else net, dev)
    print(json.dumps({**res, "seconds": round(time.time() - began)}, indent=1))


if __name__ == "__main__":
    main()

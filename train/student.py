"""Training of the fast network: python -m train.student --teacher FILE.pt --silver FILE.conllu --data DIR --encoder FILE.jar --out DIR

It has the first layers of the accurate network with the stronger part of their inner columns, reads a row a word in
place of a row a piece, and learns from people's labels and from the teacher's: --silver is what the teacher says of
texts without labels (readout parse --model accurate). Writes what train.joint writes.
"""
import torch

from . import checkpoint, corpora, encoder, labels, model
from .joint import Run, begin, options


@torch.no_grad()
def narrow(layer, wide, keep):
    """Gives layer, whose inner side is narrower, the keep columns of wide that move its output most."""
    for name in ("qkv", "out", "attn_norm", "ffn_norm"):
        getattr(layer, name).load_state_dict(getattr(wide, name).state_dict())
    weight = wide.up.weight.norm(dim=1) * wide.down.weight.norm(dim=0)
    best = weight.topk(keep).indices.sort().values
    layer.up.weight.copy_(wide.up.weight[best])
    layer.up.bias.copy_(wide.up.bias[best])
    layer.down.weight.copy_(wide.down.weight[:, best])
    layer.down.bias.copy_(wide.down.bias)


def make(teacher, layers, ffn):
    """A student of an accurate network, whose heads it takes as they are."""
    big = teacher.encoder
    sizes = checkpoint.sizes({**big.config, "layers": layers, "ffn": ffn, "rows": "word"})
    net = model.Joint(encoder.Encoder(**sizes), teacher.labels)
    heads = {k: v for k, v in teacher.state_dict().items() if not k.startswith("encoder.")}
    net.load_state_dict(heads, strict=False)
    for name in ("word", "position", "shape", "gap", "norm"):
        getattr(net.encoder, name).load_state_dict(getattr(big, name).state_dict())
    for mine, theirs in zip(net.encoder.layers, big.layers):
        narrow(mine, theirs, ffn)
    return net


def arguments():
    p = options(__doc__, 6000)
    p.add_argument("--teacher", required=True)
    p.add_argument("--silver", nargs="+", default=[])
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--ffn", type=int, default=1024)
    p.set_defaults(pieces=1600, encoder_rate=3e-4)
    return p.parse_args()


def main():
    args = arguments()
    begin(args)
    teacher, _ = checkpoint.load(args.teacher)
    net = make(checkpoint.settle(teacher), args.layers, args.ffn)
    cut = labels.cutter(encoder.tokenizer(args.encoder))
    train, dev = corpora.load(args.data, "train"), corpora.load(args.data, "dev")
    if args.silver:
        train["silver"] = [d for path in args.silver for d in corpora.silver(path)]
    train, dev = ({k: [labels.Arrays(d, net.labels, cut) for d in ds] for k, ds in c.items()} for c in (train, dev))
    run = Run(net, train, dev, args)
    run.say(words={k: sum(d.n for d in v) for k, v in train.items()}, steps=args.steps)
    run.all()


if __name__ == "__main__":
    main()

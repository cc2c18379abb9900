"""Training of the fast network: python -m train.student --start FILE.pt --silver FILE.conllu --data DIR --encoder FILE.jar --out DIR

It has some layers of the accurate network, or of an earlier fast one, with the stronger part of their inner columns, reads a
row a word in place of a row a piece, and learns from people's labels and from those of the accurate network: --silver is what
that says of texts without labels (readout parse --model accurate). Writes what train.joint writes.
"""
import torch

from . import checkpoint, corpora, encoder, labels, model, swap
from .joint import Run, begin, options


def strongest(weight, keep):
    """The places of the keep greatest numbers, in order."""
    return weight.topk(keep).indices.sort().values


@torch.no_grad()
def narrow(layer, wide, keep):
    """Gives layer, whose inner side may be narrower, the keep columns of wide that move its output most."""
    for name in ("qkv", "out", "attn_norm", "ffn_norm"):
        getattr(layer, name).load_state_dict(getattr(wide, name).state_dict())
    best = strongest(wide.up.weight.norm(dim=1) * wide.down.weight.norm(dim=0), keep)
    layer.up.weight.copy_(wide.up.weight[best])
    layer.up.bias.copy_(wide.up.bias[best])
    layer.down.weight.copy_(wide.down.weight[:, best])
    layer.down.bias.copy_(wide.down.bias)


@torch.no_grad()
def narrow_pairs(pair, wide):
    """Gives the scorer of relations, whose sides may be narrower, the numbers of wide's that count most."""
    n, size, keep = wide.n, wide.size, pair.size
    weight = wide.weight.weight.view(n, size, size)  # label, number of the head, number of the dependent
    head = strongest(wide.head.weight.norm(dim=1) * weight.square().sum((0, 2)).sqrt(), keep)
    dep = strongest(wide.dep.weight.norm(dim=1) * weight.square().sum((0, 1)).sqrt(), keep)
    for mine, theirs, best in ((pair.head, wide.head, head), (pair.dep, wide.dep, dep)):
        mine.weight.copy_(theirs.weight[best])
        mine.bias.copy_(theirs.bias[best])
    pair.root.copy_(wide.root[head])
    pair.weight.weight.copy_(weight[:, head][:, :, dep].reshape(n * keep, keep))
    pair.head_bias.weight.copy_(wide.head_bias.weight[:, head])
    pair.head_bias.bias.copy_(wide.head_bias.bias)
    pair.dep_bias.weight.copy_(wide.dep_bias.weight[:, dep])


def make(big, layers, ffn, rel):
    """A student that has the layers of a network whose numbers are given, and its heads."""
    sizes = checkpoint.sizes({**big.encoder.config, "layers": len(layers), "ffn": ffn, "rows": "word"})
    net = model.Joint(encoder.Encoder(**sizes), big.labels, rel=rel)
    heads = {k: v for k, v in big.state_dict().items() if not k.startswith(("encoder.", "rel."))}
    net.load_state_dict(heads, strict=False)
    narrow_pairs(net.rel, big.rel)
    for name in ("word", "position", "shape", "gap", "norm"):
        getattr(net.encoder, name).load_state_dict(getattr(big.encoder, name).state_dict())
    for mine, number in zip(net.encoder.layers, layers):
        narrow(mine, big.encoder.layers[number], ffn)
    return net


def arguments():
    p = options(__doc__, 6000)
    p.add_argument("--start", required=True, help="checkpoint of the accurate network, or of an earlier fast one")
    p.add_argument("--silver", nargs="+", default=[])
    p.add_argument("--layers", type=int, nargs="+", default=[0, 1, 2, 3], help="which of its layers, from 0")
    p.add_argument("--ffn", type=int, default=640, help="inner columns of a layer")
    p.add_argument("--rel", type=int, default=64, help="columns of a word in the scorer of relations")
    p.set_defaults(pieces=1600, encoder_rate=3e-4)
    return p.parse_args()


def main():
    args = arguments()
    begin(args)
    net = make(checkpoint.settle(checkpoint.load(args.start)[0]), args.layers, args.ffn, args.rel)
    cut = labels.cutter(encoder.tokenizer(args.encoder))
    train, dev = corpora.load(args.data, "train"), corpora.load(args.data, "dev")
    swap.add(train, args.data, args.seed)
    if args.silver:
        train["silver"] = [d for path in args.silver for d in corpora.silver(path)]
    train, dev = ({k: [labels.Arrays(d, net.labels, cut) for d in ds] for k, ds in c.items()} for c in (train, dev))
    run = Run(net, train, dev, args)
    run.say(words={k: sum(d.n for d in v) for k, v in train.items()}, steps=args.steps)
    run.all()


if __name__ == "__main__":
    main()

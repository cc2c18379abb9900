"""Networks out of checkpoints."""
import torch

from . import encoder, model
from .corpora import NAME_CORPORA


def load(path):
    """The network in evaluation mode, and the checkpoint's other content."""
    kept = torch.load(path, weights_only=False, map_location="cpu")
    net = model.Joint(encoder.Encoder(**sizes(kept["encoder"])), kept["labels"], rel=len(kept["model"]["rel.root"]))
    lacks, _ = net.load_state_dict(kept["model"], strict=False)
    if any(not k.startswith(("chain.", "genre.")) for k in lacks):  # a head that came later is as new
        raise ValueError(f"{path}: no weights for {lacks[:5]}")
    return net.eval(), kept


def sizes(config):
    """An encoder's configuration as its arguments."""
    return {("eps" if k == "ln_eps" else k): v for k, v in config.items()}


@torch.no_grad()
def settle(net):
    """Puts the dialect of news into the head of names, for good; that of the web is left as what it has beside it, the
    others are given up."""
    news, web = (net.dialect[NAME_CORPORA.index(k)] for k in ("worldwide", "uner"))
    for part in ("weight", "bias"):
        head, n, w = (getattr(layer, part) for layer in (net.ner, news, web))
        head += n
        w -= n
    for d in net.dialect:
        if d is not web:
            d.weight.zero_()
            d.bias.zero_()
    return net

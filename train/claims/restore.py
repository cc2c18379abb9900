"""A checkpoint of the heads of claims out of a weights file: python -m train.claims.restore --weights FILE.rowt --out FILE.pt

As a start for more training of them. What eight bits lost stays lost, and PropBank's roles, which the file does not hold, are as new.
"""
import argparse

import torch

from .. import export
from .. import restore as joint
from . import features
from . import net as networks


def network(blob):
    """The float network of the heads of claims of a weights file, and where it reads."""
    have = {k.removeprefix("claims."): torch.from_numpy(v) for k, v in joint.tensors(blob).items() if k.startswith("claims.")}
    config = export.header(blob)["config"]
    net = networks.Claims(hidden=config["hidden"], layers=config["claims"]["layers"], heads=config["heads"], ffn=config["ffn"], eps=config["ln_eps"])
    with torch.no_grad():
        for i, layer in enumerate(net.layers):
            fill(layer, have, f"layer.{i}.")
        for name, part in (("kind", net.kind), ("status", net.status), ("edges", net.edges), ("type_in", net.type_in), ("type", net.event_type),
                           ("back", net.back), ("front", net.front)):
            copy(part, have, name)
        w, pairs = 2 * networks.WIDTH, net.pairs
        roles = have["out"].shape[0]
        rows = list(range(roles * w)) + list(range(pairs.roles * w, pairs.roles * w + networks.WIDTH))
        pairs.event.weight[rows], pairs.event.bias[rows] = have["event.weight"], have["event.bias"]
        pairs.phrase.weight[:roles * w], pairs.phrase.bias[:roles * w] = have["phrase.weight"], have["phrase.bias"]
        pairs.direct.weight[:, :roles], pairs.feature.weight[:], pairs.out[:roles] = have["pairs"], have["pair"], have["out"]
        pairs.none.weight[:roles], pairs.none.bias[:roles] = have["none"][:, :-1], have["none"][:, -1]
        net.vote.weight[:], net.type_vote.weight[:features.RULES], net.type_vote.weight[features.RULES:] = have["vote"], have["type_vote"], have["rule_vote"]
    return net, config["claims"]["tap"]


def copy(linear, have, name):
    linear.weight[:], linear.bias[:] = have[name + ".weight"], have[name + ".bias"]


def fill(layer, have, prefix):
    """Puts a layer's tensors in, as ship.layer names them."""
    for name in ("weight", "bias"):
        getattr(layer.qkv, name)[:] = torch.cat([have[f"{prefix}attn.{which}.{name}"] for which in "qkv"])
    for name, part in (("attn.out", layer.out), ("ffn.up", layer.up), ("ffn.down", layer.down), ("attn.norm", layer.attn_norm), ("ffn.norm", layer.ffn_norm)):
        copy(part, have, prefix + name)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    with open(args.weights, "rb") as f:
        net, tap = network(f.read())
    torch.save({"model": net.state_dict(), "sizes": net.sizes, "tap": tap, "step": 0, "args": {}}, args.out)


if __name__ == "__main__":
    main()

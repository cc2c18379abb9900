"""Puts the network of claims into a weights file: python -m train.claims.ship --weights FILE.rowt --claims FILE.pt [--mentions FILE.npz] [--tree] --out FILE.rowt

All that the file has stays as it is, but for the heads of claims and their resolver of mentions, which the new ones replace.
"""
import argparse
import hashlib
import json
import struct

import numpy as np
import torch

from .. import export, quant
from . import features
from . import net as networks


def layer(prefix, it, hidden):
    """[(name, tensor, whether it goes to eight bits)] of a layer of the encoder's kind."""
    out = []
    linears = [("attn." + which, it.qkv.weight[k * hidden:(k + 1) * hidden], it.qkv.bias[k * hidden:(k + 1) * hidden]) for k, which in enumerate("qkv")]
    linears += [(n, l.weight, l.bias) for n, l in (("attn.out", it.out), ("ffn.up", it.up), ("ffn.down", it.down))]
    for name, weight, bias in linears:
        out += [(f"{prefix}{name}.weight", weight, True), (f"{prefix}{name}.bias", bias, False)]
    for name, norm in (("attn.norm", it.attn_norm), ("ffn.norm", it.ffn_norm)):
        out += [(f"{prefix}{name}.weight", norm.weight, False), (f"{prefix}{name}.bias", norm.bias, False)]
    return out


def parts(net):
    """[(name, float array, whether it goes to eight bits)] of a network of claims."""
    out = []

    def linear(name, weight, bias):
        out.append((f"claims.{name}.weight", weight, True))
        out.append((f"claims.{name}.bias", bias, False))

    h = net.sizes["hidden"]
    for i, it in enumerate(net.layers):
        out += layer(f"claims.layer.{i}.", it, h)
    for name, it in (("kind", net.kind), ("status", net.status), ("edges", net.edges), ("type_in", net.type_in), ("type", net.event_type),
                        ("back", net.back), ("front", net.front)):
        linear(name, it.weight, it.bias)
    w, roles = 2 * networks.WIDTH, 2  # the program has no use for PropBank's roles
    keep = list(range(roles * w)) + list(range(net.pairs.roles * w, net.pairs.roles * w + networks.WIDTH))
    linear("event", net.pairs.event.weight[keep], net.pairs.event.bias[keep])
    linear("phrase", net.pairs.phrase.weight[:roles * w], net.pairs.phrase.bias[:roles * w])
    for name, value in (("vote", net.vote.weight), ("type_vote", net.type_vote.weight[:features.RULES]), ("rule_vote", net.type_vote.weight[features.RULES:]), ("pairs", net.pairs.direct.weight[:, :roles]),
                        ("out", net.pairs.out[:roles]), ("none", torch.cat([net.pairs.none.weight[:roles], net.pairs.none.bias[:roles, None]], 1))):
        out.append(("claims." + name, value, False))
    out.append(("claims.pair", net.pairs.feature.weight, True))  # by far the largest of the tables
    return [(k, v.detach().float().numpy(), eight) for k, v, eight in out]


POSITIONS = 256  # rows of the longest window that the program reads; the encoder that training began from has twice as many


def put(blob, tensors, config, base=None, alone=False):
    """The weights file with tensors beside its own, or in place of all whose names begin alike (alone: of the same name), and config; base is
    the file that has the tables which it shares, as that file is now."""
    begin = 12 + struct.unpack("<I", blob[8:12])[0]
    begin += -begin % export.ALIGN
    head, data, entries = export.header(blob), bytearray(), []

    def add(entry, raw):
        data.extend(bytes(-len(data) % export.ALIGN))
        entries.append({**entry, "offset": len(data)})
        data.extend(raw)

    group = (lambda name: name) if alone else (lambda name: name.split(".")[0])
    new = {group(k) for name, *_ in tensors for k in (name, name + ".scale")}
    size = {"int8": 1, "float32": 4}
    for e in head["tensors"]:
        if group(e["name"]) not in new:
            at = begin + e["offset"]
            if e["name"] == "enc.position":
                e = {**e, "shape": [min(POSITIONS, e["shape"][0]), e["shape"][1]]}
                config = {**config, "positions": e["shape"][0]}
            add({k: v for k, v in e.items() if k != "offset"}, blob[at:at + size[e["type"]] * int(np.prod(e["shape"]))])
    for name, value, eight in tensors:
        if eight:
            q, scale = quant.rows(torch.tensor(value))
            add({"name": name, "type": "int8", "shape": list(value.shape), "scale": name + ".scale"}, q.numpy().tobytes())
            add({"name": name + ".scale", "type": "float32", "shape": [len(scale)]}, scale.numpy().astype("<f4").tobytes())
        else:
            add({"name": name, "type": "float32", "shape": list(value.shape)}, np.ascontiguousarray(value.astype("<f4")).tobytes())
    head = {**head, "tensors": entries, "config": {**head["config"], **config}, "sha256": hashlib.sha256(data).hexdigest()}
    if base:
        head["base"] = {k: export.header(base)[k] for k in ("model", "sha256")}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf8")
    start = b"ROWT" + struct.pack("<II", 1, len(text)) + text
    return start + bytes(-len(start) % export.ALIGN) + bytes(data)


def eighth(blob, name):
    """Whether a table of a weights file is in eight bits."""
    return any(t["name"] == name and t["type"] == "int8" for t in export.header(blob)["tensors"])


def table(blob, name):
    """A table of 32-bit numbers of a weights file."""
    begin = 12 + struct.unpack("<I", blob[8:12])[0]
    begin += -begin % export.ALIGN
    e = next(t for t in export.header(blob)["tensors"] if t["name"] == name and t["type"] == "float32")
    return np.frombuffer(blob, "<f4", int(np.prod(e["shape"])), begin + e["offset"]).reshape(e["shape"])


def load(path):
    """The network of a checkpoint of fit.py, and the checkpoint."""
    kept = torch.load(path, weights_only=False)
    net = networks.Claims(**kept["sizes"])
    net.load_state_dict(kept["model"])
    return net.eval(), kept


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--claims", help="checkpoint; without it what the file has goes into fewer bytes: its largest table into 8 bits")
    p.add_argument("--mentions")
    p.add_argument("--tree", action="store_true", help="the resolver reads what the heads of trees say of a word beside what these heads say: --mentions was trained so, or its phrases are yet to be written")
    p.add_argument("--base", help="the weights file whose tables --weights shares")
    args = p.parse_args()
    base = open(args.base, "rb").read() if args.base else None
    if not args.claims:
        with open(args.weights, "rb") as f:
            blob = f.read()
        tensors = [("claims." + k, *v) for k, *v in (export.resolver(args.mentions) if args.mentions else ())]
        if not eighth(blob, "claims.pair"):
            tensors.append(("claims.pair", table(blob, "claims.pair"), True))
        sizes = {**export.header(blob)["config"]["claims"], "tree": args.tree}
        blob = put(blob, tensors, {"claims": sizes}, base, alone=True)
        with open(args.out, "wb") as f:
            f.write(blob)
        print(f"{args.out}: {len(blob):,} bytes")
        return
    net, kept = load(args.claims)
    tensors = parts(net) + [("claims." + k, *v) for k, *v in (export.resolver(args.mentions) if args.mentions else ())]
    with open(args.weights, "rb") as f:
        blob = put(f.read(), tensors, {"claims": {"layers": kept["sizes"]["layers"], "tap": kept["tap"], "tree": args.tree}}, base)
    with open(args.out, "wb") as f:
        f.write(blob)
    print(f"{args.out}: {len(blob):,} bytes")


if __name__ == "__main__":
    main()

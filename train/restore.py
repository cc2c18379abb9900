"""A checkpoint out of a weights file: python -m train.restore --weights FILE.rowt --out FILE.pt

What eight bits lost stays lost; as a start for more training it is as good as the checkpoint that the file was made of.
"""
import argparse

import numpy as np
import torch

from . import checkpoint, encoder, export, model


def tensors(blob):
    """{name: float32 array} of a weights file, with the scales multiplied in."""
    import struct
    begin = 12 + struct.unpack("<I", blob[8:12])[0]
    begin += -begin % export.ALIGN
    entries = {e["name"]: e for e in export.header(blob)["tensors"]}

    def read(e):
        kind = np.dtype(np.int8 if e["type"] == "int8" else "<f4")
        n = int(np.prod(e["shape"]))
        return np.frombuffer(blob, kind, n, begin + e["offset"]).reshape(e["shape"]).astype(np.float32)

    out = {}
    for name, e in entries.items():
        out[name] = read(e)
        if "scale" in e:
            out[name] = out[name] * read(entries[e["scale"]])[:, None]
    return out


def network(blob, base=None):
    """The float network of a weights file; heads that the file lacks are as new. base is the file that it shares tables with."""
    head = export.header(blob)
    if "base" in head and (base is None or export.header(base)["sha256"] != head["base"]["sha256"]):
        raise ValueError(f"the file has tables of {head['base']}: give that file with --base")
    config = {k: head["config"][k] for k in ("vocab", "hidden", "layers", "heads", "ffn", "positions", "ln_eps", "rows")}
    labels = {k: v for k, v in head["labels"].items() if k not in ("shape", "gap", "known")}
    net = model.Joint(encoder.Encoder(**checkpoint.sizes(config)), labels, rel=head["config"]["rel"])
    have, state = tensors(blob), net.state_dict()
    if base:
        have["enc.word"] = tensors(base)["enc.word"]
    for key, part in export.places(net).items():
        if key in have:
            part.data.copy_(torch.from_numpy(have[key]).view_as(part))
    net.load_state_dict(state)
    for which, trans in (("ner", net.ner_trans), ("attribution", net.parts_trans)):
        trans.data.clamp_(min=-20)
    return net


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", required=True)
    p.add_argument("--base", help="the weights file that the first one has its table of pieces from")
    p.add_argument("--out", required=True)
    args = p.parse_args()
    with open(args.weights, "rb") as f:
        blob = f.read()
    net = network(blob, open(args.base, "rb").read() if args.base else None)
    torch.save({"model": net.state_dict(), "optimizer": None, "step": 0, "labels": net.labels, "encoder": net.encoder.config,
                "args": vars(args)}, args.out)


if __name__ == "__main__":
    main()

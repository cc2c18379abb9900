"""Writes a checkpoint as a weights file: python -m train.export --checkpoint FILE --encoder FILE.jar --data DIR --out FILE

FORMAT.md describes the file.
"""
import argparse
import hashlib
import json
import struct

import numpy as np

from . import checkpoint, corpora, encoder, lemmas, quant, shapes
from .corpora import NAME_CORPORA
from .model import ARC, CHAIN

ALIGN = 64
WINDOW = {"core": 140, "context": 30}


def _name(key):
    """A parameter's name in the file."""
    for old, new in (("layers.", "layer."), (".attn_norm.", ".attn.norm."), (".ffn_norm.", ".ffn.norm."), (".out.", ".attn.out."),
                     (".up.", ".ffn.up."), (".down.", ".ffn.down.")):
        key = key.replace(old, new)
    return "enc." + key


def places(net):
    """{name in the file: the parameter, or the part of one, that it holds} in the order of the file."""
    out = {}

    def linear(name, layer):
        out[name + ".weight"], out[name + ".bias"] = layer.weight, layer.bias

    enc = net.encoder
    out["enc.word"] = enc.word.weight
    for key in ("position", "shape", "gap"):
        out["enc." + key] = getattr(enc, key).weight
    out["enc.norm.weight"], out["enc.norm.bias"] = enc.norm.weight, enc.norm.bias
    h = enc.config["hidden"]
    for key, value in enc.layers.named_parameters():
        key = "layers." + key
        if ".qkv." in key:
            for i, which in enumerate("qkv"):
                out[_name(key.replace(".qkv.", f".attn.{which}."))] = value[i * h:(i + 1) * h]
        else:
            out[_name(key)] = value
    for key, layer in (("sent", net.sent), ("upos", net.upos), ("xpos", net.xpos), ("feats", net.feats), ("lemma", net.lemma),
                       ("ner", net.ner), ("ner.web", net.dialect[NAME_CORPORA.index("uner")]), ("genre", net.genre), ("attribution", net.parts)):
        linear(f"head.{key}", layer)
    out["head.ner.transitions"], out["head.attribution.transitions"] = net.ner_trans, net.parts_trans
    for key, pair in (("arc", net.arc), ("rel", net.rel), ("chain", net.chain)):
        linear(f"head.{key}.dep", pair.dep)
        linear(f"head.{key}.head", pair.head)
        out[f"head.{key}.root"] = pair.root
        out[f"head.{key}.pair.weight"] = pair.weight.weight
        out[f"head.{key}.pair.bias"] = pair.head_bias.weight.view(-1)  # what a head says alone is the pair's bias
    out["head.rel.own.weight"], out["head.rel.own.bias"] = net.rel.dep_bias.weight, net.rel.head_bias.bias
    return out


def tensors(net):
    """[(name, float array, whether it goes to eight bits)] in the order of the file."""
    never = {"head.ner.transitions": net.transitions("ner"), "head.attribution.transitions": net.transitions("parts")}
    return [(name, never.get(name, value).detach().float().numpy(),
             value.dim() == 2 and (name.endswith(".weight") or name == "enc.word")) for name, value in places(net).items()]


def resolver(path):
    """The tensors of the resolver of mentions that train.mentions wrote, as tensors() gives them."""
    z = np.load(path)
    return [("mention.sides.weight", z["sides.weight"], True), ("mention.sides.bias", z["sides.bias"], False),
            ("mention.pair", z["pair.weight"], True), ("mention.pairs", z["pairs.weight"][:, 0], False),
            ("mention.out", z["out.weight"][0], False),
            ("mention.alone", z["alone.weight"], True), ("mention.alones", z["alones.weight"][:, 0], False),
            ("mention.none", np.append(z["none.weight"][0], z["none.bias"]), False)]


def header(blob):
    """The header of a weights file."""
    return json.loads(blob[12:12 + struct.unpack("<I", blob[8:12])[0]])


def build(net, vocab, name, about, base=None, more=()):
    """The file's bytes. more are tensors beside the network's own. base is a weights file with the same vocabulary and the same table of pieces, which this one then
    leaves out."""
    import torch

    entries, data = [], bytearray()

    def add(name, array, **more):
        data.extend(bytes(-len(data) % ALIGN))
        kind = {"int8": "int8", "float32": "float32"}[str(array.dtype)]
        entries.append({"name": name, "type": kind, "shape": list(array.shape), "offset": len(data), **more})
        data.extend(np.ascontiguousarray(array).tobytes())

    for key, value, eight in [*tensors(net), *more]:
        if base and key == "enc.word":
            continue
        if eight:
            q, scale = quant.rows(torch.tensor(value))
            add(key, q.numpy(), scale=key + ".scale")
            add(key + ".scale", scale.numpy().astype("<f4"))
        else:
            add(key, value.astype("<f4"))
    vocab = [p for p, _ in sorted(vocab.items(), key=lambda x: x[1])]
    ids = {k: vocab.index(p) for k, p in (("cls", "[CLS]"), ("sep", "[SEP]"), ("unk", "[UNK]"))}
    head = {"model": name,
            "config": {**net.encoder.config, "max_pieces": encoder.MAX_PIECES, **ids, "arc": ARC, "rel": net.rel.size, "chain": CHAIN, "window": WINDOW},
            "labels": {"shape": list(shapes.SHAPES), "gap": list(shapes.GAPS), **net.labels},
            "vocab": [] if base else vocab, "tensors": entries, "sha256": hashlib.sha256(data).hexdigest(), "about": about}
    if base:
        head["base"] = {k: header(base)[k] for k in ("model", "sha256")}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf8")
    head = b"ROWT" + struct.pack("<II", 1, len(text)) + text
    return head + bytes(-len(head) % ALIGN) + bytes(data)


ABOUT = {
    "encoder": "bge-small-en-v1.5 (MIT)",
    "corpora": ["UD English EWT 2.16 (CC BY-SA 4.0)", "GUM, genres free for all use (CC BY, CC BY-SA, public domain)",
                "Universal NER on EWT (CC BY-SA 4.0)", "Worldwide English Newswire (names; no licence stated)",
                "OntoGUM (coreference; CC BY 4.0)", "WikiGold (CC BY 4.0)", "PolNeAR (attribution; no licence stated for its text)"],
    "licence": "CC BY-SA 4.0",
}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--name", default="accurate")
    p.add_argument("--data", required=True, help="the folder of corpora, for the lemmas of inflected words")
    p.add_argument("--mentions", help="what train.mentions wrote")
    p.add_argument("--base", help="weights file that has the table of pieces")
    args = p.parse_args()
    net, kept = checkpoint.load(args.checkpoint)
    keep = ("steps", "seed", "pieces", "encoder_rate", "head_rate")
    about = {**ABOUT, "training": {"step": kept["step"], **{k: kept["args"][k] for k in keep}}}
    train = corpora.load(args.data, "train")
    net.labels = {**net.labels, "known": lemmas.known(train["ewt"] + train["gum"])}
    base = open(args.base, "rb").read() if args.base else None
    blob = build(checkpoint.settle(net), encoder.tokenizer(args.encoder).get_vocab(), args.name, about, base,
                 resolver(args.mentions) if args.mentions else ())
    with open(args.out, "wb") as f:
        f.write(blob)
    print(f"{args.out}: {len(blob):,} bytes, sha256 {hashlib.sha256(blob).hexdigest()}")


if __name__ == "__main__":
    main()

"""What the network says of a small text, in float and in simulated eight bits, to check a reader of the weights file.

python -m train.reference --checkpoint FILE --encoder FILE.jar --out FILE.json
"""
import argparse
import json

import numpy as np
import torch

from . import checkpoint, corpora, encoder, labels, predict, quant, shapes, splitter, windows

# written for this test; sentence starts are given, as a reader that finds them itself may disagree
SENTENCES = [
    ("Foreign Minister Ana Petrović told reporters in Zagreb on Tuesday that the talks hadn’t failed.", True),
    ("“We will not sign a deal that hurts our fishermen,” she said, adding that NATO and the U.N. had been informed.", False),
    ("The €1.5 billion aid package, which 27 countries support, is expected to pass next week.", True),
    ("According to two officials, the rebels want a cease-fire by 1 May 2031.", False),
    ("It was unclear whether Kestria, whose army lost 40 men last winter, would send observers before the vote.", True),
    ("Two ministers resigned after the Harbour Times reported that customs officers had taken bribes from smugglers.", False),
    ("The mayor refused to open the bridge; police fired tear gas at farmers who tried to cross it.", True),
    ("Residents of Brenholm said they’d heard shots overnight, but the army’s spokesman, Col. Erik Vane, denied it.", False),
]


def document():
    """The sentences as a document without gold labels."""
    doc = corpora.Doc("reference", names=None)
    for text, paragraph in SENTENCES:
        at = 0
        for i, (a, b) in enumerate(splitter.split(text)):
            gap = shapes.NONE if i and a == at else shapes.PARAGRAPH if not i and paragraph else shapes.SPACE
            doc.add(text[a:b], gap, i == 0)
            at = b
    return doc


def _numbers(x, places=4):
    return np.round(x.detach().float().numpy().astype(float), places).tolist()


@torch.no_grad()
def outputs(net, arrays):
    """Every head's outputs for the document as one window, and what is decided from them."""
    batch = windows.collate([windows.Window(arrays, 0, arrays.n)], by_word=net.encoder.by_word)
    rows = net.encoder.rows(batch["pieces"], batch["shape"], batch["gap"])[0]
    x = net.words(batch)
    got = predict.document(net, arrays, core=10 ** 6, context=0)
    heads = torch.tensor(np.where(got["head"] < 0, 0, got["head"] + 1))[None]
    lab = net.labels
    return {
        "rows": _numbers(rows[:, :8]), "words": _numbers(x[0, :, :16]),
        **{k: _numbers(getattr(net, a)(x)[0]) for k, a in (("sent", "sent"), ("upos", "upos"), ("attribution", "parts"))},
        "ner": _numbers(net.read_names(x, batch["lengths"])[0]),
        "arcs": _numbers(net.arcs(x, batch["sentence"])[0]), "rel": _numbers(net.rel.at(x, heads)[0]),
        "said": {"upos": [lab["upos"][i] for i in got["upos"]], "xpos": [lab["xpos"][i] for i in got["xpos"]],
                 "feats": [lab["feats"][i] for i in got["feats"]],
                 "lemma": [predict.lemma(net, i, f) for i, f in zip(got["lemma"], arrays.doc.forms)],
                 "head": [int(h) for h in got["head"]], "deprel": [lab["deprel"][i] for i in got["deprel"]],
                 "ner": [[int(a), int(b), k] for a, b, k in predict.spans(net, got["ner"], "ner", arrays.starts)],
                 "attribution": [[int(a), int(b), k] for a, b, k in predict.spans(net, got["parts"], "parts")]},
    }


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    net, _ = checkpoint.load(args.checkpoint)
    checkpoint.settle(net)
    arrays = labels.Arrays(document(), net.labels, labels.cutter(encoder.tokenizer(args.encoder)))
    batch = windows.collate([windows.Window(arrays, 0, arrays.n)], by_word=net.encoder.by_word)
    out = {"text": [t for t, _ in SENTENCES], "forms": arrays.doc.forms, "starts": [bool(s) for s in arrays.starts],
           "gaps": arrays.gaps.tolist(), "shapes": arrays.shapes[""].tolist(), "pieces": batch["pieces"][0].tolist(),
           "first": batch["first"][0].tolist(), "float": outputs(net, arrays), "int8": outputs(quant.simulate(net), arrays)}
    with open(args.out, "w", encoding="utf8") as f:
        json.dump(out, f, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()

"""The texts that the heads of claims are taught with, as files that train/vectors and train/phrases read: python -m train.claims.texts --data DIR --out DIR

Writes NAME.jsonl with ref and text (ewt-train and ontogum's parts as CoNLL-U) for every corpus, and gold-NAME.jsonl: the annotations of gold/
with their texts, which are drawn from the corpora again and known by their hashes.
"""
import argparse
import csv
import functools
import hashlib
import itertools
import json
import lzma
import os
import re
import sys

from . import data, draw

GOLD = os.path.join(os.path.dirname(__file__), "gold")
CHAINS = os.path.join(os.path.dirname(__file__), "..", "..", "eval", "chains-open.txt")


def rows(path):
    with lzma.open(path, "rt", encoding="utf8") as f:
        yield from map(json.loads, f)


def table(path, delimiter="\t", quoting=csv.QUOTE_NONE):
    with lzma.open(path, "rt", encoding="utf8", newline="") as f:
        yield from csv.DictReader(f, delimiter=delimiter, quoting=quoting)


def write(folder, name, texts):
    """texts: (ref, text)."""
    n = 0
    with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf8") as f:
        for ref, text in texts:
            f.write(json.dumps({"ref": ref, "text": text}, ensure_ascii=False) + "\n")
            n += 1
    print(f"{name}: {n} texts", flush=True)


def litbank(folder):
    """(name, words with spaces between, sentences by lines) of LitBank's books."""
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".conll.xz"):
            continue
        words, lines = [], []
        for line in lzma.open(os.path.join(folder, name), "rt", encoding="utf8"):
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if len(cells) < 4:
                if words:
                    lines.append(words)
                words = []
                continue
            words.append(cells[3])
        yield name.removesuffix(".conll.xz"), lines + ([words] if words else [])


def conllu(out, name, docs):
    """Words without trees as CoNLL-U: the corpus's own words stay as they are."""
    with open(os.path.join(out, name + ".conllu"), "w", encoding="utf8") as f:
        for ref, lines in docs:
            f.write(f"# newdoc id = {ref}\n")
            for words in lines:
                f.write("# text = " + " ".join(words) + "\n")
                for i, w in enumerate(words, 1):
                    f.write(f"{i}\t{w}" + "\t_" * 8 + "\n")
                f.write("\n")
    print(f"{name}: {len(docs)} texts", flush=True)


def unpacked(data):
    """{name: [story with text]} of gold/."""
    kept = {n: list(rows(os.path.join(GOLD, n + ".jsonl.xz"))) for n in ("train", "own", "held", "held-2", "held-3", "held-4", "held-5")}
    wanted = {r["sha256"]: r for rs in kept.values() for r in rs if "sha256" in r}
    names, sources = os.path.join(data, "ner/worldwide-train.tsv.xz"), [draw.polnear(os.path.join(data, "attribution/polnear-train.jsonl.xz"))]
    for marks, compounds in itertools.product((True, False), repeat=2):
        sources.append(draw.worldwide(names, functools.partial(draw.join, marks=marks, compounds=compounds)))
    for source, row in itertools.product(sources, wanted.values()):
        paragraphs = [re.sub(r"\s+", " ", p).strip() for p in source.get(row["ref"].removesuffix("-2"), ())]
        begins = range(len(paragraphs)) if row["ref"].endswith("-2") else [0]
        for i, n in itertools.product(begins, range(len(paragraphs) + 1)):
            text = "\n\n".join(p for p in paragraphs[i:n] if p)
            if hashlib.sha256(text.encode()).hexdigest() == row["sha256"]:
                row["text"] = text
    for r in wanted.values():
        if "text" not in r:
            print("no text for", r["ref"], file=sys.stderr)
    return {n: [r for r in rs if "text" in r] for n, rs in kept.items()}


def remarked(data):
    """Lines like those of gold/sentences.txt of gold/drawn.jsonl.xz: sentences drawn from the corpora, known by their hashes."""
    sources = {**draw.worldwide(os.path.join(data, "ner/worldwide-train.tsv.xz")), **draw.polnear(os.path.join(data, "attribution/polnear-train.jsonl.xz"))}
    lines = []
    for r in rows(os.path.join(GOLD, "drawn.jsonl.xz")):
        a, b = r["span"]
        paragraphs = sources.get(r["ref"], [])
        text = paragraphs[r["paragraph"]][a:b] if r["paragraph"] < len(paragraphs) else ""
        if hashlib.sha256(text.encode()).hexdigest() != r["sha256"]:
            print("no sentence for", r["ref"], r["paragraph"], file=sys.stderr)
            continue
        for tag, x, y in sorted(r["marks"], key=lambda m: -m[1]):
            text = f"{text[:x]}[{tag} {text[x:y]}]{text[y:]}"
        lines.append(text + "\n")
    return lines


def said(story):
    """A story's statements as attributions."""
    spans = lambda span: [span] if span else []
    return {"id": story["ref"], "text": story["text"],
            "attributions": [{"source": spans(s["speaker_span"]), "cue": spans(s["cue"]), "content": s["content"]} for s in story["statements"]]}


def chained(path):
    """Texts with chains of statements over some of their words (eval/chains-open.txt) as attributions without contents: what is not
    among them may be one all the same."""
    for k, block in enumerate(re.split(r"\n\s*\n", "".join(l for l in open(path, encoding="utf8") if not l.startswith("#"))), 1):
        lines = block.strip().split("\n")
        where = lambda words: [[m.start(), m.end()] for m in list(re.finditer(re.escape(words), lines[0]))[:1]] if words else []
        steps = [line.partition("|") for line in lines[2:] if "|" in line]
        atts = [{"source": where(speaker.strip()), "cue": where(cue.strip()), "content": []} for speaker, _, cue in steps]
        if atts:
            yield {"id": f"chain {k}", "text": lines[0], "partial": True, "attributions": [a for a in atts if a["cue"]]}


def plain(path):
    return lzma.open(path, "rt", encoding="utf8").read()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    at = lambda *parts: os.path.join(args.data, *parts)
    os.makedirs(args.out, exist_ok=True)
    for split in ("train", "dev"):
        write(args.out, "claims-" + split, [(r["ref"], r["text"]) for r in rows(at(f"claims/claims-{split}.jsonl.xz"))])
        write(args.out, "gap-" + split, [(r["ID"], r["Text"]) for r in table(at(f"coref/gap-{split}.tsv.xz"))])
        with open(os.path.join(args.out, f"ontogum-{split}.conllu"), "w", encoding="utf8") as f:
            f.write(plain(at(f"coref/ontogum-clean-{split}.conllu.xz")))
    with open(os.path.join(args.out, "ewt-train.conllu"), "w", encoding="utf8") as f:
        f.write(plain(at("ud/en_ewt-ud-train.conllu.xz")))
    conllu(args.out, "litbank", list(litbank(at("coref/litbank"))))
    write(args.out, "plv-train", {r["sentence_id"]: r["sentence"] for r in table(at("events/plv-train.tsv.xz"))}.items())
    write(args.out, "ngec", [(str(i), r["text"]) for i, r in enumerate(table(at("events/ngec-synthetic.csv.xz"), ",", csv.QUOTE_MINIMAL))])
    write(args.out, "sentences", [(ref, text) for ref, text, _ in data.sentences(os.path.join(GOLD, "sentences.txt"))])
    marks = os.path.join(args.out, "drawn.txt")
    with open(marks, "w", encoding="utf8") as f:
        f.writelines(remarked(args.data))
    write(args.out, "drawn", [(ref, text) for ref, text, _ in data.sentences(marks)])
    gold = unpacked(args.data)
    corpus = list(rows(at("claims/claims-train.jsonl.xz")))
    with open(os.path.join(args.out, "statements.jsonl"), "w", encoding="utf8") as f:  # as train/parts reads them
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in [said(r) for r in corpus + gold["train"] + gold["own"]] + list(chained(CHAINS)))
    for name, stories in gold.items():
        write(args.out, "gold-" + name, [(r["ref"], r["text"]) for r in stories])
        with open(os.path.join(args.out, f"gold-{name}.gold.jsonl"), "w", encoding="utf8") as f:
            f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in stories)


if __name__ == "__main__":
    main()

"""Texts to annotate, drawn from the corpora: python -m train.claims.draw --data DIR --out DIR [--count N] [--seed N]

Writes REF.txt for articles of the world-news corpus of names (its words put together again) and of PolNeAR, whole paragraphs of
at most --words words, none of them a story that ../shared's own claims hold. The same command gives the same texts, so a packed
annotation (offsets and a hash) finds its text again.
"""
import argparse
import json
import lzma
import os
import random
import re

OPEN, CLOSE = set("([{“‘"), set(")]}”’,.;:!?%")


def join(words, marks=True, compounds=True):
    """Words of one paragraph as running text: straight quotation marks open and close by turns; marks and compounds say whether the two
    faults of the corpus are mended that some of the annotated texts still have."""
    out, quoted, glue = "", False, True
    for w in words:
        if w in ('"', "``", "''"):
            left, quoted = quoted, not quoted
            out += ('"' if left or glue else ' "')
            glue = not left
            continue
        bare = w in CLOSE or re.match(r"^(n't|n’t|['’](s|re|ve|ll|d|m|S)|['’])$", w)
        out += w if glue or bare else " " + w
        glue = w in OPEN or w in ("$", "£", "€", "#")
    if marks:  # that the corpus sets apart from what they belong to
        out = re.sub(r"(?<=\w)’ (s|re|ve|ll|d|m|t)\b", r"’\1", out)
    if compounds:  # the corpus sets them apart: in 499 of 506 places it is one
        out = re.sub(r"(?<=[a-z0-9]) - (?=[a-z])", "-", out)
    return out


def worldwide(path, join=join):
    """{ref: paragraphs} of the corpus of names: a blank line ends a sentence, an address is left out."""
    docs, ref, words = {}, None, []
    for line in lzma.open(path, "rt", encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# doc = "):
            ref = line[8:].removesuffix(".tsv").removesuffix(".txt")
            docs[ref], words = [], []
        elif not line.strip():
            if words:
                docs[ref].append(join(words))
            words = []
        elif ref:
            w = line.split("\t")[0].strip()
            if w and not w.startswith("http"):
                words.append(w)
    return docs


def polnear(path):
    """{ref: paragraphs} of PolNeAR."""
    docs = {}
    for row in map(json.loads, lzma.open(path, "rt", encoding="utf8")):
        ref = "pn_" + re.sub(r"[^A-Za-z0-9]+", "_", row["id"])
        docs[ref] = [p.strip() for p in row["text"].split("\n") if p.strip()]
    return docs


def head(paragraphs, limit):
    """The first whole paragraphs of at most limit words."""
    out, n = [], 0
    for p in paragraphs:
        n += len(p.split())
        if n > limit:
            break
        out.append(p)
    return out


def density(text, lexicon):
    """Words of the list of triggers among a hundred words, by their stems."""
    words = re.findall(r"[a-z]+", text.lower())
    return 100 * sum(re.sub(r"(ies|ied|ing|ed|es|s|e)$", "", w) in lexicon for w in words) / max(1, len(words))


def stems(path):
    """Stems of the verbs and nouns of the list of triggers that stand alone."""
    out = set()
    for line in open(path, encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(cells) > 5 and cells[0] not in ("AGREE", "CONSULT", "COOPERATE", "AID"):
            out |= {re.sub(r"(ies|ied|ing|ed|es|s|e)$", "", w) for w in cells[5].split(", ") if re.fullmatch(r"[a-z]{4,}", w)}
    return out


def letters(text):
    return re.sub(r"[^a-z]", "", text.lower())


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--count", type=int, default=240)
    p.add_argument("--words", type=int, default=420)
    p.add_argument("--share", type=float, default=0.25, help="of PolNeAR")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--dense", type=float, default=0, help="least words of the list of triggers among a hundred")
    p.add_argument("--skip", help="folder of texts that were drawn before")
    p.add_argument("--tail", action="store_true", help="what follows the first --words words, as REF-2.txt: a story's second part as a text of its own")
    args = p.parse_args()
    known = set()
    for split in ("train", "dev"):
        for row in map(json.loads, lzma.open(os.path.join(args.data, f"claims/claims-{split}.jsonl.xz"), "rt", encoding="utf8")):
            text = letters(row["text"])
            known |= {text[i:i + 60] for i in range(len(text) - 60)}
    lexicon, drawn = stems("data/triggers.tsv"), set(os.listdir(args.skip)) if args.skip else set()
    rng, _ = random.Random(args.seed), os.makedirs(args.out, exist_ok=True)
    sources = [(worldwide(os.path.join(args.data, "ner/worldwide-train.tsv.xz")), args.count - int(args.count * args.share)),
               (polnear(os.path.join(args.data, "attribution/polnear-train.jsonl.xz")), int(args.count * args.share))]
    for docs, want in sources:
        refs = sorted(docs)
        rng.shuffle(refs)
        for ref in refs:
            paragraphs = head(docs[ref], args.words)
            if args.tail:
                paragraphs, ref = head(docs[ref][len(paragraphs):], args.words), ref + "-2"
            text = letters(" ".join(paragraphs))
            if ref + ".txt" in drawn or density(" ".join(paragraphs), lexicon) < args.dense:
                continue
            if want == 0 or len(text) < 700 or text[len(text) // 2:][:60] in known or text[200:260] in known:
                continue
            want -= 1
            with open(os.path.join(args.out, ref + ".txt"), "w", encoding="utf8") as f:
                f.write("\n".join(paragraphs) + "\n")


if __name__ == "__main__":
    main()

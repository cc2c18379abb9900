"""Readers of the corpora: every one gives documents of words with the labels it has."""
import bisect
import dataclasses
import json
import lzma
import os
import re

from . import shapes, splitter

NAME_CLASSES = ("PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC", "PRODUCT")
PARTS = ("SOURCE", "CUE", "CONTENT")
NAME_CORPORA = ("worldwide", "uner", "wikigold")
_WORLDWIDE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC", "Date": "DATE",
              "Money": "MONEY", "Misc": "MISC", "Product": "PRODUCT"}


@dataclasses.dataclass
class Doc:
    """Words of one document. Labels that a corpus lacks are None, here or at single words."""
    corpus: str
    id: str = ""
    forms: list = dataclasses.field(default_factory=list)
    gaps: list = dataclasses.field(default_factory=list)
    starts: list = dataclasses.field(default_factory=list)   # first word of a sentence
    ud: list = None         # (upos, xpos, feats, lemma, head as index in the document or -1 for root, relation)
    names: list = None      # BIO tag; "?" where the corpus has another class
    names_corpus: str = ""
    chains: list = None     # (number of the chain from 1, whether its first mention) of the mention that a word heads; (0, False) none
    parts: list = None      # BIO tag over PARTS
    fragments: set = None   # gold (first word, end, part), overlaps and all
    spaced: bool = True     # gaps are the text's own

    def add(self, form, gap, start):
        self.forms.append(form)
        self.gaps.append(gap)
        self.starts.append(start)


def lines(path):
    if not os.path.exists(path):
        path += ".xz"
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf8") as f:
        for line in f:
            yield line.rstrip("\n")


def treebank(path, corpus):
    """Documents of a CoNLL-U file."""
    docs, doc, gap, base, merged, within = [], None, shapes.PARAGRAPH, None, 0, 0
    for line in lines(path):
        if line.startswith("# newdoc"):
            doc = Doc(corpus, line.split("=", 1)[-1].strip(), ud=[])
            docs.append(doc)
            gap = shapes.PARAGRAPH
        elif line.startswith("# newpar"):
            gap = shapes.PARAGRAPH
        elif not line:
            base, within = None, 0
            gap = max(gap, shapes.SPACE)  # sentences of a paragraph stand apart in the running text
        elif line[0] != "#":
            col = line.split("\t")
            if "." in col[0]:
                continue
            tight = "SpaceAfter=No" in col[9]
            if "-" in col[0]:
                first, last = map(int, col[0].split("-"))
                merged, within = last - first + 1, last - first + 1
                after = shapes.NONE if tight else shapes.SPACE
                continue
            start = base is None
            if start:
                base = len(doc.forms)
            doc.add(col[1], gap if not within or within == merged else shapes.NONE, start)
            head = int(col[6])
            doc.ud.append((col[3], col[4], col[5], col[2], base + head - 1 if head else -1, col[7]))
            if within:
                within -= 1
                gap = shapes.NONE if within else after
            else:
                gap = shapes.NONE if tight else shapes.SPACE
    return docs


def names_of_treebank(path, docs):
    """Adds UNER's names to the treebank's documents, where the words of a sentence are the same."""
    tags, cur = {}, []
    for line in lines(path):
        if line.startswith("#"):
            continue
        if line:
            col = line.split("\t")
            cur.append((col[1], col[2]))
        elif cur:
            tags.setdefault(tuple(w for w, _ in cur), []).append([t for _, t in cur])
            cur = []
    used = {}
    for doc in docs:
        doc.names, doc.names_corpus = [], "uner"
        bounds = [i for i, s in enumerate(doc.starts) if s] + [len(doc.forms)]
        for a, b in zip(bounds, bounds[1:]):
            key = tuple(doc.forms[a:b])
            found = tags.get(key)
            n = used[key] = used.get(key, -1) + 1
            doc.names += [None] * (b - a) if not found else \
                [t if t == "O" or t[2:] in ("PER", "ORG", "LOC") else "?" for t in found[n % len(found)]]


def mentions(path):
    """{document id: [(first word, last word, chain)]} of a CoNLL-U file with chains in MISC (Entity=)."""
    out, cur, open_, w = {}, None, {}, 0
    for line in lines(path):
        if line.startswith("# newdoc"):
            cur, open_, w = [], {}, 0
            out[line.split("=", 1)[-1].strip()] = cur
        elif line[:1].isdigit() and not {"-", "."} & set(line.split("\t", 1)[0]):
            entity = next((m[7:] for m in line.split("\t")[9].split("|") if m.startswith("Entity=")), "")
            for one, first, last in re.findall(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)", entity):
                if one:
                    cur.append((w, w, one))
                elif first:
                    open_.setdefault(first, []).append(w)
                elif open_.get(last):
                    cur.append((open_[last].pop(), w, last))
            w += 1
    return out


def chains_of_treebank(path, docs):
    """Adds chains to the treebank's documents, at the word that heads each mention; of two with one head the longer counts."""
    found = mentions(path)
    for doc in docs:
        doc.chains = [(0, False)] * len(doc.forms)
        numbers = {}
        for a, b, name in sorted(found.get(doc.id, ()), key=lambda m: (m[0], -m[1])):
            heads = [i for i in range(a, b + 1) if not a <= doc.ud[i][4] <= b]
            first = name not in numbers
            number = numbers.setdefault(name, len(numbers) + 1)
            if heads and not doc.chains[heads[0]][0]:
                doc.chains[heads[0]] = (number, first)


def tagged(path, corpus):
    """Documents of a file with a word and a tag a line. Their own spacing is lost: every word stands apart."""
    docs, doc, start, last = [], None, True, None
    for line in lines(path):
        if line.startswith("# doc") or doc is None:
            doc = Doc(corpus, line[8:], names=[], names_corpus=corpus, spaced=False)
            docs.append(doc)
            start, last = True, None
            if line.startswith("# doc"):
                continue
        if not line.strip():
            start, last = True, None
            if corpus == "wikigold" and len(doc.forms) > 400:  # this corpus marks no documents
                doc = None
            continue
        word, tag = line.rsplit("\t" if "\t" in line else " ", 1)
        tag, word = tag.strip(), word.split("\t")[0].strip() or "_"
        kind = tag[2:] if tag != "O" else None
        if corpus == "worldwide":
            kind = _WORLDWIDE[kind] if kind else None
            tag = f"{tag[:2]}{kind}" if kind else "O"
        if corpus == "wikigold" and kind == "MISC":
            tag = "?"
        elif kind and last != kind:  # wikigold opens names with I-; in worldwide an inner name leaves such tags behind
            tag = f"B-{kind}"
        last = kind
        doc.add(word, shapes.SPACE if doc.forms else shapes.PARAGRAPH, start)
        doc.names.append(tag)
        start = False
    return [d for d in docs if d.forms]


def attributions(path):
    """Documents of PolNeAR with SOURCE, CUE and CONTENT."""
    docs = []
    for line in lines(path):
        row = json.loads(line)
        text, doc = row["text"], Doc("polnear", row["id"], parts=[], fragments=set())
        words, at = splitter.split(text), 0
        begins, ends = [a for a, _ in words], [b for _, b in words]
        for start, end in words:
            between = text[at:start]
            gap = shapes.PARAGRAPH if "\n" in between or not doc.forms else shapes.SPACE if between else shapes.NONE
            doc.add(text[start:end], gap, gap == shapes.PARAGRAPH)
            at = end
        doc.parts = ["O"] * len(words)
        todo = []
        for a in row["attributions"]:
            for part in ("content", "source", "cue"):
                todo += [(part.upper(), s, e) for s, e in a.get(part) or []]
        # the shorter parts last: they lie inside a content now and then and must not be lost
        for part, s, e in sorted(todo, key=lambda x: ("CONTENT", "SOURCE", "CUE").index(x[0])):
            near = range(bisect.bisect_right(ends, s), bisect.bisect_left(begins, e))
            inside = [i for i in near if 2 * (min(words[i][1], e) - max(words[i][0], s)) > words[i][1] - words[i][0]]
            if inside:
                doc.fragments.add((inside[0], inside[-1] + 1, part))
                for i in inside:
                    doc.parts[i] = ("B-" if i == inside[0] else "I-") + part
        last = "O"
        for i, t in enumerate(doc.parts):  # what an overlap cut off begins anew
            if t[0] == "I" and last[2:] != t[2:]:
                doc.parts[i] = "B-" + t[2:]
            last = t
        docs.append(doc)
    return docs


def silver(path):
    """Documents of a CoNLL-U file that a network wrote, names (NER= in MISC) and all."""
    docs, names = treebank(path, "silver"), []
    for line in lines(path):
        if line[:1].isdigit() and "-" not in line.split("\t", 1)[0]:
            names.append(next((m[4:] for m in line.split("\t")[9].split("|") if m.startswith("NER=")), "O"))
    at = 0
    for doc in docs:
        doc.names, doc.names_corpus = names[at:at + len(doc.forms)], "silver"
        at += len(doc.forms)
    return docs


def load(data, split):
    """All documents of a split by corpus."""
    at = lambda name: os.path.join(data, name % split)
    out = {"ewt": treebank(at("ud/en_ewt-ud-%s.conllu"), "ewt"),
           "gum": treebank(at("ud/en_gum-clean-ud-%s.conllu"), "gum"),
           "worldwide": tagged(at("ner/worldwide-%s.tsv"), "worldwide"),
           "polnear": attributions(at("attribution/polnear-%s.jsonl"))}
    names_of_treebank(at("ner/uner_ewt-%s.iob2"), out["ewt"])
    chains_of_treebank(at("coref/ontogum-clean-%s.conllu"), out["gum"])
    if split == "train":
        out["wikigold"] = tagged(os.path.join(data, "ner/wikigold.conll"), "wikigold")
    return out

"""Copies of documents with other names in the places of names: what a reader of news from everywhere has not met before.

A corpus of names knows some thousand persons and places; the lists know those of all countries. A name gives way to one of its
class that the lists have, or, for bodies, to another of the corpus. A part of a person's name gives way to the like part.
"""
import csv
import dataclasses
import lzma
import os
import random
import re

from . import shapes

SHARE = 0.5  # of the names of a copy
_PLAIN = re.compile(r"[^\W\d_][\w'’.-]*(?: [\w'’.-]+)*$")


def _column(path, *names):
    """The values of columns of a table, each once, in the table's order; of a cell of several, all."""
    opener = lzma.open if path.endswith(".xz") else open
    seen = {}
    with opener(path, "rt", encoding="utf8") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            for name in names:
                for value in (row.get(name) or "").split("|"):
                    if _PLAIN.match(value) and value[0].isupper() and value.isprintable():
                        seen[value] = True
    return list(seen)


def _words(name):
    """A name's words as the corpora have them: hyphens stand apart."""
    return re.findall(r"[^\s-]+|-", name)


class Names:
    """Names by class, out of the reference lists and of the documents themselves."""

    def __init__(self, lists, docs):
        at = lambda name: os.path.join(lists, name)
        persons = _column(at("offices.tsv.xz"), "person") + _column(at("legislators.tsv.xz"), "person")
        self.persons = [_words(p) for p in persons if 2 <= len(p.split()) <= 4]
        self.places = [_words(p) for p in _column(at("cities.tsv.xz"), "name") if len(p.split()) <= 3]
        listed = _column(at("parties.tsv"), "party") + _column(at("international-bodies.tsv"), "name") + \
            _column(at("armed-groups.tsv"), "name", "aliases")
        self.bodies = [_words(b) for b in listed if len(b.split()) <= 8]
        self.found = [d.forms[a:b] for d in docs for a, b, kind in spans(d.names) if kind == "ORG"]

    def other(self, kind, words, rng):
        """Words to stand for words, which are a name of the class; None where there is no other."""
        if kind == "PER" and all(w[0].isalpha() or w == "-" for w in words):
            name = rng.choice(self.persons)
            return name[-1:] if len(words) == 1 else name
        if kind == "LOC" and len(words) <= 3:
            return rng.choice(self.places)
        if kind == "ORG":
            return rng.choice(self.bodies if rng.random() < 0.4 else self.found)
        return None


def spans(tags):
    """[(first, end, class)] of BIO tags; "?" and None end a name."""
    out, start = [], None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not (tag or "O").startswith("I-"):
            out.append((start, i, tags[start][2:]))
            start = None
        if (tag or "O").startswith("B-"):
            start = i
    return out


def copy(doc, names, rng):
    """The document with a share of its names exchanged; no label but those of names may be there."""
    out = dataclasses.replace(doc, id=doc.id + "-names", forms=[], gaps=[], starts=[], names=[])
    at = 0

    def add(words, tags, start):
        for k, (word, tag) in enumerate(zip(words, tags)):
            out.add(word, doc.gaps[start] if k == 0 else shapes.SPACE, doc.starts[start] and k == 0)
            out.names.append(tag)

    for a, b, kind in [*spans(doc.names), (len(doc.forms), len(doc.forms), None)]:
        for i in range(at, a):
            add(doc.forms[i:i + 1], doc.names[i:i + 1], i)
        if kind is None:
            break
        words = names.other(kind, doc.forms[a:b], rng) if rng.random() < SHARE else None
        if words:
            add(words, ["B-" + kind] + ["I-" + kind] * (len(words) - 1), a)
        else:
            for i in range(a, b):
                add(doc.forms[i:i + 1], doc.names[i:i + 1], i)
        at = b
    return out


def add(corpora, data, seed):
    """Gives the corpus of world news a copy of each document with other names."""
    docs, rng = corpora["worldwide"], random.Random(f"{seed}/names")
    names = Names(os.path.join(data, "lists"), docs)
    corpora["worldwide"] = docs + [copy(d, names, rng) for d in docs]

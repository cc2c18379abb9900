"""Texts as the program reads them (train/vectors), with what people annotated in them."""
import json
import lzma
import os
import re

import numpy as np

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT").split()
STATUSES = "asserted denied probable possible planned demanded hypothetical open generic".split()
KINDS = "person country organization group unnamed document".split()
KIND = {k: i + 1 for i, k in enumerate(KINDS)} | {"government": 2}  # 0 is no mention
TYPE = {k: i + 1 for i, k in enumerate(TYPES)}                      # 0 is no event
STATUS = {k: i for i, k in enumerate(STATUSES)}


_files = {}  # file of vectors → its memory map


class Doc:
    """One text: its words, their trees, and their vectors [tap, word, column], which stay in their file."""

    def __init__(self, row, path, at, shape):
        self.__dict__.update({k: row[k] for k in row})
        self.place = (path, at, shape)
        self.n = len(self.form)
        self.head = np.array(self.head, np.int64)
        self.sentence = np.array(self.sentence, np.int64)
        self.start, self.end = np.array(self.start, np.int64), np.array(self.end, np.int64)
        self.phrases = [i for i in range(self.n) if self.nominal(i)]
        self.mentions, self.events, self.props, self.rules = [], [], [], []

    @property
    def vectors(self):
        path, at, shape = self.place
        if path not in _files:
            _files[path] = np.memmap(path, np.float16, "r")
        return _files[path][at:at + shape[0] * shape[1] * shape[2]].reshape(shape)

    def nominal(self, i):
        """A word that heads a noun phrase, as stage/mention's phrases are."""
        rel = self.rel[i]
        inside = rel == "flat" or rel.startswith("flat:") or rel in ("goeswith", "fixed") or rel == "compound" and self.upos[i] == "NOUN" and not self.name[i]
        return self.upos[i] in ("NOUN", "PROPN", "PRON") and not inside and rel != "expl"

    def words(self, span):
        """Words [a, b) that a span of code points touches."""
        a = int(np.searchsorted(self.end, span[0], "right"))
        b = int(np.searchsorted(self.start, span[1], "left"))
        return a, max(a, b)

    def top(self, a, b):
        """The head of the words [a, b): the first whose own head lies outside, a nominal one first."""
        tops = [i for i in range(a, b) if not a <= self.head[i] < b]
        return next((i for i in tops if i in self.nominals), tops[0] if tops else -1)

    def kids(self, i):
        """The words that hang on word i, in order."""
        if not hasattr(self, "_kids"):
            self._kids = [[] for _ in range(self.n)]
            for k, h in enumerate(self.head.tolist()):
                if h >= 0:
                    self._kids[h].append(k)
        return self._kids[i]

    @property
    def nominals(self):
        if not hasattr(self, "_nominals"):
            self._nominals = set(self.phrases)
        return self._nominals


def load(path, hidden=384):
    """The Docs of one run of train/vectors, in order; how many layers it took vectors behind follows from the size of the file."""
    with open(path + ".jsonl", encoding="utf8") as f:
        rows = list(map(json.loads, f))
    size, words = os.path.getsize(path + ".f16"), sum(len(row["form"]) for row in rows)
    taps, rest = divmod(size, max(2 * words * hidden, 1))
    if rest or not taps:
        raise ValueError(f"{path}: {words} words of {hidden} numbers a layer are wanted, the file has {size} bytes")
    at, out = 0, []
    for row in rows:
        n = len(row["form"])
        out.append(Doc(row, path + ".f16", at, (taps, n, hidden)))
        at += taps * n * hidden
    return out


def stories(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf8") as f:
        return {r["ref"]: r for r in map(json.loads, f)}


def annotate(docs, gold):
    """Puts the claims of gold {ref: story} on docs."""
    for d in docs:
        g = gold[d.ref]
        number = {a["id"]: k for k, a in enumerate(g["actors"])}
        taken = {}
        for a in g["actors"]:
            for s, e in a["mentions"]:
                x, y = d.words((s, e))
                h = d.top(x, y)
                if h >= 0 and (h not in taken or y - x > taken[h][1] - taken[h][0]):
                    taken[h] = (x, y, number[a["id"]], KIND[a["kind"]])
        d.mentions = sorted((h, *v) for h, v in taken.items())
        d.events = []
        for e in g["events"]:
            x, y = d.words(e["trigger"])
            tops = [i for i in range(x, y) if not x <= d.head[i] < y] or [x]
            t = next((i for i in tops if d.upos[i] in ("VERB", "NOUN", "PROPN", "ADJ")), tops[0])
            d.events.append((t, TYPE[e["type"]], STATUS[e["status"]], {number[i] for i in e["actor"]}, {number[i] for i in e["recipient"]}))
    return docs


def marked(line):
    """(text, [(tag, start, end)]) of a line of gold/sentences.txt, whose marks are [TAG words]."""
    text, marks = "", []
    for part in re.split(r"(\[[^\[\] ]+ [^\[\]]+\])", line.strip()):
        if part.startswith("[") and part.endswith("]"):
            tag, words = part[1:-1].split(" ", 1)
            marks.append((tag, len(text), len(text) + len(words)))
            part = words
        text += part
    return text, marks


def sentences(path):
    """[(ref, text, marks)] of a file like gold/sentences.txt."""
    with open(path, encoding="utf8") as f:
        lines = [l for l in f if l.strip() and not l.startswith("#")]
    return [(str(i), *marked(l)) for i, l in enumerate(lines)]


def told(docs, path):
    """Puts the events of a file like gold/sentences.txt on docs: (word, type, {role: words}, (whether somebody acts, whether it is done to somebody)). A mark
    like a1r2 gives a phrase a role in several events; what a phrase has beside its number, which is 1 if there is none, is a, r or a type."""
    rows = {ref: marks for ref, _, marks in sentences(path)}
    for d in docs:
        events = {}
        for tag, a, b in rows[d.ref]:
            x, y = d.words((a, b))
            for role, number, number2, kind in re.findall(r"([ar])(\d*)|(\d*)([A-Z]{3,})", tag):
                e = events.setdefault(number or number2 or "1", {"word": None, "type": 0, 0: set(), 1: set()})
                if role:
                    h = d.top(x, y)
                    if h >= 0:
                        e[role == "r"].add(h)
                elif e["word"] is None:
                    tops = [i for i in range(x, y) if not x <= d.head[i] < y] or [x]
                    e["word"] = next((i for i in tops if d.upos[i] in ("VERB", "NOUN", "PROPN", "ADJ")), tops[0])
                    e["type"] = TYPE[kind]
        d.told = [(e["word"], e["type"], {0: e[0], 1: e[1]}, (bool(e[0]), bool(e[1]))) for e in events.values() if e["word"] is not None]
    return docs


def rules(docs, path):
    """Puts on docs what the program's rules say of events, out of the records that it made of them: (words of the trigger, type, heads of
    actors, heads of recipients)."""
    records = {}
    with open(path, encoding="utf8") as f:
        for r in map(json.loads, f):
            records[r["version"]["ref"]] = r
    for d in docs:
        rec = records[d.ref]
        spans = {m["id"]: m["span"] for m in rec["mentions"]}
        text = rec["version"]["text"]

        def heads(roles, sentence):
            out = []
            for r in roles:
                at = text.find(r["text"], sentence[0], sentence[1]) if not r.get("mention") else -1
                span = spans.get(r.get("mention")) or ([at, at + len(r["text"])] if at >= 0 else None)
                h = d.top(*d.words(span)) if span else -1
                if h >= 0:
                    out.append(h)
            return out

        d.rules = []
        for e in rec["events"]:
            for m in [e] + e["mentions"]:
                words = [i for s in m["trigger"]["spans"] for i in range(*d.words(s))]
                d.rules.append((words, TYPE[e["type"]], heads(e["actor"], m["sentence"]), heads(e["recipient"], m["sentence"])))
    return docs


def propbank(docs, path):
    """Puts PropBank's predicates on docs, whose sentences are EWT's: (predicate, {ARG0: word, ARG1: word, …})."""
    rows = {}
    for r in map(json.loads, lzma.open(path, "rt", encoding="utf8")):
        rows.setdefault(tuple(r["words"]), []).append(r["props"])
    found = 0
    for d in docs:
        begins = np.flatnonzero(np.diff(d.sentence, prepend=-1))
        for a, b in zip(begins, list(begins[1:]) + [d.n]):
            props = rows.get(tuple(d.form[a:b]))
            if not props:
                continue
            found += 1
            for p in props[0]:
                args = {}
                for x, y, role in p["args"]:
                    if role in ("ARG0", "ARG1", "ARG2"):
                        args.setdefault(role, d.top(a + x, a + y))
                d.props.append((a + p["predicate"], p["roleset"], args))
    return found


def ontogum(docs, path):
    """Puts OntoGUM's chains on docs as mentions of no kind."""
    from .. import corpora
    spans = corpora.mentions(path)
    for d in docs:
        put_chains(d, spans.get(d.ref, ()))
    return sum(bool(d.mentions) for d in docs)


def litbank(docs, folder):
    """Puts LitBank's chains on docs as mentions of no kind."""
    for d in docs:
        spans, opened, i = [], {}, 0
        for line in lzma.open(os.path.join(folder, d.ref + ".conll.xz"), "rt", encoding="utf8"):
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(cells) < 4:
                continue
            for part in cells[12].split("|") if len(cells) > 12 else ():
                c = part.strip("()")
                if part.startswith("("):
                    opened.setdefault(c, []).append(i)
                if part.endswith(")") and opened.get(c):
                    spans.append((opened[c].pop(), i, c))
            i += 1
        if i == d.n:
            put_chains(d, spans)
    return sum(bool(d.mentions) for d in docs)


def put_chains(d, spans):
    """spans: (first, last, chain)."""
    number, taken = {}, {}
    for a, b, c in sorted(spans, key=lambda s: (s[0], -s[1])):
        h = d.top(a, b + 1)
        if h >= 0:
            taken.setdefault(h, (a, b + 1, number.setdefault(c, len(number)), -1))
    d.mentions = sorted((h, *v) for h, v in taken.items())


def plv(docs, path):
    """Puts the pairs of PLV on docs: (type, words of the source, words of the target)."""
    import csv
    rows = {}
    for r in csv.DictReader(lzma.open(path, "rt", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        rows.setdefault(r["sentence_id"], []).append(r)
    for d in docs:
        d.pairs = []
        text = {}
        for r in rows[d.ref]:
            types = [TYPE[t] for t in (("CONCEDE", "RETREAT") if r["gold_root"] == "YIELD" else (r["gold_root"],)) if t in TYPE]
            found = []
            for k in ("source", "target"):
                at = r["sentence"].find(r[k])
                found.append(d.top(*d.words((at, at + len(r[k])))) if r[k] and at >= 0 else -1)
            d.pairs.append((types, *found))
    return docs


def gap(docs, path):
    """Puts GAP's pronouns on docs as ({word: chain}, words that give a loss). A pronoun that is neither name's gives none; a name that
    stands there again is of its chain."""
    import csv
    rows = {r["ID"]: r for r in csv.DictReader(lzma.open(path, "rt", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE)}
    out = []
    for d in docs:
        r = rows[d.ref]
        at = lambda k: d.top(*d.words((int(r[k + "-offset"]), int(r[k + "-offset"]) + len(r[k]))))
        right = next((k for k in "AB" if r[k + "-coref"] == "TRUE"), None)
        pron = at("Pronoun")
        if right is None or pron < 0:
            continue
        entity, last = {pron: 1, at(right): 1}, d.form[at(right)]
        entity |= {i: 1 for i in d.phrases if d.upos[i] == "PROPN" and d.form[i] == last}
        first = min(entity)
        d.gap = (entity, {pron} if pron != first else set())
        if d.gap[1]:
            out.append(d)
    return out

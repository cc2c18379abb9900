"""What is known of a word, or of an event's word and a phrase, beside their vectors. The program computes the same
(internal/stage/event/features.go): a change here makes the weights worthless."""
import csv
import os

BUCKETS = 4096
SENTENCES = (-2, 1)  # sentences around an event's in which its roles are looked for
LONGEST = 4          # steps of a path that are told apart
DISTANCES = (1, 2, 3, 5, 8, 12, 20, 40)
CLASSES = 20
SIZES = (BUCKETS, BUCKETS, BUCKETS, 4 * 2 * 3, 2 * (len(DISTANCES) + 1), CLASSES, 4)
PRONOUNS = {w: i for i, ws in enumerate(("i me my mine myself", "we us our ours ourselves", "you your yours", "he him his himself", "she her hers herself",
                                         "it its itself", "they them their theirs themselves", "who whom whose which that")) for w in ws.split()}
NAMES = {n: 8 + i for i, n in enumerate(("PER", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "MISC"))}


def fnv(s):
    h = 2166136261
    for b in s.encode("utf8"):
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    return h


def lexicon(path):
    """{(pos, lemma): [column]} of the list of triggers: column 2·type for a word that needs no others, 2·type+1 for one that does."""
    from .data import TYPES
    out = {}
    with open(path, encoding="utf8") as f:
        for r in csv.reader((l for l in f if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(r) < 6 or r[0] not in TYPES:
                continue
            for item in r[5].split(", "):
                words, _, need = item.partition("+")
                parts = words.split()
                weak = bool(need) or len(parts) > 1
                key = parts[0]
                if r[3] == "N" and len(parts) > 1 and parts[1] not in "of for on against over to with in".split():
                    key = parts[-1]
                col = 2 * TYPES.index(r[0]) + weak
                cols = out.setdefault((r[3], key), [])
                if col not in cols:
                    cols.append(col)
    return out


RULES = 2 * 16  # the first column of what the rules say: a column a type


POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}


def votes(doc, lex):
    """[(word, column)] of what the list says of the words."""
    out = []
    for i in range(doc.n):
        p = POS.get(doc.upos[i])
        if p:
            for key in {doc.lemma[i].lower(), doc.form[i].lower()} if p == "N" else {doc.lemma[i].lower()}:
                out += [(i, c) for c in lex.get((p, key), ())]
    return out


def rule_votes(doc):
    """[(word, column)] of what the rules say of the words."""
    return [(i, RULES + t - 1) for words, t, _, _ in doc.rules for i in words if doc.upos[i] in POS]


def ruled(doc, t, c):
    """Which role the rules give phrase c in an event that word t tells of: 0 none, 1 actor, 2 recipient, 3 both."""
    out = 0
    for words, _, actors, recipients in doc.rules:
        if t in words:
            out |= (c in actors) | 2 * (c in recipients)
    return out


def path(doc, t, c):
    """The steps of the tree from word t to word c, "far" if they are many, "out" to another sentence."""
    if doc.sentence[t] != doc.sentence[c]:
        return "out"
    up, i = {}, t
    while i >= 0 and len(up) < 40:
        up[i] = len(up)
        i = int(doc.head[i])
    down, j = [], c
    while j >= 0 and j not in up and len(down) < 40:
        down.append(doc.rel[j])
        j = int(doc.head[j])
    if j not in up or up[j] + len(down) > LONGEST:
        return "far"
    ups, i = [], t
    while i != j:
        ups.append(doc.rel[i])
        i = int(doc.head[i])
    return "^" + "^".join(ups) + ">" + ">".join(reversed(down))


def case(doc, c):
    """The preposition or possessive mark of a phrase, "" if it has none."""
    for k in doc.kids(c):
        if doc.rel[k] == "case":
            return doc.form[k].lower()
    return ""


def klass(doc, c):
    low = doc.form[c].lower()
    if doc.upos[c] == "PRON":
        return PRONOUNS.get(low, 16)
    if doc.name[c]:
        return NAMES.get(doc.name[c][2:], 15)
    return 17 + (doc.upos[c] == "PROPN") if not doc.xpos[c].endswith("S") else 19


def pair(doc, t, c):
    """The numbers of the features of event word t with phrase c, one a template."""
    p = path(doc, t, c)
    kind = 0 if doc.upos[c] == "PRON" else 1 if doc.name[c] or doc.upos[c] == "PROPN" else 2
    far = int(doc.sentence[c] - doc.sentence[t])
    d = abs(c - t)
    bucket = next((i for i, x in enumerate(DISTANCES) if d <= x), len(DISTANCES))
    values = (fnv(p + "/" + doc.upos[t]) % BUCKETS, fnv(p + "/" + case(doc, c)) % BUCKETS, fnv(p + "/" + doc.lemma[t].lower()) % BUCKETS,
              ((far - SENTENCES[0]) * 2 + (c > t)) * 3 + kind, 2 * bucket + (c > t), klass(doc, c), ruled(doc, t, c))
    base, out = 0, []
    for v, n in zip(values, SIZES):
        out.append(base + v)
        base += n
    return out


def candidates(doc, t):
    """The phrases that may have a role in the event of word t."""
    s = doc.sentence[t]
    return [c for c in doc.phrases if SENTENCES[0] <= doc.sentence[c] - s <= SENTENCES[1] and c != t]

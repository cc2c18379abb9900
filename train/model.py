"""The joint network: one encoder, and on each word's first piece the heads."""
import torch
from torch import nn
import torch.nn.functional as F

from . import crf
from .corpora import NAME_CORPORA

ARC, REL, CHAIN = 256, 96, 192
WEIGHTS = {"sent": 0.7, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "deprel": 1.0, "ner": 1.2, "parts": 1.0, "chain": 1.0,
           "genre": 0.1}
_MASKED = -1e4


class Biaffine(nn.Module):
    """Scores of pairs (word, head) for each of n labels; the root is a head with a learned vector."""

    def __init__(self, hidden, size, n, dropout):
        super().__init__()
        self.dep, self.head = nn.Linear(hidden, size), nn.Linear(hidden, size)
        self.root = nn.Parameter(torch.randn(size) * 0.1)
        self.weight = nn.Linear(size, n * size, bias=False)  # row o*size+j, column i: what dep i and head j say of label o
        self.head_bias = nn.Linear(size, n)                  # what the head alone says
        self.dep_bias = nn.Linear(size, n, bias=False) if n > 1 else None
        nn.init.normal_(self.weight.weight, std=0.5 / size)
        self.drop, self.n, self.size = nn.Dropout(dropout), n, size

    def sides(self, x):
        """Vectors of the words as dependents [B, W, s] and of root and words as heads [B, 1+W, s]."""
        dep, head = self.drop(F.relu(self.dep(x))), self.drop(F.relu(self.head(x)))
        return dep, torch.cat([self.root.to(head.dtype).expand(x.shape[0], 1, -1), head], 1)

    def all_pairs(self, x):
        """[B, W, 1+W] for one label."""
        dep, head = self.sides(x)
        return self.weight(dep) @ head.transpose(1, 2) + self.head_bias(head).transpose(1, 2)

    def at(self, x, heads):
        """[B, W, n] for the one head of each word."""
        dep, head = self.sides(x)
        head = head.gather(1, heads[..., None].expand(-1, -1, self.size))
        mixed = self.weight(dep).view(*dep.shape[:2], self.n, self.size)
        return (mixed @ head[..., None])[..., 0] + self.head_bias(head) + self.dep_bias(dep)


class Joint(nn.Module):
    """The encoder with all heads."""

    def __init__(self, encoder, labels, dropout=0.2, rel=REL):
        super().__init__()
        self.encoder, self.labels = encoder, labels
        h = encoder.config["hidden"]
        self.drop = nn.Dropout(dropout)
        self.sent = nn.Linear(h, 2)
        self.upos, self.xpos = nn.Linear(h, len(labels["upos"])), nn.Linear(h, len(labels["xpos"]))
        self.feats, self.lemma = nn.Linear(h, len(labels["feats"])), nn.Linear(h, len(labels["lemma"]))
        self.arc, self.rel = Biaffine(h, ARC, 1, dropout), Biaffine(h, rel, len(labels["deprel"]), dropout)
        self.chain = Biaffine(h, CHAIN, 1, dropout)  # what a word that heads a mention refers back to; the root is nothing
        self.ner, self.parts = nn.Linear(h, len(labels["ner"])), nn.Linear(h, len(labels["attribution"]))
        # what a corpus of names means by its classes, beside what all mean
        self.dialect = nn.ModuleList(nn.Linear(h, len(labels["ner"])) for _ in NAME_CORPORA)
        for d in self.dialect:
            nn.init.zeros_(d.weight)
            nn.init.zeros_(d.bias)
        self.genre = nn.Linear(h, 1)  # log odds, in the mean over a window's words, that it is no news but text of the web
        self.ner_trans = nn.Parameter(torch.zeros(len(labels["ner"]), len(labels["ner"])))
        self.parts_trans = nn.Parameter(torch.zeros(len(labels["attribution"]), len(labels["attribution"])))
        self.register_buffer("ner_never", torch.tensor(crf.forbidden(labels["ner"])), persistent=False)
        self.register_buffer("parts_never", torch.tensor(crf.forbidden(labels["attribution"])), persistent=False)

    def words(self, batch):
        """[B, W, hidden]: the encoder's vector at each word's first piece."""
        x = self.encoder(batch["pieces"], batch["shape"], batch["gap"], batch["mask"])
        return x.gather(1, batch["first"][..., None].expand(-1, -1, x.shape[-1]))

    def arcs(self, x, sentence):
        """[B, W, 1+W] scores of heads, the root first; words of other sentences are masked."""
        scores = self.arc.all_pairs(x).float()
        w = sentence.shape[1]
        other = (sentence[:, :, None] != sentence[:, None, :]) | torch.eye(w, dtype=torch.bool)
        return scores.masked_fill(F.pad(other, (1, 0)), _MASKED)

    def antecedents(self, x):
        """[B, W, 1+W] scores of words before each word as the head of what it refers back to, the root for nothing."""
        scores = self.chain.all_pairs(x).float()
        w = x.shape[1]
        later = torch.ones(w, w, dtype=torch.bool).triu()
        return scores.masked_fill(F.pad(later, (1, 0)), _MASKED)

    def names(self, x, corpus):
        """Scores of name tags, with the dialect of each window's corpus (a number of NAME_CORPORA; a greater one has none)."""
        y = self.ner(x)
        none = torch.zeros_like(y[0])
        return y + torch.stack([self.dialect[int(c)](x[i]) if c < len(self.dialect) else none for i, c in enumerate(corpus)])

    def genres(self, x, lengths):
        """[B]: log odds that each window is text of the web, as UNER's corpus is, and not news."""
        live = torch.arange(x.shape[1])[None] < lengths[:, None]
        return (self.genre(x)[..., 0].float() * live).sum(1) / lengths.clamp(min=1)

    def read_names(self, x, lengths):
        """Scores of name tags of windows whose corpus is not known: the dialect of news, or of the web as far as the
        window is such text."""
        news, web = (NAME_CORPORA.index(k) for k in ("worldwide", "uner"))
        web = self.dialect[web](x) - self.dialect[news](x)
        return self.ner(x) + self.dialect[news](x) + self.genres(x, lengths).sigmoid()[:, None, None] * web

    def transitions(self, which):
        """Scores of one tag after another, with what BIO forbids."""
        trans, never = (self.ner_trans, self.ner_never) if which == "ner" else (self.parts_trans, self.parts_never)
        return trans.masked_fill(never, crf.FORBIDDEN)

    def losses(self, batch):
        """Summed loss and count of words by head."""
        x = self.drop(self.words(batch))
        out = {}
        ud = (batch["upos"] >= 0).any(1)
        if ud.any():
            u, sub = x[ud], {k: v[ud] for k, v in batch.items()}
            for k in ("sent", "upos", "xpos", "feats", "lemma"):
                out[k] = _cross(getattr(self, k)(u), sub[k])
            out["arc"] = _cross(self.arcs(u, sub["sentence"]), sub["head"])
            out["deprel"] = _cross(self.rel.at(u, sub["head"].clamp(min=0)), sub["deprel"].where(sub["head"] >= 0, -1))
        chained = (batch["chain"] >= 0).any(1)
        if chained.any():
            out["chain"] = _chains(self.antecedents(x[chained]), batch["chain"][chained], batch["opens"][chained])
        known = batch["web"] >= 0
        if known.any():  # the encoder is not moved by what only tells the corpora apart
            odds = self.genres(x[known].detach(), batch["lengths"][known])
            out["genre"] = (F.binary_cross_entropy_with_logits(odds, batch["web"][known].float(), reduction="sum"), int(known.sum()))
        for key, rows in (("ner", batch["names_corpus"] >= 0), ("parts", (batch["parts"] >= 0).any(1))):
            if rows.any():
                lengths = batch["lengths"][rows]
                top = int(lengths.max())
                if key == "ner":
                    scores, gold = self.names(x[rows], batch["names_corpus"][rows]), batch["names"][rows]
                else:
                    scores = self.parts(x[rows])
                    gold = F.one_hot(batch["parts"][rows].clamp(min=0), scores.shape[-1]).bool()
                out[key] = (crf.loss(scores[:, :top], self.transitions(key), lengths, gold[:, :top]), int(lengths.sum()))
        return out


def _chains(scores, chain, opens):
    """Loss of antecedents. chain [B, W]: number of the chain of which a word heads a mention, 0 none, -1 no loss; opens:
    the word's mention is the first of its chain. One whose antecedents all lie before the window gives no loss."""
    before = torch.ones(chain.shape[1], chain.shape[1], dtype=torch.bool).tril(-1)
    right = (chain[:, :, None] == chain[:, None, :]) & (chain > 0)[:, :, None] & before
    none = (chain == 0) | (opens & (chain > 0))
    right = torch.cat([none[..., None], right], 2)
    counted = (chain >= 0) & right.any(2)
    gold = scores.masked_fill(~right, -1e4).logsumexp(2)
    return (scores.logsumexp(2) - gold)[counted].sum(), int(counted.sum())


def _cross(scores, gold):
    return F.cross_entropy(scores.flatten(0, -2).float(), gold.flatten(), ignore_index=-1, reduction="sum"), int((gold >= 0).sum())

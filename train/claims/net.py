"""The network of claims: layers of its own over the shared encoder's words, and heads for mentions, what they refer back to,
events, and who has which role in them."""
import torch
from torch import nn
import torch.nn.functional as F

from .. import encoder
from . import features
from .data import KINDS, STATUSES, TYPES

WIDTH = 32            # hidden numbers of a pair
EDGE = 32             # of the heads that find the ends of a phrase
REACH = 14            # words that a phrase's ends are looked for on either side of its head
CHAIN = 192
ROLES = ("actor", "recipient", "ARG0", "ARG1", "ARG2")  # the last three are PropBank's and serve training alone
NONE = -1e4


class Pairs(nn.Module):
    """Scores of event words and phrases, one a role."""

    def __init__(self, hidden, roles, drop):
        super().__init__()
        self.roles = roles
        self.event, self.phrase = nn.Linear(hidden, roles * 2 * WIDTH + WIDTH), nn.Linear(hidden, roles * 2 * WIDTH)
        self.feature, self.direct = nn.Embedding(sum(features.SIZES), WIDTH), nn.Embedding(sum(features.SIZES), roles)
        self.out, self.none = nn.Parameter(torch.randn(roles, WIDTH) * 0.1), nn.Linear(WIDTH, roles)
        nn.init.normal_(self.feature.weight, std=0.05)
        nn.init.normal_(self.direct.weight, std=0.05)
        self.drop, self.hide = nn.Dropout(drop), nn.Dropout(0.2)

    def forward(self, x, t, c, f, which=(0, 1)):
        """x [words, hidden]; t [pairs], c [pairs]: words; f [pairs, templates]; which: numbers of roles. Returns [pairs, which]."""
        x = self.drop(x)
        te, ce = self.event(x)[:, : self.roles * 2 * WIDTH], self.phrase(x)
        a, p = te.view(-1, self.roles, 2 * WIDTH).split(WIDTH, 2)
        b, q = ce.view(-1, self.roles, 2 * WIDTH).split(WIDTH, 2)
        known, out = self.feature(f).sum(1), self.direct(f).sum(1)
        scores = []
        for r in which:
            hidden = self.hide(F.relu(a[t, r] + b[c, r] + known))
            scores.append(hidden @ self.out[r] + (p[:, r] @ q[:, r].T)[t, c] + out[:, r])
        return torch.stack(scores, 1)

    def nobody(self, x, t, which=(0, 1)):
        """[events, which]: scores of nobody."""
        return self.none(F.relu(self.event(self.drop(x[t]))[:, self.roles * 2 * WIDTH:]))[:, which]


class Claims(nn.Module):
    """The heads over layers of their own."""

    def __init__(self, hidden=384, layers=2, heads=12, ffn=1536, eps=1e-12, drop=0.2):
        super().__init__()
        self.sizes = {"hidden": hidden, "layers": layers, "heads": heads, "ffn": ffn, "eps": eps}
        self.vote = nn.Embedding(2 * len(TYPES), hidden)  # what the list of triggers says of a word, added to its row
        nn.init.zeros_(self.vote.weight)
        self.layers = nn.ModuleList(encoder.Layer(hidden, heads, ffn, eps, 0.1) for _ in range(layers))
        self.drop = nn.Dropout(drop)
        self.kind = nn.Linear(hidden, len(KINDS) + 1)
        self.edges = nn.Linear(hidden, 4 * EDGE)  # of a head, of a first word, of a head, of a last word
        self.type_in = nn.Linear(hidden, 128)
        self.event_type, self.type_vote = nn.Linear(128, len(TYPES) + 1), nn.Embedding(3 * len(TYPES), len(TYPES) + 1)
        nn.init.zeros_(self.type_vote.weight)
        self.status = nn.Linear(hidden, len(STATUSES))
        self.pairs = Pairs(hidden, len(ROLES), drop)
        # what refers back to what, from which the resolver of mentions reads (train/mentions.py)
        self.back, self.front = nn.Linear(hidden, CHAIN), nn.Linear(hidden, CHAIN)
        self.chain = nn.Linear(CHAIN, CHAIN)
        self.chain_none, self.chain_far, self.chain_same = nn.Linear(CHAIN, 1), nn.Embedding(12, 1), nn.Embedding(8, 1)

    def words(self, batch):
        """[words, hidden] of all texts of a batch, one after the other."""
        x = batch["x"]
        v = batch["votes"]
        if len(v):
            x = x.index_put((v[:, 0], v[:, 1]), self.vote(v[:, 2]), accumulate=True)
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)
        mask = (~batch["live"][:, None, None, :]).to(x.dtype) * NONE
        for layer in self.layers:
            x = layer(x, mask)
        return x[batch["live"]].float()

    def types(self, x, votes):
        """Scores of types of event, none first; votes: (word, column) of the list of triggers and of the rules."""
        y = self.event_type(self.drop(F.relu(self.type_in(self.drop(x)))))
        if len(votes):
            y = y.index_put((votes[:, 0],), self.type_vote(votes[:, 1]), accumulate=True)
        return y

    def ends(self, x, heads, sentence):
        """Scores [mentions, 2·REACH+1] of words around heads as first and as last words."""
        e = self.edges(self.drop(x)).split(EDGE, 1)
        at = heads[:, None] + torch.arange(-REACH, REACH + 1)
        inside = (at >= 0) & (at < len(x))
        at = at.clamp(0, len(x) - 1)
        same = inside & (sentence[at] == sentence[heads][:, None])
        before = torch.arange(-REACH, REACH + 1) <= 0
        after = torch.arange(-REACH, REACH + 1) >= 0
        first = (e[0][heads][:, None] * e[1][at]).sum(2).masked_fill(~(same & before), NONE)
        last = (e[2][heads][:, None] * e[3][at]).sum(2).masked_fill(~(same & after), NONE)
        return first, last

    def antecedents(self, x, i, j, far, same):
        """Scores of pairs (word i, earlier word j) of a text, and of nothing for every word."""
        back, front = self.drop(F.relu(self.back(x))), self.drop(F.relu(self.front(x)))
        scores = self.chain(back) @ front.T / 8  # all of them: gathering rows of both sides costs more
        return scores[i, j] + self.chain_far(far)[:, 0] + self.chain_same(same)[:, 0], self.chain_none(back)[:, 0]


def begin(net, joint, tap):
    """Copies the encoder's layers behind tap into net's, as a beginning."""
    for mine, theirs in zip(net.layers, joint.encoder.layers[tap:]):
        mine.load_state_dict(theirs.state_dict())
    net.back.load_state_dict(joint.chain.dep.state_dict())
    net.front.load_state_dict(joint.chain.head.state_dict())
    net.chain.weight.data.copy_(joint.chain.weight.weight.data * 8)
    return net

"""The encoder that training starts from: bge-small-en-v1.5, read out of a jar with its ONNX file and tokenizer."""
import io
import re
import zipfile

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from . import quant
from .shapes import GAPS, SHAPES

MAX_PIECES = 6  # of one word; the rest of a longer word tells little


class RowDropout(nn.Module):
    """Dropout with one mask for all positions of a window: as good here, and a fraction of the random numbers."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * (keep / (1 - self.share)).to(x.dtype)


class Layer(nn.Module):
    """One post-norm transformer layer as BERT has it."""

    def __init__(self, hidden, heads, ffn, eps, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.attn_norm = nn.LayerNorm(hidden, eps)
        self.up = nn.Linear(hidden, ffn)
        self.down = nn.Linear(ffn, hidden)
        self.ffn_norm = nn.LayerNorm(hidden, eps)
        self.drop = RowDropout(dropout)
        self.eight = False  # attention in eight bits, see quant.py

    def forward(self, x, mask):
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        if self.eight:
            return self.forward_eight(x, q, k, v, mask)
        # written out: on a CPU the fused kernel's backward pass costs more than all three products here
        scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2)
        mixed = F.softmax(scores if mask is None else scores + mask, -1).to(v.dtype) @ v
        return self.after(x, mixed)

    def after(self, x, mixed):
        """What follows attention."""
        x = self.attn_norm(x + self.drop(self.out(mixed.transpose(1, 2).reshape(x.shape))))
        return self.ffn_norm(x + self.drop(self.down(F.gelu(self.up(x)))))

    def forward_eight(self, x, q, k, v, mask):
        """forward with attention as the program computes it: one scale for a row's queries of all heads, one for each key and
        for each column of values, distributions as bytes that add up to one."""
        scores = quant.queries(q * q.shape[-1] ** -0.5) @ quant.signed(k, -1).transpose(-1, -2)
        if mask is not None:  # rows that pad the batch have no part in the scales
            scores, v = scores + mask, v.masked_fill(mask.transpose(-1, -2) < 0, 0)
        share = F.softmax(scores, -1)
        share = (share * (255 / share.amax(-1, keepdim=True))).round()
        return self.after(x, share / share.sum(-1, keepdim=True) @ quant.signed(v, -2))


class Encoder(nn.Module):
    """Pieces, shapes and gaps to one vector a row: a row is a piece or, with rows="word", a word, whose pieces are summed."""

    def __init__(self, vocab=30522, hidden=384, layers=12, heads=12, ffn=1536, positions=512, eps=1e-12, rows="piece", dropout=0.1):
        super().__init__()
        self.config = {"vocab": vocab, "hidden": hidden, "layers": layers, "heads": heads, "ffn": ffn,
                       "positions": positions, "ln_eps": eps, "rows": rows}
        self.by_word = rows == "word"
        self.word = nn.Embedding(vocab, hidden)
        self.position = nn.Embedding(positions, hidden)  # the vector of token type 0 is added to each row
        self.shape = nn.Embedding(len(SHAPES), hidden)
        self.gap = nn.Embedding(len(GAPS), hidden)
        nn.init.normal_(self.shape.weight, std=1e-3)
        nn.init.normal_(self.gap.weight, std=1e-3)
        self.norm = nn.LayerNorm(hidden, eps)
        self.drop = RowDropout(dropout)
        self.layers = nn.ModuleList(Layer(hidden, heads, ffn, eps, dropout) for _ in range(layers))

    def rows(self, pieces, shapes, gaps):
        """What the first layer reads. pieces, shapes, gaps: [batch, length]; with rows of words pieces is
        [batch, length, MAX_PIECES], -1 where a word has no more."""
        if self.by_word:
            x = (self.word(pieces.clamp(min=0)) * (pieces >= 0)[..., None]).sum(2)
        else:
            x = self.word(pieces)
        return self.norm(x + self.position.weight[: pieces.shape[1]] + self.shape(shapes) + self.gap(gaps))

    def forward(self, pieces, shapes, gaps, mask):
        """One vector a row; mask: True where there is a row."""
        x = self.drop(self.rows(pieces, shapes, gaps))
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.get_autocast_dtype("cpu"))  # one narrow stream through all layers spares the casts in each
        mask = None if bool(mask.all()) else (~mask[:, None, None, :]).to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def _member(jar, suffix):
    with zipfile.ZipFile(jar) as z:
        name = next(n for n in z.namelist() if n.endswith(suffix))
        return z.read(name)


def tokenizer(jar):
    from tokenizers import Tokenizer

    return Tokenizer.from_str(_member(jar, "tokenizer.json").decode("utf8"))


def load(jar, dropout=0.1):
    """The Encoder with the jar's weights; fails on any weight that is missing or left over."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(io.BytesIO(_member(jar, ".onnx"))).graph
    raw = {i.name: i for i in graph.initializer}
    have = {n: numpy_helper.to_array(i) for n, i in raw.items() if n.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        # a product with a weight names its place; the weight itself is anonymous and stands transposed
        if node.op_type == "MatMul" and node.input[1] in raw and "/encoder/" in node.name:
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"
            have[name] = numpy_helper.to_array(raw[node.input[1]]).T
    enc = Encoder(dropout=dropout)
    state = {}

    def put(name, *sources):
        state[name] = torch.tensor(np.concatenate([have.pop(s) for s in sources]))

    kind = have.pop("embeddings.token_type_embeddings.weight")[0]
    put("word.weight", "embeddings.word_embeddings.weight")
    put("position.weight", "embeddings.position_embeddings.weight")
    state["position.weight"] += torch.tensor(kind)
    for part in ("weight", "bias"):
        put(f"norm.{part}", f"embeddings.LayerNorm.{part}")
        for i in range(len(enc.layers)):
            p = f"encoder.layer.{i}."
            put(f"layers.{i}.qkv.{part}", *(f"{p}attention.self.{x}.{part}" for x in ("query", "key", "value")))
            put(f"layers.{i}.out.{part}", f"{p}attention.output.dense.{part}")
            put(f"layers.{i}.attn_norm.{part}", f"{p}attention.output.LayerNorm.{part}")
            put(f"layers.{i}.up.{part}", f"{p}intermediate.dense.{part}")
            put(f"layers.{i}.down.{part}", f"{p}output.dense.{part}")
            put(f"layers.{i}.ffn_norm.{part}", f"{p}output.LayerNorm.{part}")
    left = [n for n in have if not re.search("position_ids|pooler", n)]
    if left:
        raise ValueError(f"{jar}: weights without a place: {left[:5]}")
    missing, extra = enc.load_state_dict(state, strict=False)
    if extra or set(missing) != {"shape.weight", "gap.weight"}:
        raise ValueError(f"{jar}: missing {missing}, not expected {extra}")
    return enc

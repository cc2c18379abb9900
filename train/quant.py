"""Eight-bit arithmetic as the program does it, simulated in float: weights by row, inputs by row as they come."""
import copy

import torch
from torch import nn

LIMIT = 127


def rows(weight):
    """(int8 values, scale of each row) of a matrix. Of a few ways to clip a row the one with the least squared error is
    taken: a lone large weight must not cost all others their precision."""
    top = weight.abs().amax(1, keepdim=True).clamp_min(1e-12)
    best, scale = torch.full_like(top, float("inf")), top / LIMIT
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        s = top * share / LIMIT
        error = ((weight / s).round().clamp(-LIMIT, LIMIT) * s - weight).square().sum(1, keepdim=True)
        scale = torch.where(error < best, s, scale)
        best = torch.minimum(error, best)
    return (weight / scale).round().clamp(-LIMIT, LIMIT).to(torch.int8), scale[:, 0]


def inputs(x):
    """x as unsigned bytes with a step and a zero point for each row would give it back; 0 stays 0."""
    low, high = x.amin(-1, keepdim=True).clamp_max(0), x.amax(-1, keepdim=True).clamp_min(0)
    step = ((high - low) / 255).clamp_min(1e-30)
    zero = (-low / step).round()
    return (((x / step).round() + zero).clamp(0, 255) - zero) * step


def signed(x, dim):
    """x as signed bytes with one scale over a dimension would give it back."""
    step = (x.abs().amax(dim, keepdim=True) / LIMIT).clamp_min(1e-30)
    return (x / step).round() * step


def queries(q):
    """Queries [batch, heads, rows, size] as bytes with one scale a row would give them back."""
    b, h, t, s = q.shape
    return inputs(q.transpose(1, 2).reshape(b, t, h * s)).view(b, t, h, s).transpose(1, 2)


class Linear(nn.Module):
    """A linear layer with eight-bit weights and inputs."""

    def __init__(self, linear):
        super().__init__()
        q, scale = rows(linear.weight.detach())
        self.register_buffer("weight", q.float() * scale[:, None])
        self.bias = linear.bias

    def forward(self, x):
        return nn.functional.linear(inputs(x), self.weight, self.bias)


def simulate(net):
    """A copy of the network with all linear layers, attention and the table of pieces in eight bits."""
    net = copy.deepcopy(net)
    for layer in net.encoder.layers:
        layer.eight = True
    for module in list(net.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear) and not name.endswith("_bias"):
                setattr(module, name, Linear(child))
    q, scale = rows(net.encoder.word.weight.detach())
    net.encoder.word.weight.data = q.float() * scale[:, None]
    return net

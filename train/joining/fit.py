"""Train the joining of event mentions: a projection of the encoder's vectors, and a model over named features.

    go run ./train/joining digest CORPUS.jsonl > DIGESTS.jsonl            # vectors of 384 numbers, as they are
    python -m train.joining.fit projection DIGESTS.jsonl --topics 1-25 --out PROJECTION.npz
    python -m train.joining.fit apply DIGESTS.jsonl PROJECTION.npz > SHORT.jsonl   # the vectors projected
    go run ./train/joining pairs SHORT.jsonl > PAIRS.f32; go run ./train/joining names > NAMES.txt
    python -m train.joining.fit model PAIRS.f32 NAMES.txt PROJECTION.npz --topics 1-25 --out models/weights/en/join.json
    python -m train.joining.fit ship models/weights/en/join.json --score "NAME=FIGURE"

Pairs of mentions of one chain are to be near in the projection, those of others far; the model has one hidden layer.
Topics that are not named are never trained on. Needs numpy and torch.
"""
import argparse, base64, hashlib, json, random, sys

import numpy as np
import torch

SIZE = 64
IDS = 7  # columns of pairs before the features


def topics(text):
    out = set()
    for part in text.split(","):
        a, _, b = part.partition("-")
        out |= set(map(str, range(int(a), int(b or a) + 1)))
    return out


def mentions(path):
    """Yields (row, mention, chain, topic) of digests; topics of corpora other than ECB+ have an outlet."""
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        topic = ("n" if row["Outlet"] else "") + row["Topic"]
        for m in row["Digest"]["mentions"] or []:
            yield row, m, row["Chains"].get(str(m["trigger"]["Start"] if isinstance(m["trigger"], dict) else m["trigger"][0])), topic


def read(path):
    x, y, t = [], [], []
    for _, m, chain, topic in mentions(path):
        if m.get("vector") and chain:
            x.append(m["vector"]), y.append((topic, chain)), t.append(topic)
    x = torch.tensor(np.array(x, dtype=np.float32))
    ids = {c: i for i, c in enumerate(sorted(set(y)))}
    return x / x.norm(dim=1, keepdim=True), torch.tensor([ids[c] for c in y]), t


def projection(a):
    """One projection of all the topics, and two of a half each, for the features that the model of the other half is trained on:
    those of topics that a projection was trained on promise too much."""
    x, y, t = read(a.digests)
    train = topics(a.topics)
    out = {}
    for name, use in (("w", train), ("even", {c for c in train if int(c) % 2 == 0}), ("odd", {c for c in train if int(c) % 2})):
        out[name] = learn(a, x, y, t, use).numpy()
        for what, sel in (("trained on", use), ("others", {c for c in set(t) if c[0] != "n"} - use), ("newswcl", {c for c in t if c[0] == "n"})):
            on = torch.tensor([c in sel for c in t])
            print(name, what, auc(x[on], y[on], [c for c in t if c in sel], torch.tensor(out[name])), "raw", auc(x[on], y[on], [c for c in t if c in sel], None), file=sys.stderr)
    np.savez(a.out, **out)


def learn(a, x, y, t, use):
    torch.manual_seed(1)
    on = torch.tensor([c in use for c in t])
    x, y, t = x[on], y[on], [c for c in t if c in use]
    by = {}
    for i, c in enumerate(t):
        by.setdefault(c, []).append(i)
    _, _, v = torch.linalg.svd(x - x.mean(0), full_matrices=False)  # begin with the principal axes
    w = torch.nn.Parameter(v[:SIZE].clone() * 3)
    start = w.detach().clone()
    scale = torch.nn.Parameter(torch.tensor([6.0, -2.0]))
    opt = torch.optim.Adam([{"params": [w], "lr": 5e-3}, {"params": [scale], "lr": 3e-2}])
    for step in range(a.steps):
        loss = 0
        for c in random.Random(step).sample(sorted(by), min(6, len(by))):
            idx = torch.tensor(by[c])
            z = torch.nn.functional.dropout(x[idx], 0.2) @ w.T
            z = z / z.norm(dim=1, keepdim=True).clamp_min(1e-6)
            same = (y[idx][:, None] == y[idx][None]).float()
            weight = (1 - torch.eye(len(idx))) * (same * 4 + (1 - same))
            e = torch.nn.functional.binary_cross_entropy_with_logits(scale[0] * (z @ z.T) + scale[1], same, weight=weight, reduction="sum")
            loss = loss + e / weight.sum()
        loss = loss + a.decay * ((w - start) ** 2).sum()
        opt.zero_grad(), loss.backward(), opt.step()
    return w.detach()


def auc(x, y, t, w):
    """Mean over topics of how often two words of one chain are nearer than two of others."""
    out = []
    for c in sorted(set(t)):
        idx = torch.tensor([i for i, d in enumerate(t) if d == c])
        z = x[idx] if w is None else x[idx] @ w.T
        z = z / z.norm(dim=1, keepdim=True)
        s = z @ z.T
        same = y[idx][:, None] == y[idx][None]
        up = torch.triu(torch.ones_like(s), 1) > 0
        pos, neg = s[same & up], s[~same & up]
        if len(pos) and len(neg):
            order = torch.cat([pos, neg]).argsort().argsort().float()
            out.append(float((order[: len(pos)].sum() - len(pos) * (len(pos) - 1) / 2) / len(pos) / len(neg)))
    return round(sum(out) / max(1, len(out)), 4)


def apply(a):
    """Projects the vectors; with --cross those of a topic that was trained on by the projection of the other half."""
    every = {k: quantized(a.projection, k)[2] for k in ("w", "even", "odd")}
    train = topics(a.topics)
    for line in open(a.digests, encoding="utf8"):
        row = json.loads(line)
        w = every["w"]
        if a.cross and not row["Outlet"] and row["Topic"] in train:
            w = every["odd" if int(row["Topic"]) % 2 == 0 else "even"]
        for m in row["Digest"]["mentions"] or []:
            if m.get("vector"):
                z = w @ np.array(m["vector"], dtype=np.float32)
                m["vector"] = [int(v) for v in np.rint(z / max(1e-9, np.abs(z).max()) * 127)]
        print(json.dumps(row, ensure_ascii=False))


def quantized(path, name="w"):
    w = np.load(path)[name].astype(np.float32)
    scale = np.abs(w).max(1) / 127
    q = np.rint(w / scale[:, None]).astype(np.int8)
    return q, scale, q.astype(np.float32) * scale[:, None]


def model(a):
    train = topics(a.topics)
    names = open(a.names, encoding="utf8").read().split("\n")[:-1]
    data = np.fromfile(a.pairs, dtype="<f4").reshape(-1, IDS + len(names))
    data = data[data[:, 2] > -2]
    wanted = np.array(sorted(map(float, train)) + [-1.0 - n for n in a.worlds])
    on = torch.tensor(np.isin(data[:, 0], wanted) & np.isin(data[:, 1], wanted))
    world = torch.tensor(data[:, 0] < 0)
    for n in sorted(set(data[data[:, 0] < 0, 0])):
        print("topic", n, "pairs", int((data[:, 0] == n).sum()), "same", int(data[data[:, 0] == n, 2].sum()), file=sys.stderr)
    y, x = torch.tensor(np.maximum(data[:, 2], 0)), torch.tensor(data[:, IDS:].copy())
    print("pairs", len(y), "trained on", int(on.sum()), "same", int(y[on].sum()), file=sys.stderr)
    out = {"vectors": fit(x, y, on, world, names, a, True), "none": fit(x, y, on, world, names, a, False)}
    for m in out.values():
        m["near"] = a.near
    q, scale, _ = quantized(a.projection)
    out["projection"] = {"model": "accurate", "out": SIZE, "scale": [round(float(s), 8) for s in scale], "rows": base64.b64encode(q.tobytes()).decode()}
    json.dump(out, open(a.out, "w", encoding="utf8"), separators=(",", ":"))


def fit(x, y, on, world, names, a, vectors):
    torch.manual_seed(1)
    x = x.clone()
    if not vectors:
        x[:, names.index("cosine")] = 0
        x[:, names.index("no vector")] = 1
    near = x[:, names.index("stories")]
    use = on & ((near >= a.near) | (x[:, names.index("same story")] > 0))
    xt, yt = x[use], y[use]
    far = torch.nonzero(world[use])[:, 0]
    net = torch.nn.Sequential(torch.nn.Linear(len(names), a.hidden), torch.nn.ReLU(), torch.nn.Linear(a.hidden, 1))
    opt = torch.optim.AdamW(net.parameters(), lr=5e-3, weight_decay=1e-3)
    g = torch.Generator().manual_seed(1)
    steps = a.steps
    for step in range(steps):
        for gr in opt.param_groups:
            gr["lr"] = 5e-3 * (1 - step / steps) + 1e-4
        i = torch.randint(len(yt), (4096,), generator=g)
        if len(far):
            i = torch.cat([i, far[torch.randint(len(far), (a.world_batch,), generator=g)]])
        xb = xt[i]
        if a.drop:  # what other corpora lack: a feature is left out now and then
            xb = xb * (torch.rand(xb.shape, generator=g) > a.drop)
        e = torch.nn.functional.binary_cross_entropy_with_logits(net(xb)[:, 0], yt[i])
        opt.zero_grad(), e.backward(), opt.step()
    with torch.no_grad():
        z = net(xt)[:, 0]
        print("vectors" if vectors else "none", "loss", round(float(torch.nn.functional.binary_cross_entropy_with_logits(z, yt)), 4), file=sys.stderr)
        off = ~on & ((near >= a.near) | (x[:, names.index("same story")] > 0))
        zo, yo = net(x[off])[:, 0], y[off]
        for cut in (0.3, 0.5, 0.7):
            wo = world[off]
            for n, zz, yy in (("train", z, yt), ("others", zo[~wo], yo[~wo]), ("other worlds", zo[wo], yo[wo]), ("worlds", z[far], yt[far])):
                p = torch.sigmoid(zz) >= cut
                tp = float((p & (yy > 0)).sum())
                print(n, cut, "P %.3f R %.3f" % (tp / max(1, float(p.sum())), tp / max(1, float(yy.sum()))), file=sys.stderr)
    r = lambda t: [round(float(v), 5) for v in t]
    return {"features": names, "hidden": [r(row) for row in net[0].weight], "bias": r(net[0].bias), "out": r(net[2].weight[0]), "out_bias": round(float(net[2].bias[0]), 5),
            "scale": a.scale, "shift": a.shift}


def ship(a):
    """Write the manifest's entry of the weights."""
    data = open(a.weights, "rb").read()
    man = json.load(open("models/manifest.json", encoding="utf8"))
    entry = {"name": "en/join", "file": "weights/en/join.json", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "licence": "CC BY 3.0",
             "trained_on": ["ECB+, topics 1 to 25 (chains of event words; CC BY 3.0, texts their publishers')",
                            "six press worlds and pairs of reports, written for this project (train/joining/worlds, eval/conflicts)",
                            "releases of the US State Department and of members of the Congress (public domain): 2,703 pairs of mentions and 263 disputes that readers judged (train/joining/judged), and disputes as what does not contradict",
                            "452 pairs of mentions of 975 news stories of the training parts of worldwide and PolNeAR (no licence stated for the texts), which readers judged (train/joining/judged/pairs-news.tsv)"],
             "command": "python -m train.joining.fit model, python -m train.joining.found, python -m train.joining.judge", "scores": dict(x.split("=", 1) for x in a.score)}
    man["parts"] = [p for p in man["parts"] if p["name"] != "en/join"] + [entry]
    with open("models/manifest.json", "w", encoding="utf8") as f:
        f.write(json.dumps(man, indent=2, ensure_ascii=False) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="verb", required=True)
    p = sub.add_parser("projection")
    p.add_argument("digests"), p.add_argument("--topics", default="1-25"), p.add_argument("--out", required=True)
    p.add_argument("--steps", type=int, default=80), p.add_argument("--decay", type=float, default=1e-3)
    p = sub.add_parser("apply")
    p.add_argument("digests"), p.add_argument("projection"), p.add_argument("--cross", action="store_true"), p.add_argument("--topics", default="1-25")
    p = sub.add_parser("model")
    p.add_argument("pairs"), p.add_argument("names"), p.add_argument("projection"), p.add_argument("--topics", default="1-25"), p.add_argument("--out", required=True)
    p.add_argument("--near", type=float, default=0.1), p.add_argument("--hidden", type=int, default=10), p.add_argument("--steps", type=int, default=3000), p.add_argument("--drop", type=float, default=0.0)
    p.add_argument("--worlds", type=int, nargs="*", default=[], help="topics of press worlds to train on"), p.add_argument("--world-batch", type=int, default=1024)
    p.add_argument("--scale", type=float, default=1.0), p.add_argument("--shift", type=float, default=0.0)
    p = sub.add_parser("ship")
    p.add_argument("weights"), p.add_argument("--score", action="append", default=[])
    a = ap.parse_args()
    globals()[a.verb](a)


if __name__ == "__main__":
    main()

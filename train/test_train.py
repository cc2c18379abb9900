"""Tests of what the parts promise, on made-up data: python -m unittest train.test_train"""
import copy
import itertools
import os
import random
import unittest

import numpy as np
import torch

from . import average, checkpoint, corpora, crf, encoder, export, lemmas, model, quant, shapes, splitter, student, swap, tree
from .claims import data as claims


class Words(unittest.TestCase):
    def test_split(self):
        cases = {"She didn’t pay $1,000.50.": ["She", "did", "n’t", "pay", "$", "1,000.50", "."],
                 "Mr. O'Neil's well-known U.S. aide": ["Mr.", "O'Neil", "'s", "well", "-", "known", "U.S.", "aide"],
                 "They cannot": ["They", "can", "not"]}
        for text, want in cases.items():
            self.assertEqual([text[a:b] for a, b in splitter.split(text)], want)

    def test_shapes(self):
        cases = {"said": "lower", "'s": "lower-apostrophe", "Mr.": "title-marks", "U.S.": "upper-marks", "I": "upper-one",
                 "NATO": "upper-few", "UNESCO": "upper-many", "McCain": "mixed-upper", "iPhone": "mixed-lower", "2024": "number-year",
                 "1,000": "number-marks", "1990s": "number-lower", "F16": "number-upper", "***": "symbol", "’": "quote-close"}
        for word, want in cases.items():
            self.assertEqual(shapes.SHAPES[shapes.shape(word)], want, word)

    def test_lemmas(self):
        for form, lemma in (("parties", "party"), ("Said", "say"), ("was", "be"), ("NATO", "NATO"), ("Bush", "Bush"), ("THE", "the")):
            self.assertEqual(lemmas.apply(lemmas.rule(form, lemma), form), lemma)
        self.assertEqual(lemmas.apply("L9x", "short"), "short")


class Paths(unittest.TestCase):
    def test_sum_over_paths_is_that_of_all_paths(self):
        torch.manual_seed(1)
        scores, trans, lengths = torch.randn(2, 6, 3), torch.randn(3, 3), torch.tensor([6, 4])
        allowed = torch.rand(2, 6, 3) > 0.3
        allowed[..., 0] |= ~allowed.any(-1)
        got = crf.log_sum(scores, trans, lengths, allowed)
        for b, n in enumerate(lengths):
            paths = [p for p in itertools.product(range(3), repeat=int(n)) if all(allowed[b, i, k] for i, k in enumerate(p))]
            want = torch.stack([sum(scores[b, i, k] for i, k in enumerate(p)) + sum(trans[x, y] for x, y in zip(p, p[1:]))
                                for p in paths]).logsumexp(0)
            self.assertAlmostEqual(float(got[b]), float(want), places=4)

    def test_viterbi_keeps_to_bio(self):
        tags = crf.bio(["A", "B"])
        trans = np.where(crf.forbidden(tags), crf.FORBIDDEN, 0.0)
        scores = np.array([[0, 3, 0, 0, 0], [0, 0, 1, 0, 2.0]])
        self.assertEqual(crf.spans(crf.viterbi(scores, trans), tags), [(0, 2, "A")])


class Trees(unittest.TestCase):
    def test_best_of_all_trees(self):
        rng = np.random.default_rng(3)
        for _ in range(200):
            n = int(rng.integers(1, 5))
            scores = rng.normal(size=(n, n + 1))
            best = max((h for h in itertools.product(range(n + 1), repeat=n) if _is_tree(h)),
                       key=lambda h: sum(scores[i, h[i]] for i in range(n)))
            self.assertEqual(list(tree.decode(scores)), list(best))


def _is_tree(heads):
    def reaches(i):
        seen = set()
        while i and i not in seen:
            seen.add(i)
            i = heads[i - 1]
        return i == 0
    return sum(h == 0 for h in heads) == 1 and all(h != i + 1 for i, h in enumerate(heads)) and all(map(reaches, range(1, len(heads) + 1)))


def _small(rel=model.REL, **sizes):
    sets = {k: ["a", "b"] for k in ("upos", "xpos", "feats", "lemma", "deprel")}
    return model.Joint(encoder.Encoder(vocab=20, **sizes), {**sets, "ner": crf.bio(["PER"]), "attribution": crf.bio(["CUE"])}, rel=rel).eval()


class Names(unittest.TestCase):
    def test_copy_has_other_names_and_the_same_rest(self):
        doc = corpora.Doc("worldwide", names_corpus="worldwide", names=[], spaced=False)
        words = "Ana Ruiz of Acme Corp left Lima on Monday .".split()
        for i, (word, tag) in enumerate(zip(words, "B-PER I-PER O B-ORG I-ORG O B-LOC O B-DATE O".split())):
            doc.add(word, shapes.SPACE, i == 0)
            doc.names.append(tag)

        class Other:
            def other(self, kind, _, rng):
                return {"PER": ["Li", "-", "Wei", "Su"], "LOC": ["Oslo"]}.get(kind)

        for seed in range(20):
            out = swap.copy(doc, Other(), random.Random(seed))
            self.assertEqual(len(out.forms), len(out.names))
            self.assertEqual([k for _, _, k in swap.spans(out.names)], ["PER", "ORG", "LOC", "DATE"])
            self.assertEqual([w for w, t in zip(out.forms, out.names) if t == "O"], ["of", "left", "on", "."])
            self.assertEqual(out.starts, [True] + [False] * (len(out.forms) - 1))

    def test_names_are_read_by_the_kind_of_text(self):
        net, x = _small(layers=1), torch.randn(2, 5, 384)
        for d in net.dialect:
            torch.nn.init.normal_(d.weight)
        lengths = torch.tensor([5, 3])
        for odds, corpus in ((-30.0, 0), (30.0, 1)):
            torch.nn.init.zeros_(net.genre.weight)
            torch.nn.init.constant_(net.genre.bias, odds)
            got, want = net.read_names(x, lengths), net.names(x, [corpus] * 2)
            self.assertTrue(torch.allclose(got, want, atol=1e-4))
            self.assertTrue(torch.allclose(checkpoint.settle(copy.deepcopy(net)).read_names(x, lengths), want, atol=1e-4))


class Average(unittest.TestCase):
    def test_mean_is_of_those_that_know(self):
        a, b = _small(layers=1), _small(layers=1)
        torch.nn.init.normal_(b.dialect[1].weight)
        web, genre = b.dialect[1].weight.clone(), b.genre.weight.clone()
        want = 0.25 * a.upos.weight + 0.75 * b.upos.weight
        got = average.mean([a, b], [1, 3])
        self.assertTrue(torch.allclose(got.upos.weight, want, atol=1e-6))
        self.assertTrue(torch.allclose(got.dialect[1].weight, web, atol=1e-6))
        self.assertTrue(torch.allclose(got.genre.weight, genre, atol=1e-6))


class Student(unittest.TestCase):
    def test_as_wide_as_its_teacher_it_is_the_same(self):
        torch.manual_seed(4)
        big = _small(layers=2, rows="word")
        small = student.make(big, [0, 1], 1536, model.REL).eval()
        x, heads = torch.randn(1, 4, 384), torch.tensor([[0, 1, 1, 3]])
        self.assertTrue(torch.allclose(small.rel.at(x, heads), big.rel.at(x, heads), atol=1e-5))
        self.assertTrue(torch.allclose(small.encoder.layers[1](x, None), big.encoder.layers[1](x, None), atol=1e-5))
        self.assertEqual(student.make(big, [1], 64, 32).rel.size, 32)


class Marks(unittest.TestCase):
    def test_marks_are_taken_out_of_their_line(self):
        text, marks = claims.marked("[a1r2 The rebels] [1ASSAULT shot at] [r1 a bus].")
        self.assertEqual(text, "The rebels shot at a bus.")
        self.assertEqual([(t, text[a:b]) for t, a, b in marks], [("a1r2", "The rebels"), ("1ASSAULT", "shot at"), ("r1", "a bus")])

    def test_every_line_has_known_tags(self):
        for ref, text, marks in claims.sentences(os.path.join(os.path.dirname(__file__), "claims", "gold", "sentences.txt")):
            self.assertNotRegex(text, r"[\[\]]", ref)
            for tag, a, b in marks:
                self.assertRegex(tag, r"^(\d*(%s)|([ar]\d*)+)$" % "|".join(claims.TYPES), (ref, text))


class Stances(unittest.TestCase):
    def test_every_sentence_has_a_label_and_a_question(self):
        folder = os.path.join(os.path.dirname(__file__), "stance", "own")
        for name in sorted(os.listdir(folder)):
            asked = False
            with open(os.path.join(folder, name), encoding="utf8") as f:
                for line in f.read().splitlines():
                    if line.startswith(("== ", "? ")):
                        asked = line.startswith("? ")
                        continue
                    label, _, sentence = line.partition("\t")
                    self.assertTrue(asked and sentence, (name, line))
                    self.assertIn(label, ("for", "against", "open", "conditional", "undecided", "none"))


class File(unittest.TestCase):
    def test_pair_of_the_file_is_the_biaffine(self):
        """The file folds the biaffine's biases; the result must not change."""
        torch.manual_seed(2)
        pair, x = model.Biaffine(16, 8, 3, 0.0).eval(), torch.randn(1, 4, 16)
        heads = torch.tensor([[0, 1, 1, 3]])
        dep, head = pair.sides(x)
        mixed = (pair.weight(dep) + pair.head_bias.weight.reshape(-1)).view(1, 4, 3, 8)
        chosen = head.gather(1, heads[..., None].expand(-1, -1, 8))
        got = (mixed * chosen[:, :, None]).sum(-1) + pair.dep_bias(dep) + pair.head_bias.bias
        self.assertTrue(torch.allclose(got, pair.at(x, heads), atol=1e-5))

    def test_header_and_tensors(self):
        import hashlib
        import json
        import struct
        sets = {k: ["a", "b"] for k in ("upos", "xpos", "feats", "lemma", "deprel")}
        net = model.Joint(encoder.Encoder(vocab=20, layers=1), {**sets, "ner": crf.bio(["PER"]), "attribution": crf.bio(["CUE"])})
        blob = export.build(net, {p: i for i, p in enumerate(["[CLS]", "[SEP]", "[UNK]"])}, "test", {})
        magic, number, size = blob[:4], *struct.unpack("<II", blob[4:12])
        header = json.loads(blob[12:12 + size])
        data = blob[-(-(12 + size) // 64) * 64:]
        self.assertEqual((magic, number, header["sha256"]), (b"ROWT", 1, hashlib.sha256(data).hexdigest()))
        names = {t["name"]: t for t in header["tensors"]}
        t, s = names["enc.layer.0.ffn.up.weight"], names["enc.layer.0.ffn.up.weight.scale"]
        q = np.frombuffer(data, np.int8, 1536 * 384, t["offset"]).reshape(1536, 384)
        scale = np.frombuffer(data, np.float32, 1536, s["offset"])
        want = net.encoder.layers[0].up.weight.detach().numpy()
        self.assertLess(np.abs(q * scale[:, None] - want).max(), 0.02)

    def test_inputs_round_trip(self):
        x = torch.randn(5, 64)
        step = (x.amax(-1) - x.amin(-1)) / 255
        self.assertTrue(((quant.inputs(x) - x).abs() <= 0.51 * step[:, None] + 1e-6).all())


class Ranking(unittest.TestCase):
    def setUp(self):
        try:
            from . import ranker
        except ImportError as e:
            self.skipTest(str(e))
        self.ranker = ranker

    def test_hashes_are_the_program_s(self):
        self.assertEqual([self.ranker.mixed(7, 9), self.ranker.mixed(0xfffffff0, 123456)], [1928794265, 3210067008])

    def test_what_is_known_of_a_chain(self):
        """The phrases of internal/stage/mention/ranker_test.go: Ana Vale, the mayor of Norway, the board, she, the mayor of Sweden."""
        r = self.ranker
        meta = np.zeros((5, r.META), np.int64)
        for i, row in enumerate([(11, 1, 102, 0, 0, 0, 1, 1, 0, 1, 229), (17, 1, 0, 2, 1, 0, 2, 2, 5, 1, 229), (12, 1, 110, 2, 2, 0, 3, 3, 0, 3, 229), (4, 1, 102, 0, 3, 1, 4, 4, 0, 1, 229), (17, 1, 0, 0, 4, 0, 2, 2, 6, 1, 25)]):
            meta[i, [r.CLASS, r.NUMBER, r.GENDER, r.RELATION, r.SENTENCE, r.QUOTE, r.LEMMA, r.TEXT, r.NATION, r.KIND, r.SURE]] = row
        meta[:, r.SPEAKER] = [2 ** 32 - 1] * 3 + [0, 2 ** 32 - 1]
        j = np.tile(np.arange(5, dtype=np.int32), (5, 1))
        out = np.zeros((5, 5, len(r.CHAIN)), np.int64)
        r.of_chains(meta, j, j < np.arange(5)[:, None], np.array([-1, 0, -1, 1, -1]), r.GROUP, r.CHAIN_BASE, out)

        def value(k, i, b):
            v = int(out[i, b, k] - r.CHAIN_BASE[k])
            return v if k in (4, 5, 6) else v // 8
        self.assertEqual([value(0, 3, 2), value(0, 3, 1), value(1, 3, 0), value(1, 3, 1), value(2, 3, 0), value(3, 3, 1), value(3, 3, 2)], [0, 1, 0, 1, 2, 1, 0])
        self.assertEqual([value(4, 3, 1), value(5, 3, 1), value(6, 3, 1), value(6, 3, 2), value(7, 3, 1)], [24 + 4, 9, 10, 2, 4])
        self.assertEqual([value(8, 3, 1), value(8, 4, 0), value(10, 3, 1), value(10, 3, 2), value(12, 4, 0), value(12, 4, 2)], [0, 3, 1, 0, 2, 0])


if __name__ == "__main__":
    unittest.main()

package analyze

import (
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// config is the sizes that a weights file gives of its network.
type config struct {
	Hidden    int     `json:"hidden"`
	Layers    int     `json:"layers"`
	Heads     int     `json:"heads"`
	FFN       int     `json:"ffn"`
	Positions int     `json:"positions"`
	Eps       float32 `json:"ln_eps"`
	MaxPieces int     `json:"max_pieces"`
	Arc       int     `json:"arc"`
	Rel       int     `json:"rel"`
	Chain     int     `json:"chain"` // 0 where there are no weights for chains
	Rows      string  `json:"rows"`  // "piece" or "word"; "" is "piece"
	// Claims are the layers of the heads of claims and the encoder's layer that
	// they read behind; Tree says that the joining of mentions reads what the
	// heads of trees say of a word beside what these say.
	Claims struct {
		Layers int  `json:"layers"`
		Tap    int  `json:"tap"`
		Tree   bool `json:"tree"`
	} `json:"claims"`
}

// check reports sizes that no network of ours has.
func (c *config) check() error {
	for _, n := range []int{c.Hidden, c.Heads, c.FFN, c.Arc, c.Rel} {
		if n <= 0 || n > 1<<16 {
			return fmt.Errorf("weights: sizes %+v are out of range", *c)
		}
	}
	if c.Arc%nn.Lane != 0 || c.Rel%nn.Lane != 0 || c.Chain%nn.Lane != 0 || c.Chain < 0 || c.Chain > 1<<16 || c.Layers < 0 || c.Layers > 100 || c.Claims.Layers < 0 || c.Claims.Layers > 100 || !(c.Eps >= 0 && c.Eps < 1) {
		return fmt.Errorf("weights: sizes %+v are out of range", *c)
	}
	if c.Rows != "" && c.Rows != "piece" && c.Rows != "word" {
		return fmt.Errorf("weights: rows of %q; this program knows piece and word", c.Rows)
	}
	if c.MaxPieces != wordPieces || c.Positions < defaultPlan.rows {
		return fmt.Errorf("weights: %d pieces a word and %d positions; this program uses %d and %d", c.MaxPieces, c.Positions, wordPieces, defaultPlan.rows)
	}
	return nil
}

// New makes a network of weights. It fails if they are not those of a network
// that this program knows.
func New(w *nn.Weights) (*Network, error) {
	var c config
	if err := w.Config(&c); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	n := &Network{path: nn.Best(), plan: defaultPlan, byWord: c.Rows == "word"}
	if n.byWord {
		n.plan = wordPlan
	}
	for _, step := range []func(*nn.Weights, *config) error{n.loadLabels, n.loadInput, n.loadEncoder, n.loadTags, n.loadParser, n.loadClaims} {
		if err := step(w, &c); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// loadLabels loads the label sets and what follows from them alone.
func (n *Network) loadLabels(w *nn.Weights, _ *config) error {
	for name, set := range map[string]*[]string{"upos": &n.labels.UPOS, "xpos": &n.labels.XPOS, "feats": &n.labels.Feats,
		"lemma": &n.labels.Lemma, "deprel": &n.labels.Deprel, "ner": &n.labels.Names, "attribution": &n.labels.Parts} {
		if *set = w.Labels[name]; len(*set) == 0 {
			return fmt.Errorf("weights: no labels %q", name)
		}
	}
	if len(w.Labels["shape"]) != int(shapes) || len(w.Labels["gap"]) != int(gaps) {
		return fmt.Errorf("weights: %d shapes and %d gaps; this program has %d and %d", len(w.Labels["shape"]), len(w.Labels["gap"]), shapes, gaps)
	}
	for _, s := range n.labels.Lemma {
		rule, ok := parseLemmaRule(s)
		if !ok {
			return fmt.Errorf("weights: lemma rule %q is none", s)
		}
		n.lemmas = append(n.lemmas, rule)
	}
	var ok bool
	if n.known, ok = knownLemmas(w.Labels["known"]); !ok {
		return fmt.Errorf("weights: known lemmas must be lines of form, XPOS and lemma")
	}
	return nil
}

// loadInput loads the vocabulary and the embeddings.
func (n *Network) loadInput(w *nn.Weights, c *config) (err error) {
	if n.pieces, err = newWordpiece(w.Vocab); err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	if n.wordTable, n.wordScale, err = w.Bytes("enc.word", len(w.Vocab), c.Hidden); err != nil {
		return err
	}
	for _, t := range []struct {
		to   *[]float32
		name string
		rows int
	}{{&n.position, "enc.position", c.Positions}, {&n.shape, "enc.shape", int(shapes)}, {&n.gap, "enc.gap", int(gaps)}} {
		if *t.to, err = w.Floats(t.name, t.rows, c.Hidden); err != nil {
			return err
		}
	}
	n.inputNorm, err = w.Norm("enc.norm", c.Hidden, c.Eps)
	return err
}

// loadEncoder loads the layers.
func (n *Network) loadEncoder(w *nn.Weights, c *config) (err error) {
	n.encoder, err = loadLayers(w, "enc.layer.", c.Layers, c)
	return err
}

// loadLayers loads count layers whose tensors' names begin with name and their numbers.
func loadLayers(w *nn.Weights, name string, count int, c *config) (*nn.Encoder, error) {
	layers := make([]nn.Layer, count)
	for i := range layers {
		l, p := &layers[i], fmt.Sprintf("%s%d.", name, i)
		for _, t := range []struct {
			to    **nn.Linear
			in    int
			names []string
			out   int // of each
		}{
			{&l.QKV, c.Hidden, []string{p + "attn.q", p + "attn.k", p + "attn.v"}, c.Hidden},
			{&l.Out, c.Hidden, []string{p + "attn.out"}, c.Hidden},
			{&l.Up, c.Hidden, []string{p + "ffn.up"}, c.FFN},
			{&l.Down, c.FFN, []string{p + "ffn.down"}, c.Hidden},
		} {
			var err error
			if *t.to, err = w.Linear(t.in, t.names, slices.Repeat([]int{t.out}, len(t.names))); err != nil {
				return nil, err
			}
		}
		var err error
		if l.AttnNorm, err = w.Norm(p+"attn.norm", c.Hidden, c.Eps); err != nil {
			return nil, err
		}
		if l.FinalNorm, err = w.Norm(p+"ffn.norm", c.Hidden, c.Eps); err != nil {
			return nil, err
		}
	}
	return nn.NewEncoder(c.Hidden, c.Heads, layers)
}

// loadTags loads the heads that label single words, side by side.
func (n *Network) loadTags(w *nn.Weights, c *config) (err error) {
	var names []string
	var outs []int
	at := 0
	for _, h := range []struct {
		name string
		to   *int
		size int
	}{
		{"sent", &n.column.sent, 2}, {"upos", &n.column.upos, len(n.labels.UPOS)}, {"xpos", &n.column.xpos, len(n.labels.XPOS)},
		{"feats", &n.column.feats, len(n.labels.Feats)}, {"lemma", &n.column.lemma, len(n.labels.Lemma)},
		{"ner", &n.column.ner, len(n.labels.Names)}, {"attribution", &n.column.parts, len(n.labels.Parts)},
		{"ner.web", &n.column.web, len(n.labels.Names)}, {"genre", &n.column.genre, 1},
	} {
		*h.to = at
		at += h.size
		names, outs = append(names, "head."+h.name), append(outs, h.size)
	}
	if n.tags, err = w.Linear(c.Hidden, names, outs); err != nil {
		return err
	}
	if n.names, err = loadTagger(w, "head.ner.transitions", n.labels.Names); err != nil {
		return err
	}
	n.parts, err = loadTagger(w, "head.attribution.transitions", n.labels.Parts)
	return err
}

// loadTagger loads the moves between tags.
func loadTagger(w *nn.Weights, name string, tags []string) (*tagger, error) {
	move, err := w.Floats(name, len(tags), len(tags))
	if err != nil {
		return nil, err
	}
	return newTagger(tags, move)
}

// loadParser loads the biaffine heads.
func (n *Network) loadParser(w *nn.Weights, c *config) (err error) {
	p := &parser{arcSize: c.Arc, relSize: c.Rel, chainSize: c.Chain, relations: len(n.labels.Deprel)}
	p.rootRelation = slices.Index(n.labels.Deprel, "root")
	names, outs := []string{"head.arc.dep", "head.arc.head", "head.rel.dep", "head.rel.head"}, []int{c.Arc, c.Arc, c.Rel, c.Rel}
	if c.Chain > 0 {
		names, outs = append(names, "head.chain.dep", "head.chain.head"), append(outs, c.Chain, c.Chain)
	}
	if p.sides, err = w.Linear(c.Hidden, names, outs); err != nil {
		return err
	}
	if p.arc, err = w.Linear(c.Arc, []string{"head.arc.pair"}, []int{c.Arc}); err != nil {
		return err
	}
	if p.own, err = w.Linear(c.Rel, []string{"head.rel.own"}, []int{p.relations}); err != nil {
		return err
	}
	if p.arcRoot, err = w.Floats("head.arc.root", c.Arc); err != nil {
		return err
	}
	if p.relRoot, err = w.Floats("head.rel.root", c.Rel); err != nil {
		return err
	}
	p.rel, err = p.loadPair(w)
	n.parser = p
	return err
}

// loadPair loads the weights of relations, whose outputs stand label after
// label in the file, so that the labels stand side by side: output j·width + o
// is what label o has for number j of a head.
func (p *parser) loadPair(w *nn.Weights) (*nn.Linear, error) {
	const name = "head.rel.pair"
	rows := p.relations * p.relSize
	q, scale, err := w.Bytes(name+".weight", rows, p.relSize)
	if err != nil {
		return nil, err
	}
	bias, err := w.Floats(name+".bias", rows)
	if err != nil {
		return nil, err
	}
	width := nn.Padded(p.relations)
	q2, s2, b2 := make([]int8, p.relSize*width*p.relSize), make([]float32, p.relSize*width), make([]float32, p.relSize*width)
	for from := range rows {
		to := from%p.relSize*width + from/p.relSize
		copy(q2[to*p.relSize:(to+1)*p.relSize], q[from*p.relSize:])
		s2[to], b2[to] = scale[from], bias[from]
	}
	return nn.NewLinear(p.relSize, len(s2), q2, s2, b2)
}

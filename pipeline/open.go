package pipeline

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/learn"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/event"
	"github.com/seed-f92ea4cf/readout/internal/stage/mention"
	"github.com/seed-f92ea4cf/readout/internal/stage/stand"
	"github.com/seed-f92ea4cf/readout/internal/thread"
	"github.com/seed-f92ea4cf/readout/models"
)

// Open loads the lists and a model's weights from fsys, which has a manifest
// as package models describes it. It fails if the weights are not there or not
// those of the manifest. The manifest also says which language a model reads:
// its words are those of the folder of data/ with the language's code.
func Open(fsys fs.FS, model string) (*Reader, error) {
	go func() { lexicon.Load().Preload() }() // beside the weights, which take as long
	r := &Reader{name: Version + " " + Rules}
	code := language.Default
	if model != Rules {
		man, err := r.openModel(fsys, model)
		if err != nil {
			return nil, err
		}
		if man.Language != "" {
			code = man.Language
		}
	}
	lang, err := language.Open(code)
	if err != nil {
		return nil, err
	}
	r.words, r.lex = wordsOf(lang), lexicon.Load()
	if weights := lang.Weights("sides"); weights != nil {
		if r.pairs, err = stand.ReadPairs(weights); err != nil {
			return nil, err
		}
	}
	if err := r.rank(model); err != nil {
		return nil, err
	}
	return r, r.project(model)
}

// rank lets the language's ranker of mentions of actors decide, if it has one that
// reads this model's vectors.
func (r *Reader) rank(model string) error {
	weights := r.lang.Weights("ranker")
	if r.actors == nil || weights == nil {
		return nil
	}
	by, err := mention.ReadRanker(weights)
	if err == nil && by.Of == model {
		r.net.KeepBranch()
		r.actors.Rank(by)
	}
	return err
}

// project lets the network make the vectors that joining reads, if the
// language's weights have a projection of this model's.
func (r *Reader) project(model string) error {
	if r.net == nil || r.lang.Weights("join") == nil {
		return nil
	}
	of, out, rows, err := thread.Projection(r.lang)
	if err == nil && of == model {
		r.SetProjection(&analyze.Projection{Model: of, Layer: thread.ProjectionLayer, Out: out, Rows: rows})
	}
	if weights := r.lang.Weights("stance"); err == nil && weights != nil {
		var head *stand.Head
		if head, err = stand.ReadHead(weights); err == nil && head.Of == model && head.Layer == thread.ProjectionLayer {
			r.sides = head
		}
	}
	return err
}

// SetProjection sets how the network makes vectors of the words that tell of
// happenings. Training alone calls it; who shares r must not read meanwhile.
func (r *Reader) SetProjection(p *analyze.Projection) { r.net.SetProjection(p) }

// openModel loads a model's weights and returns its entry in the manifest.
func (r *Reader) openModel(fsys fs.FS, model string) (*models.Model, error) {
	weights, man, err := readWeights(fsys, model)
	if err != nil {
		return nil, err
	}
	if r.net, err = analyze.New(weights); err != nil {
		return nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	if r.joins, err = mention.NewResolver(weights, mention.OfPhrases, r.net.TreeColumns()); err != nil {
		return nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	if r.actors, err = mention.NewResolver(weights, mention.OfActors, r.net.ClaimColumns()); err != nil {
		return nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	if r.codes, err = event.NewScorer(weights); err != nil {
		return nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	r.name = fmt.Sprintf("%s %s-%.8s", Version, model, man.SHA256)
	return man, nil
}

// Name is what the records say of their pipeline: the program's version, the
// model with a hash of its weights, and a hash of the user's lists.
func (r *Reader) Name() string { return r.name }

// WithLists returns a Reader that looks into lists of the user's before those
// of the program. The records name the lists by sum, a hash of what they hold.
func (r *Reader) WithLists(sum string, lists ...*lexicon.List) *Reader {
	own := *r
	own.lex = r.lex.With(lists...)
	own.name = fmt.Sprintf("%s lists-%.8s", r.name, sum)
	return &own
}

// WithLearned returns a Reader that reads with what an archive's corrections
// taught. The records name it.
func (r *Reader) WithLearned(set *learn.Set) *Reader {
	own := *r
	own.learned = set
	own.name = r.name + " " + set.Name()
	return &own
}

// readWeights reads a model's weights, and those that it shares with another.
func readWeights(fsys fs.FS, model string) (*nn.Weights, *models.Model, error) {
	data, man, err := models.Read(fsys, model)
	if errors.Is(err, models.ErrNone) {
		return nil, nil, fmt.Errorf("%w; --model %s reads without one, by lists and rules alone", err, Rules)
	}
	if err != nil {
		return nil, nil, err
	}
	weights, err := nn.ReadWeights(data)
	if err != nil {
		return nil, nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	if weights.Base == nil || weights.Base.Model == model {
		return weights, man, nil
	}
	base, _, err := readWeights(fsys, weights.Base.Model)
	if err != nil {
		return nil, nil, err
	}
	if err := weights.Borrow(base); err != nil {
		return nil, nil, fmt.Errorf("models: %s: %w", man.File, err)
	}
	return weights, man, nil
}

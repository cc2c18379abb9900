package thread

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// A model says how likely two mentions tell of one happening: one hidden layer
// over their features, calibrated. train/joining makes it.
type model struct {
	Features []string    `json:"features"`
	Near     float64     `json:"near"` // likeness of stories below which nothing is compared
	Hidden   [][]float32 `json:"hidden"`
	Bias     []float32   `json:"bias"`
	Out      []float32   `json:"out"`
	OutBias  float32     `json:"out_bias"`
	// Scale and Shift calibrate the sum before it becomes a probability.
	Scale float32 `json:"scale"`
	Shift float32 `json:"shift"`
	// columns are the rows of Hidden by feature: most features of a pair are 0.
	columns [][]float32
}

// mostHidden is the most hidden units that a model may have.
const mostHidden = 128

// weights are what the language's weights of joining hold: a model for words
// that the text itself led to, one for words that are given, where they have
// vectors and where not, and the projection that makes vectors.
type weights struct {
	First      model `json:"first"` // of found words, before what else the two stories tell is known
	Found      model `json:"found"`
	Released   model `json:"released"` // as Found, of two texts that governments issued
	Vectors    model `json:"vectors"`
	None       model `json:"none"`
	Judge      Judge `json:"judge"`
	Projection struct {
		Model string    `json:"model"` // of the manifest
		Out   int       `json:"out"`
		Scale []float32 `json:"scale"` // of each row
		Rows  string    `json:"rows"`  // bytes in base64, row by row
	} `json:"projection"`
}

// load reads a language's weights of joining.
func load(l *language.Language) (*weights, error) {
	data := l.Weights("join")
	if data == nil {
		return nil, errors.New("the language " + l.Name() + " has no weights for joining stories")
	}
	return parse(data)
}

// parse reads weights of joining. Whether their models fit the program is for
// [weights.check] to say.
func parse(data []byte) (*weights, error) {
	var w weights
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("weights of joining: %w", err)
	}
	return &w, nil
}

// check reports models that were trained for another program.
func (w *weights) check() error {
	for _, m := range []*model{&w.First, &w.Found, &w.Released, &w.Vectors, &w.None} {
		if err := m.check(); err != nil {
			return fmt.Errorf("weights of joining: %w", err)
		}
	}
	if err := w.Judge.check(); err != nil {
		return fmt.Errorf("weights of joining: %w", err)
	}
	return nil
}

// check reports a model that was trained on other features, and makes one ready that
// was not.
func (m *model) check() error {
	if len(m.Features) != int(features) || len(m.Hidden) != len(m.Bias) || len(m.Hidden) != len(m.Out) || len(m.Hidden) > mostHidden {
		return fmt.Errorf("%d features and %d, %d, %d numbers of the hidden layer: train/joining makes them anew", len(m.Features), len(m.Hidden), len(m.Bias), len(m.Out))
	}
	for i, name := range m.Features {
		if name != featureNames[i] {
			return fmt.Errorf("feature %d is %q, want %q", i, name, featureNames[i])
		}
	}
	for _, row := range m.Hidden {
		if len(row) != int(features) {
			return fmt.Errorf("a row of %d numbers for %d features", len(row), features)
		}
	}
	m.turn()
	return nil
}

// turn sets the columns.
func (m *model) turn() {
	m.columns = make([][]float32, features)
	for k := range m.columns {
		m.columns[k] = make([]float32, len(m.Hidden))
		for i, row := range m.Hidden {
			m.columns[k][i] = row[k]
		}
	}
}

// p returns how likely two mentions with these features tell of one happening;
// doubt is taken off the log odds.
func (m *model) p(f *Features) float64 {
	return 1 / (1 + math.Exp(-float64(m.logit(f))))
}

// logit returns the log odds of [model.p].
func (m *model) logit(f *Features) float32 {
	var units [mostHidden]float32
	hidden := units[:len(m.Bias)]
	copy(hidden, m.Bias)
	for k, x := range f {
		if x == 0 {
			continue
		}
		for i, w := range m.columns[k] {
			hidden[i] += float32(w * x)
		}
	}
	sum := m.OutBias
	for i, h := range hidden {
		sum += float32(max(h, 0) * m.Out[i])
	}
	return m.Scale*sum + m.Shift
}

// ProjectionLayer is behind how many of the encoder's layers the words stand
// that the projection was trained on.
const ProjectionLayer = 10

// A Projection is what makes vectors of triggers out of those of a network's
// words, for who reads texts: the model that it fits, and its rows.
func Projection(l *language.Language) (model string, out int, rows []float32, err error) {
	w, err := load(l)
	if err != nil {
		return "", 0, nil, err
	}
	p := &w.Projection
	data, err := base64.StdEncoding.DecodeString(p.Rows)
	if err != nil {
		return "", 0, nil, fmt.Errorf("weights of joining: projection: %w", err)
	}
	if p.Out == 0 || len(data)%p.Out != 0 || len(p.Scale) != p.Out {
		return "", 0, nil, fmt.Errorf("weights of joining: a projection of %d bytes for %d numbers", len(data), p.Out)
	}
	rows = make([]float32, len(data))
	for i, b := range data {
		rows[i] = float32(int8(b)) * p.Scale[i/(len(data)/p.Out)]
	}
	return p.Model, p.Out, rows, nil
}

// dayNumber returns the number of a day, YYYY-MM-DD.
func dayNumber(day string) (int64, error) {
	t, err := time.Parse(time.DateOnly, day)
	return t.Unix() / 86400, err
}

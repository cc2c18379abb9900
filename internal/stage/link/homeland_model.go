package link

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// homes is the model that tells the country of an actor whose words do not: log
// odds of each country that the story names, and of none, linear in their
// features. train/country makes it.
type homes struct {
	Features []string `json:"features"`
	// Least is the probability of a country below which none is taken.
	Least   float64               `json:"least"`
	Bias    float32               `json:"bias"` // of none, as Words, Named and Groups' are
	Named   []float32             `json:"named"`
	Words   map[string]float32    `json:"words"` // that call an actor what it is, each with its kind
	Shared  []float32             `json:"shared"`
	Groups  map[string]homesGroup `json:"groups"`
	Issuers map[string]float32    `json:"issuers"` // words of who belongs to the government that published
}

// A homesGroup are the weights that one group of actors has besides.
type homesGroup struct {
	Bias     float32   `json:"bias"`
	Features []float32 `json:"features"`
}

// loadHomes returns a language's weights of countries, nil if it has none that
// are made for this program.
func loadHomes(l *language.Language) *homes {
	m, err := parseHomes(l.Weights("country"))
	if err != nil {
		return nil
	}
	return m
}

// parseHomes reads weights of countries.
func parseHomes(data []byte) (*homes, error) {
	var m homes
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("weights of countries: %w", err)
	}
	if len(m.Features) != hFeatures || len(m.Shared) != hFeatures || len(m.Named) == 0 {
		return nil, errors.New("weights of countries: made for other features; train/country makes them anew")
	}
	for i, name := range m.Features {
		if name != homelandNames[i] {
			return nil, fmt.Errorf("weights of countries: feature %d is %q, want %q", i, name, homelandNames[i])
		}
	}
	for name, g := range m.Groups {
		if len(g.Features) != hFeatures {
			return nil, fmt.Errorf("weights of countries: %d numbers of %q", len(g.Features), name)
		}
	}
	return &m, nil
}

// none returns the log odds of no country.
func (m *homes) none(h *Homeland) float32 {
	sum := m.Bias + m.Groups[h.Group].Bias + m.Named[min(h.Named, len(m.Named)-1)]
	kind, _, _ := strings.Cut(h.Group, " ")
	for _, w := range h.Words {
		sum += m.Words[kind+" "+w]
	}
	return sum
}

// weight returns the weight of a feature of actors of a group.
func (m *homes) weight(group string, i int) float32 {
	w := m.Shared[i]
	if g, ok := m.Groups[group]; ok {
		w += g.Features[i]
	}
	return w
}

// score returns the log odds of a candidate.
func (m *homes) score(h *Homeland, k int) float32 {
	f, sum := &h.Features[k], float32(0)
	for i, v := range f {
		if v != 0 {
			sum += float32(v * m.weight(h.Group, i))
		}
	}
	if f[hIssuer] > 0 {
		for _, w := range h.Words {
			sum += m.Issuers[w]
		}
	}
	return sum
}

// taught reports whether the model has learned what the government that
// published a text tells of such an actor: of people with a name, and of whoever
// is called what those are who belong to it ("the Secretary"). Of "refugees" and
// "terrorist groups" it tells nothing, but that they may be anybody's.
func (m *homes) taught(h *Homeland) bool {
	return strings.HasPrefix(h.Group, string(readout.PersonActor)+" ") || slices.ContainsFunc(h.Words, func(w string) bool { return m.Issuers[w] > 0 })
}

// best returns the likeliest candidate and its probability among all and none.
func (m *homes) best(h *Homeland) (int, float64) {
	best, top, sum := 0, math.Inf(-1), math.Exp(float64(m.none(h)))
	for k := range h.Candidates {
		s := float64(m.score(h, k))
		sum += math.Exp(s)
		if s > top {
			best, top = k, s
		}
	}
	return best, math.Exp(top) / sum
}

// strongest returns the name of the feature that speaks most for a candidate.
func (m *homes) strongest(h *Homeland, k int) string {
	best, most := hShare, float32(math.Inf(-1))
	for i, v := range &h.Features[k] {
		if w := float32(v * m.weight(h.Group, i)); v != 0 && w > most {
			best, most = i, w
		}
	}
	return homelandNames[best]
}

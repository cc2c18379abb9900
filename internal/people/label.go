package people

import (
	"fmt"
	"strings"
)

// A Label says with whom a story may be shared, by the Traffic Light Protocol
// 2.0 (first.org/tlp). Higher is fewer people. The zero Label is CLEAR.
type Label int

// The labels.
const (
	Clear       Label = iota // the world
	Green                    // the community
	Amber                    // the organisation and its clients
	AmberStrict              // the organisation alone
	Red                      // those who were named
)

// Labels are all labels, the lowest first.
var Labels = []Label{Clear, Green, Amber, AmberStrict, Red}

var labelNames = [...]string{"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"}

// String returns the label as the protocol writes it, without "TLP:".
func (l Label) String() string {
	if l < Clear || l > Red {
		return fmt.Sprintf("Label(%d)", int(l))
	}
	return labelNames[l]
}

// ParseLabel returns the label of a name, with "TLP:" or without, in any case.
func ParseLabel(name string) (Label, error) {
	plain := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(name)), "TLP:")
	for l, known := range labelNames {
		if plain == known || plain == "WHITE" && Label(l) == Clear {
			return Label(l), nil
		}
	}
	return 0, fmt.Errorf("%.40q is no label: CLEAR, GREEN, AMBER, AMBER+STRICT or RED", name)
}

// MarshalText writes the label's name.
func (l Label) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a label's name.
func (l *Label) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLabel(string(text))
	return err
}

// Usual returns the clearance that an account of a role has unless another is
// given.
func (r Role) Usual() Label {
	switch r {
	case Admin:
		return Red
	case Editor:
		return AmberStrict
	}
	return Green
}

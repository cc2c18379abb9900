package review

import "testing"

// TestWhatTheMachineLeftOpenMayBeLeft judges a statement of which the machine does not
// say what its speaker does: who finds it right need not say it either, unless the study
// is blank.
func TestWhatTheMachineLeftOpenMayBeLeft(t *testing.T) {
	it := &Item{Layer: Statement, Values: map[string]string{"kind": "named", "status": "asserted", "quoted": "indirect"}}
	for _, given := range []map[string]string{nil, {"act": ""}, {"act": "say"}} {
		m := &Mark{By: "ines", Right: "yes", Values: given}
		if err := it.Clean(m, false); err != nil || m.Values["act"] != given["act"] || m.Values["kind"] != "named" {
			t.Errorf("%v: %v, %v", given, m.Values, err)
		}
	}
	for _, wrong := range []map[string]string{{"act": "shout"}, {"status": ""}} {
		if err := it.Clean(&Mark{By: "ines", Right: "yes", Values: wrong}, false); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
	if err := it.Clean(&Mark{By: "ines", Right: "yes", Values: map[string]string{"kind": "named", "status": "asserted", "quoted": "indirect"}}, true); err == nil {
		t.Error("nothing is said of the act in a blank study, and that is taken")
	}
}

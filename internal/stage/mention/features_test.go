package mention

import "testing"

// TestFeatureTables says how many features there are, which the training
// needs, and that their numbers fit.
func TestFeatureTables(t *testing.T) {
	t.Logf("--features %d %d", pairTotal, aloneTotal)
	if pairTotal > 1<<16 || aloneTotal > 1<<16 {
		t.Errorf("%d and %d features do not fit into uint16", pairTotal, aloneTotal)
	}
}

package mention

import "testing"

// TestFeatureCounts checks that the features' numbers fit where they are kept.
func TestFeatureCounts(t *testing.T) {
	pairs, alone := FeatureCounts()
	if pairs < 1 || pairs > 1<<16 || alone < 1 || alone > 1<<16 {
		t.Errorf("%d and %d features do not fit into uint16", pairs, alone)
	}
}

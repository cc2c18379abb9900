package thread

// Alike returns how alike two lists of terms are, 0 to 1: of sentences or stories.
func Alike(a, b []Term) float64 { return dot(a, b) }

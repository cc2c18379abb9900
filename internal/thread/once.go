package thread

import (
	"fmt"
	"strings"
)

// Once leaves of pairs that are told on the same two lines of reporting with
// the same values, or by sentences of the same words, the one whose sentences were
// posted first.
func Once(list []Conflict) []Conflict {
	at := map[string]int{}
	var out []Conflict
	for _, c := range list {
		i, ok := len(out), false
		keys := c.Keys(c.A.Hash(), c.B.Hash())
		for _, k := range keys {
			if have, known := at[k]; known {
				i, ok = have, true
			}
		}
		switch {
		case !ok:
			out = append(out, c)
		case earlier(c, out[i]):
			out[i] = c
		}
		for _, k := range keys {
			at[k] = i
		}
	}
	return out
}

// Keys returns by what a conflict is known again: what it is about and its values,
// with the lines of its sides, and with the hashes of their sentences, 0 for one
// that is not known. Two that share a key are one, told by copies or by texts that
// differ elsewhere.
func (c *Conflict) Keys(hashA, hashB uint64) []string {
	subject, _, _ := strings.Cut(c.What, ": ")
	key := func(a, b string) string {
		a, b = a+"\x00"+c.A.Value, b+"\x00"+c.B.Value
		return strings.Join([]string{string(c.Kind), subject, min(a, b), max(a, b)}, "\x01")
	}
	keys := []string{"lines " + key(c.A.Story.Line, c.B.Story.Line)}
	if hashA != 0 && hashB != 0 {
		keys = append(keys, "words "+key(fmt.Sprint(hashA), fmt.Sprint(hashB)))
	}
	if c.Kind == ByStatus { // one denial is shown once, whoever told before what it denies
		no, hash := c.A, hashA
		if strings.HasPrefix(c.B.Value, deniedValue) {
			no, hash = c.B, hashB
		}
		keys = append(keys, strings.Join([]string{"denial", no.Story.Line, no.Value}, "\x01"))
		if hash != 0 {
			keys = append(keys, fmt.Sprintf("denial\x01%d\x01%s", hash, no.Value))
		}
	}
	return keys
}

// earlier reports whether a conflict's sentences were posted before another's.
func earlier(a, b Conflict) bool {
	if a.A.Story != b.A.Story {
		return beforeStory(a.A.Story, b.A.Story)
	}
	return a.B.Story != b.B.Story && beforeStory(a.B.Story, b.B.Story)
}

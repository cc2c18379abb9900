package analyze

import "math"

// best returns the heads of the best tree over n words with one root:
// heads[i] is the head of word i, -1 for the root. score(dep, head) is the
// score of an arc; head -1 is the root's. Whatever the scores, the result is a
// tree. Time and memory are O(n²); the builder's memory is used again.
//
// It is the algorithm of Chu, Liu and Edmonds in Tarjan's form for dense
// graphs: from each word it follows best arcs to the root; a cycle met on the
// way becomes one node whose arcs are worth what they add to the cycle.
func (t *treeBuilder) best(n int, score func(dep, head int) float32) []int {
	if heads := greedyTree(n, score); heads != nil {
		return heads
	}
	t.begin(n, score)
	for v := 1; v <= n; v++ {
		t.grow(v)
	}
	return t.heads()
}

// greedyTree returns the best head of each word if they make a tree, else nil.
func greedyTree(n int, score func(dep, head int) float32) []int {
	heads, roots := make([]int, n), 0
	for d := range heads {
		best, at := math.Inf(-1), -2
		for h := -1; h < n; h++ {
			if h == d {
				continue
			}
			if s := finite(score(d, h)); s > best {
				best, at = s, h
			}
		}
		heads[d] = at
		if at == -1 {
			roots++
		}
	}
	if roots != 1 {
		return nil
	}
	state := make([]int, n) // 0 unseen, else the walk that saw it
	for d := range heads {
		walk := d + 1
		v := d
		for v >= 0 && state[v] == 0 {
			state[v] = walk
			v = heads[v]
		}
		if v >= 0 && state[v] == walk {
			return nil
		}
	}
	return heads
}

// finite makes any score a number that sums can hold.
func finite(s float32) float64 {
	if s != s {
		return -maxScore
	}
	return max(-maxScore, min(maxScore, float64(s)))
}

// maxScore bounds the scores of arcs.
const maxScore = 1e6

// A treeBuilder holds the nodes of a tree: 0 is the root, 1 to n are the
// words, above them stand the cycles that became nodes.
type treeBuilder struct {
	n      int
	in     [][]arc // in[v][u]: best arc from word u into node v
	chosen []arc   // the arc into each node
	up     []int   // the node that took the node in, 0 for none
	top    []int   // for each word and the root, the outermost node that holds it
	done   []bool  // the node hangs below the root
	path   []int   // where each node stands on the walk, -1 for nowhere
	block  []arc   // memory for rows of in
	spare  []arc   // the rest of it
}

// An arc goes from word head (0 the root) to word dep.
type arc struct {
	score     float64
	head, dep int
}

// begin makes the nodes of n words.
func (t *treeBuilder) begin(n int, score func(dep, head int) float32) {
	*t = treeBuilder{
		n: n, in: make([][]arc, n+1, 2*n+1), chosen: make([]arc, n+1, 2*n+1),
		up: make([]int, n+1, 2*n+1), top: make([]int, n+1),
		done: make([]bool, n+1, 2*n+1), path: make([]int, n+1, 2*n+1), block: t.block,
	}
	t.spare = t.block
	// An arc from the root costs more than any tree can win: only one is taken.
	cost := 2 * maxScore * float64(n+1)
	for v := range t.top {
		t.top[v], t.path[v] = v, -1
		if v == 0 {
			continue
		}
		t.in[v] = t.row()
		for u := range t.in[v] {
			s := math.Inf(-1)
			if u != v {
				s = finite(score(v-1, u-1))
			}
			if u == 0 {
				s -= cost
			}
			t.in[v][u] = arc{s, u, v}
		}
	}
	t.done[0] = true
}

// row returns memory for the arcs into a node, with anything in it.
func (t *treeBuilder) row() []arc {
	size := t.n + 1
	if len(t.spare) < size {
		t.block = make([]arc, max(2*len(t.block), size*size))
		t.spare = t.block
	}
	row := t.spare[:size:size]
	t.spare = t.spare[size:]
	return row
}

// grow follows best arcs from word v until it comes to a node below the root.
func (t *treeBuilder) grow(v int) {
	var walk []int
	for cur := t.top[v]; !t.done[cur]; {
		if t.path[cur] < 0 {
			t.path[cur] = len(walk)
			walk = append(walk, cur)
		}
		t.chosen[cur] = t.into(cur)
		next := t.top[t.chosen[cur].head]
		if at := t.path[next]; !t.done[next] && at >= 0 {
			next = t.contract(walk[at:])
			walk = walk[:at]
		}
		cur = next
	}
	for _, w := range walk {
		t.done[w] = true
	}
}

// into returns the best arc into node v from outside it.
func (t *treeBuilder) into(v int) arc {
	best := arc{score: math.Inf(-1)}
	for u, a := range t.in[v] {
		if t.top[u] != v && a.score > best.score {
			best = a
		}
	}
	return best
}

// contract makes one node of a cycle's nodes and returns it.
func (t *treeBuilder) contract(cycle []int) int {
	c := len(t.in)
	in := t.row()
	for u := range in {
		in[u] = arc{score: math.Inf(-1)}
		for _, w := range cycle {
			a := t.in[w][u]
			if a.score -= t.chosen[w].score; a.score > in[u].score {
				in[u] = a
			}
		}
	}
	inside := make(map[int]bool, len(cycle))
	for _, w := range cycle {
		inside[w] = true
		t.up[w], t.path[w] = c, -1
	}
	for u, node := range t.top {
		if inside[node] {
			t.top[u] = c
		}
	}
	t.in, t.chosen, t.up = append(t.in, in), append(t.chosen, arc{}), append(t.up, 0)
	t.done, t.path = append(t.done, false), append(t.path, -1)
	return c
}

// heads opens the cycles, outermost first: the arc into a cycle replaces the
// arc into the member that it ends in.
func (t *treeBuilder) heads() []int {
	for c := len(t.in) - 1; c > t.n; c-- {
		m := t.chosen[c].dep
		for t.up[m] != c {
			m = t.up[m]
		}
		t.chosen[m] = t.chosen[c]
	}
	heads := make([]int, t.n)
	for d := range heads {
		heads[d] = t.chosen[d+1].head - 1
	}
	return heads
}

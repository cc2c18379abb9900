package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"golang.org/x/text/unicode/norm"
)

// This file joins the names of one person that are spelt in several ways. The
// rules are few and careful: a wrong join hurts more than a missed one, and
// people can join what is left.

// marked are letters that no decomposition makes plain.
var marked = strings.NewReplacer("ø", "o", "đ", "d", "ð", "d", "ł", "l", "ı", "i", "æ", "ae", "œ", "oe", "þ", "th", "ß", "ss")

// plainName returns a name as it is looked up: without case, signs above or
// below letters, and without doubled spaces.
func plainName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(folder.String(norm.NFKC.String(name))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == 'ʼ' || r == '`':
			b.WriteRune('\'')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(marked.Replace(b.String())), " ")
}

// two reports whether a name has more than one word.
func two(name string) bool { return strings.Contains(strings.TrimSpace(name), " ") }

// wordsOfName returns the words of a person's name that variants have in
// common: plain, without initials between the first and the last.
func wordsOfName(name string) []string {
	words := strings.FieldsFunc(plainName(name), func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '\'' })
	var out []string
	for i, w := range words {
		w = strings.Trim(w, ".,")
		if w == "" || 0 < i && i < len(words)-1 && len(w) == 1 {
			continue
		}
		out = append(out, w)
	}
	return out
}

// spelling is what the spellings of sounds in Latin letters have in common.
var spelling = strings.NewReplacer("kh", "h", "gh", "g", "ph", "f", "ck", "k", "q", "k", "yy", "i", "iy", "i", "ij", "i", "y", "i", "j", "i", "ou", "u", "oo", "u", "w", "v")

// sound returns a word as it may be spelt in another alphabet's
// transliteration: long words without their vowels, doubled letters once. A
// vowel at the end stays: Martina is not Martin.
func sound(word string) string {
	word = spelling.Replace(word)
	var b []byte
	hard := 0
	for i := range len(word) {
		if i > 0 && word[i] == word[i-1] {
			continue
		}
		b = append(b, word[i])
		if !strings.ContainsRune("aeiou", rune(word[i])) {
			hard++
		}
	}
	if len(b) < 5 || hard < 3 {
		return string(b)
	}
	end := string(b[len(b)-1:])
	return string(b[:1]) + strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiou", r) {
			return -1
		}
		return r
	}, string(b[1:len(b)-1])) + end
}

// likeness returns what variants of a person's name have in common, "" for one
// word alone and for what is no person.
func likeness(name, kind string) string {
	words := wordsOfName(name)
	if kind != "person" || len(words) < 2 {
		return ""
	}
	for i, w := range words {
		words[i] = sound(w)
	}
	return strings.Join(words, " ")
}

// oneName says why two names of persons are one, "" if they are not: they are
// the same but for signs and initials, or one word is spelt in another way.
func oneName(a, b string) string {
	x, y := wordsOfName(a), wordsOfName(b)
	if len(x) != len(y) || len(x) < 2 {
		return ""
	}
	differ := 0
	for i := range x {
		switch {
		case x[i] == y[i]:
		case sound(x[i]) == sound(y[i]):
			differ++
		default:
			return ""
		}
	}
	switch differ {
	case 0:
		return "“" + a + "” is “" + b + "” but for signs and initials"
	case 1:
		return "“" + a + "” is “" + b + "” in another spelling"
	}
	return ""
}

// settleNames looks again which keys are variants of one person's name, when a
// version names a key by a name of which it was not known before, or no version
// does any more; now says that one does.
func (tx *Tx) settleNames(n naming, now bool) error {
	if n.own == "" {
		return nil
	}
	like, named := likeness(n.name, n.kind), asInt(now)
	if now {
	} else if _, err := tx.row([]any{&named}, `SELECT EXISTS (SELECT 1 FROM actor_versions WHERE own = ? AND name = ?)`, n.own, n.name); err != nil {
		return err
	}
	query := putName
	if named == 0 {
		query = `DELETE FROM actor_names WHERE own = ? AND name = ? AND likeness = ?`
	}
	changed, err := tx.exec(query, n.own, plainName(n.name), like)
	if err == nil && named == 0 {
		tx.stand = nil
		_, err = tx.exec(`DELETE FROM actor_variants WHERE own = ?1 AND NOT EXISTS (SELECT 1 FROM actor_names WHERE own = ?1)`, n.own)
	}
	if err != nil || changed == 0 || like == "" {
		return err
	}
	return tx.settleVariants(like)
}

const putName = `INSERT OR IGNORE INTO actor_names (own, name, likeness) VALUES (?, ?, ?)`

// idsNamed are the actors that versions call by a plain name.
const idsNamed = `SELECT av.actor FROM actor_names k JOIN actor_versions av ON av.own = k.own WHERE k.name = ?`

// A nameKey is a key of the archive with a name that it has.
type nameKey struct {
	own, name string
	stands    bool // it stands for itself today
	parted    bool // a person said that it is nobody else
}

// list reports whether a list knows the person: such keys are no hashes.
func (k *nameKey) list() bool { return !hashed(k.own) }

// hashed reports whether an id is one that mint makes.
func hashed(id string) bool {
	return len(id) == len("ac_")+20 && strings.IndexFunc(id[3:], func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }) < 0
}

// namesAlike are the keys of one likeness. It says that none is empty, as the index
// on likenesses has none that are: without it SQLite goes through all names.
const namesAlike = `SELECT k.own, k.name, coalesce(v.actor, ''), EXISTS (SELECT 1 FROM actors a WHERE a.id = k.own),
	EXISTS (SELECT 1 FROM held WHERE kind = 'part-actors' AND other = k.own)
	FROM actor_names k LEFT JOIN actor_variants v ON v.own = k.own WHERE k.likeness = ? AND k.likeness <> '' ORDER BY k.own, k.name`

// settleVariants joins the keys of one likeness that are variants of one name,
// and parts those that are not any more. Which keys are one depends on which
// there are, not on which came first; that one stays which stood for them before.
func (tx *Tx) settleVariants(like string) error {
	var keys []nameKey
	have := make(map[string]string)
	err := tx.rows(func(scan func(...any) error) error {
		var k nameKey
		var actor string
		err := scan(&k.own, &k.name, &actor, &k.stands, &k.parted)
		_, follows := tx.follow[k.own]
		k.stands = k.stands || follows
		keys = append(keys, k)
		if actor != "" {
			have[k.own] = actor
		}
		return err
	}, namesAlike, like)
	if err != nil {
		return err
	}
	want := variants(keys)
	for _, own := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[own]; !ok {
			if err := tx.setVariant(own, variant{}); err != nil {
				return err
			}
		}
	}
	for _, own := range slices.Sorted(maps.Keys(want)) {
		if have[own] != want[own].actor {
			if err := tx.setVariant(own, want[own]); err != nil {
				return err
			}
		}
	}
	return nil
}

// A variant is a key that stands for another one, and why.
type variant struct{ actor, why string }

// variants returns which keys stand for which. Names that are alike are one
// person's, and a list's person whose name is alike takes them all; of two such
// none takes any, for nobody can say which of them is meant.
func variants(keys []nameKey) map[string]variant {
	sorting.StableFunc(keys, func(a, b nameKey) int {
		return cmp.Or(asInt(b.list())-asInt(a.list()), asInt(b.stands)-asInt(a.stands), cmp.Compare(a.own, b.own))
	})
	set := make([]int, len(keys))
	for i := range keys {
		set[i] = i
	}
	root := func(i int) int {
		for set[i] != i {
			i = set[i]
		}
		return i
	}
	lists := make(map[int]map[string]bool) // of each key that no list knows: those of lists that are alike
	for i := range keys {
		for k := range keys[:i] {
			if keys[i].parted || keys[k].parted || keys[i].list() || keys[i].own != keys[k].own && oneName(keys[i].name, keys[k].name) == "" {
				continue
			}
			if !keys[k].list() {
				a, b := root(k), root(i)
				set[max(a, b)] = min(a, b)
				continue
			}
			if lists[i] == nil {
				lists[i] = make(map[string]bool)
			}
			lists[i][keys[k].own] = true
		}
	}
	known := make(map[int]map[string]bool) // of each set
	for i, l := range lists {
		if known[root(i)] == nil {
			known[root(i)] = make(map[string]bool)
		}
		maps.Copy(known[root(i)], l)
	}
	out := make(map[string]variant)
	for i := range keys {
		first := keys[root(i)].own
		if l := slices.Collect(maps.Keys(known[root(i)])); len(l) == 1 {
			first = l[0]
		}
		if !keys[i].list() && first != keys[i].own {
			out[keys[i].own] = variant{first, whyOne(keys, i, first)}
		}
	}
	return out
}

// whyOne says why a key stands for another.
func whyOne(keys []nameKey, i int, first string) string {
	for k := range keys {
		if keys[k].own == first {
			if why := oneName(keys[i].name, keys[k].name); why != "" {
				return why
			}
		}
	}
	return "“" + keys[i].name + "” is a spelling of a name that is spelt in a third way elsewhere"
}

func asInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// setVariant makes a key stand for another, or, without one, for itself.
func (tx *Tx) setVariant(own string, v variant) error {
	query, args := `INSERT OR REPLACE INTO actor_variants (own, actor, why) VALUES (?, ?, ?)`, []any{own, v.actor, v.why}
	if v.actor == "" {
		query, args = `DELETE FROM actor_variants WHERE own = ?`, []any{own}
	}
	tx.stand = nil
	if _, err := tx.exec(query, args...); err != nil {
		return err
	}
	if err := tx.standFor(own, v.actor, v.why); err != nil {
		return err
	}
	if tx.coming[own] {
		return nil
	}
	return tx.retarget(`own`, own)
}

// standFor leaves a tombstone for an actor that another stands for from now
// on, or takes it away.
func (tx *Tx) standFor(id, actor, why string) error {
	if actor == "" {
		_, err := tx.exec(`DELETE FROM tombstones WHERE id = ?`, id)
		return err
	}
	known := 0
	if _, err := tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM actors WHERE id = ?1) OR EXISTS (SELECT 1 FROM tombstones WHERE id = ?1)`, id); err != nil || known == 0 {
		return err
	}
	return tx.bury(id, actor, "actors", "merge", why)
}

// retarget gives the actors of the versions that name one today's ids. column
// says by what they are found: own key, or actor.
func (tx *Tx) retarget(column, id string) error {
	before := make(map[string]bool)
	err := tx.rows(func(scan func(...any) error) error {
		var actor string
		err := scan(&actor)
		before[actor] = true
		return err
	}, `SELECT DISTINCT actor FROM actor_versions WHERE `+column+` = ?`, id)
	if err != nil {
		return err
	}
	vids, err := tx.numbers(`SELECT DISTINCT vid FROM actor_versions WHERE `+column+` = ? ORDER BY vid`, id)
	if err != nil {
		return err
	}
	for _, vid := range vids {
		now, err := tx.retell(vid)
		if err != nil {
			return err
		}
		for _, n := range now {
			if column == "own" && n.own == id || column == "actor" {
				before[n.id] = true
			}
		}
	}
	for _, actor := range slices.Sorted(maps.Keys(before)) {
		if err := tx.followActor(actor, ""); err != nil {
			return err
		}
	}
	return nil
}

// Package language holds what the stages must know of a language: its
// closed classes, its verbs of saying, its words of time, what its forms are
// forms of, and the weights that they are trained to. A language is a folder of
// data/, its parts in models/ and one value of this package;
// the stages take that value and have no word of any language themselves.
//
// A file of the folder has sections, each a list or a table:
//
//	[futurity]
//	will shall would
//	[ordinals]
//	first 1st = 1
//
// Words are parted by blanks; "_" in a word stands for a blank. Before "="
// stand the words of a line, behind it the value that each of them has.
package language

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/models"
)

// A Language is the lists of one language. The zero Language has none: with it
// the stages read names, numbers and trees, and no words.
type Language struct {
	code     string
	sections map[string][]Entry
	weights  map[string][]byte
	lemmas   lemmas

	mu    sync.Mutex
	asked map[string]bool // the names of lists that were asked for
}

// An Entry is a word of a list, with its value in a table.
type Entry struct{ Word, Value string }

// Default is the code of the language that is read where nothing names one.
const Default = "en"

// english is read once: it is part of the program.
var english = sync.OnceValues(func() (*Language, error) { return open(Default) })

// English returns the lists of English.
func English() *Language {
	l, err := english()
	if err != nil {
		panic(err) // the lists are embedded, and a test reads them
	}
	return l
}

// Wording returns how people are told what the stages do: a section of
// data/en/wording.txt, words by their names. It is English whatever language
// the text has.
func Wording(section string) map[string]string { return English().Table("wording." + section) }

// Open returns the language of a code of ISO 639-1.
func Open(code string) (*Language, error) {
	if code == Default {
		return english()
	}
	return open(code)
}

// open reads the lists and the weights of a language.
func open(code string) (*Language, error) {
	files := data.Language(code)
	if len(files) == 0 {
		return nil, fmt.Errorf("there are no lists of the language %q: data/%s has none", code, code)
	}
	l, err := Parse(code, files)
	if err != nil {
		return nil, err
	}
	man, err := models.ReadManifest(models.FS())
	if err != nil {
		return nil, err
	}
	for i := range man.Parts {
		if name, ok := strings.CutPrefix(man.Parts[i].Name, code+"/"); ok {
			if l.weights[name], _, err = models.ReadPart(models.FS(), man.Parts[i].Name); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// Parse makes a language of the texts of its files, by name.
func Parse(code string, files map[string]string) (*Language, error) {
	l := &Language{code: code, sections: map[string][]Entry{}, weights: map[string][]byte{}}
	for name, text := range files {
		if err := l.parse(name, text); err != nil {
			return nil, err
		}
	}
	l.lemmas = l.readLemmas()
	return l, nil
}

// parse adds the sections of one file.
func (l *Language) parse(file, text string) error {
	section, n := "", 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' && line[len(line)-1] == ']' {
			section = file + "." + line[1:len(line)-1]
			if _, ok := l.sections[section]; ok {
				return fmt.Errorf("data/%s/%s.txt:%d: the section %s stands twice", l.code, file, n, line)
			}
			l.sections[section] = []Entry{}
			continue
		}
		if section == "" {
			return fmt.Errorf("data/%s/%s.txt:%d: words before the first [section]", l.code, file, n)
		}
		words, value, _ := strings.Cut(line, " = ")
		for w := range strings.FieldsSeq(words) {
			l.sections[section] = append(l.sections[section], Entry{strings.ReplaceAll(w, "_", " "), strings.TrimSpace(value)})
		}
	}
	return nil
}

// Code returns the language's code of ISO 639-1.
func (l *Language) Code() string { return l.code }

// Name returns the language's name, as a reader of English knows it.
func (l *Language) Name() string {
	if name := l.Words("language.name"); len(name) > 0 {
		return name[0]
	}
	return "the language " + l.code
}

// Weights returns the trained weights of a stage, nil if the language has none.
func (l *Language) Weights(name string) []byte { return l.weights[name] }

// Sections returns the names of all lists, sorted.
func (l *Language) Sections() []string {
	var out []string
	for name := range l.sections {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// list returns the list name and remembers that it was asked for.
func (l *Language) list(name string) []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		l.asked = map[string]bool{}
	}
	l.asked[name] = true
	return l.sections[name]
}

// Asked returns the names of the lists that were asked for and are not there,
// and of those that are there and nobody asked for, sorted. A slip in a name
// would else be an empty list.
func (l *Language) Asked() (missing, unread []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for name := range l.asked {
		if l.sections[name] == nil {
			missing = append(missing, name)
		}
	}
	for name := range l.sections {
		if !l.asked[name] {
			unread = append(unread, name)
		}
	}
	slices.Sort(missing)
	slices.Sort(unread)
	return missing, unread
}

// Words returns the words of the list name, "file.section", in its order.
func (l *Language) Words(name string) []string {
	list := l.list(name)
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, e.Word)
	}
	return out
}

// Entries returns the words of the list name with their values, in its order.
func (l *Language) Entries(name string) []Entry { return l.list(name) }

// Set returns the words of the list name, or of several lists, as a set.
func (l *Language) Set(names ...string) map[string]bool {
	out := map[string]bool{}
	for _, name := range names {
		for _, e := range l.list(name) {
			out[e.Word] = true
		}
	}
	return out
}

// Table returns the words of the list name with their values.
func (l *Language) Table(name string) map[string]string {
	out := make(map[string]string, len(l.sections[name]))
	for _, e := range l.list(name) {
		out[e.Word] = e.Value
	}
	return out
}

// Numbers returns the words of the list name with their values as numbers. It
// panics if one is none: the lists are part of the program, and a test reads
// them.
func (l *Language) Numbers(name string) map[string]int {
	out := make(map[string]int, len(l.sections[name]))
	for _, e := range l.list(name) {
		n, err := strconv.Atoi(e.Value)
		if err != nil {
			panic(fmt.Sprintf("data/%s: %s: the value of %q is no number: %q", l.code, name, e.Word, e.Value))
		}
		out[e.Word] = n
	}
	return out
}

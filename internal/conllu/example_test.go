package conllu_test

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/conllu"
)

// A document is read, its words analysed, and all written back.
func Example() {
	const in = "# newdoc id = a\n1\tRain\t_\t_\t_\t_\t_\t_\t_\t_\n2\tfell\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	r := conllu.NewReader(strings.NewReader(in), "rain.conllu")
	w := conllu.NewWriter(os.Stdout)
	for {
		d, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err) // file, line, what was expected
			continue
		}
		d.Sentences[0].Tokens[0].UPOS = "NOUN" // d.Text holds the words
		if err := w.Write(d, []conllu.Chain{{{Sentence: 0, First: 0, Last: 0}}}); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	w.Flush()
	// Output:
	// # newdoc id = a
	// # global.Entity = eid
	// 1	Rain	_	NOUN	_	_	_	_	_	Entity=(c1)
	// 2	fell	_	_	_	_	_	_	_	SpaceAfter=No
	// 3	.	_	_	_	_	_	_	_	_
}

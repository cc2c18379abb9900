package article

import (
	"regexp"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// longestFront is how many bytes of front matter are read.
const longestFront = 8 << 10

// frontLine is a line of front matter: a key, an item of a list, what goes on
// a line before, or a remark.
var frontLine = regexp.MustCompile(`^(?:([A-Za-z][\w -]*):(?:\s+(.*))?|\s*- +(.*)|\s+\S.*|#.*|\s*)$`)

// frontMatter takes the front matter off a text, keys and values between two
// lines "---" at its begin, and fills what the input does not say. It returns
// where the text goes on, in code points.
func (r *Result) frontMatter(in *Input, text string) (rest string, from int) {
	head := strings.TrimPrefix(text, "\uFEFF")
	first, body, ok := strings.Cut(head, "\n")
	if !ok || strings.TrimRight(first, " \r") != "---" {
		return text, 0
	}
	values := map[string][]string{}
	key, size := "", 0
	for raw := range strings.Lines(body[:min(len(body), longestFront)]) {
		size += len(raw)
		l := strings.TrimRight(raw, " \r\n")
		if l == "---" || l == "..." {
			break
		}
		m := frontLine.FindStringSubmatch(l)
		switch {
		case m == nil || size >= len(body) || size >= longestFront:
			return text, 0 // no front matter, but a rule above a text
		case m[1] != "":
			key = strings.ToLower(m[1])
			values[key] = append(values[key], frontValues(m[2])...)
		case m[3] != "":
			values[key] = append(values[key], frontValues(m[3])...)
		}
	}
	if len(values) == 0 {
		return text, 0
	}
	end := len(text) - len(body) + size
	r.cut(readout.OtherRemoved, block{spaces(text[:end]), 0})
	r.useFront(in, values)
	return text[end:], points(text, end)
}

// frontValues returns the values on a line: one, or a list in brackets.
func frontValues(line string) []string {
	line = strings.TrimSpace(line)
	list := []string{line}
	if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
		list = strings.Split(line[1:len(line)-1], ",")
	}
	var out []string
	for _, v := range list {
		if v = strings.Trim(strings.TrimSpace(v), `"'`); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// useFront fills what the input itself does not say.
func (r *Result) useFront(in *Input, values map[string][]string) {
	for _, f := range []struct {
		field *string
		keys  []string
	}{
		{&in.Title, []string{"title", "headline"}},
		{&in.Published, []string{"published", "date", "pubdate", "publishdate"}},
		{&in.Updated, []string{"updated", "lastmod", "modified"}},
		{&in.Outlet, []string{"outlet", "source", "publisher", "site"}},
		{&in.URL, []string{"url", "link", "permalink", "canonical"}},
	} {
		for _, key := range f.keys {
			if v := values[key]; len(v) > 0 && *f.field == "" {
				*f.field = v[0]
			}
		}
	}
	for _, key := range []string{"author", "authors", "byline", "by"} {
		for _, v := range values[key] {
			r.Version.Bylines = append(r.Version.Bylines, splitNames(v)...)
		}
	}
}

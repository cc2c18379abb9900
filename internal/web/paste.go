package web

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
)

// maxPaste is how many bytes a pasted story may have, as a form sends it.
const maxPaste = 24 << 20

// pasted returns what was put into the paste box: a link, a page or a text.
func pasted(w http.ResponseWriter, r *http.Request) (*ask.Given, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxPaste)
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, api.NewProblem(http.StatusRequestEntityTooLarge, "The story is larger than 24 MB.", "Put it into a file and use readout read FILE.")
		}
		return nil, api.NewProblem(http.StatusBadRequest, "The form can't be read: "+err.Error(), "Send it from the start page.")
	}
	text := strings.ToValidUTF8(r.PostForm.Get("story"), "\uFFFD")
	day := r.PostForm.Get("day")
	if day != "" {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, api.NewProblem(http.StatusBadRequest, "The day of publication is none.", "Write it as 2024-03-12, or leave it out.")
		}
	}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return nil, api.NewProblem(http.StatusBadRequest, "The box was empty.", "Paste a story or its address.")
	}
	in := &ask.Given{Published: day}
	switch {
	case isLink(trimmed):
		in.URL = trimmed // what is fetched, and what not, the client of the desk says
	case looksLikeHTML(trimmed):
		in.HTML = text
	default:
		in.Text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	return in, nil
}

// scheme is the begin of an address.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:(?://|\S+$)`)

// isLink reports an address alone, of the web or not: nobody means a story by it.
func isLink(text string) bool {
	return scheme.MatchString(text) && !strings.ContainsAny(text, " \n\t") && len(text) < 2048
}

func looksLikeHTML(text string) bool {
	head := strings.ToLower(text[:min(len(text), 1000)])
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<") && (strings.Contains(head, "<p") || strings.Contains(head, "<div") || strings.Contains(head, "<body") || strings.Contains(head, "<head"))
}

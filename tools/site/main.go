// Site builds the project's pages as a static site: plain HTML and one style
// sheet, no scripts, nothing from other hosts.
//
//	go -C tools run ./site ../dist/site
//
// A link to a page, a picture or a heading that is not there ends it with an error.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"log"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
)

// parts are the pages in the order of the menu.
var parts = []struct {
	title string
	files []string
}{
	{"Start", []string{"README.md", "doc/researcher.md", "doc/analyst.md", "doc/journalist.md", "doc/cli.md", "doc/python.md", "doc/r.md"}},
	{"What it writes", []string{"doc/record.md", "doc/across.md", "doc/tables.md", "doc/api.md"}},
	{"Run it", []string{"doc/scale.md", "doc/server.md", "doc/release.md", "doc/upgrade.md", "CHANGELOG.md"}},
	{"How well, and how", []string{"doc/method.md", "models/CARD.md", "data/README.md", "ARCHITECTURE.md", "doc/engineering.md", "CONTRIBUTING.md"}},
}

// A page is one file of Markdown.
type page struct {
	file, title string
	body        []byte
	anchors     map[string]bool
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("name the folder to write to: go -C tools run ./site ../dist/site")
	}
	if err := build("..", os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// build makes the site of the checkout root in the folder out.
func build(root, out string) error {
	pages := map[string]*page{}
	for _, part := range parts {
		for _, file := range part.files {
			p, err := read(root, file)
			if errors.Is(err, os.ErrNotExist) && file == "data/README.md" {
				continue
			}
			if err != nil {
				return err
			}
			pages[file] = p
		}
	}
	var wrong []error
	for _, p := range pages {
		wrong = append(wrong, p.link(root, out, pages)...)
	}
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	for _, p := range pages {
		if err := p.write(out, pages); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(out, "style.css"), []byte(style), 0o666)
}

// anchor matches an id that the renderer gave to a heading.
var anchor = regexp.MustCompile(` id="([^"]+)"`)

// read renders a file.
func read(root, file string) (*page, error) {
	src, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		return nil, err
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()), goldmark.WithRendererOptions(html.WithXHTML()))
	var b bytes.Buffer
	if err := md.Convert(src, &b); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	first, _, _ := strings.Cut(string(src), "\n")
	p := &page{file: file, title: strings.TrimPrefix(first, "# "), body: b.Bytes(), anchors: map[string]bool{}}
	for _, m := range anchor.FindAllSubmatch(p.body, -1) {
		p.anchors[string(m[1])] = true
	}
	return p, nil
}

// address is where a file of Markdown stands in the site.
func address(file string) string {
	if file == "README.md" {
		return "index.html"
	}
	return strings.ToLower(strings.TrimSuffix(path.Base(file), ".md")) + ".html"
}

// reference matches an address in a page.
var reference = regexp.MustCompile(`(href|src)="([^"]*)"`)

// link turns the page's references into those of the site, and copies
// pictures. It returns those that lead nowhere.
func (p *page) link(root, out string, pages map[string]*page) (wrong []error) {
	p.body = reference.ReplaceAllFunc(p.body, func(m []byte) []byte {
		parts := reference.FindSubmatch(m)
		to, err := p.resolve(root, out, string(parts[2]), pages)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", p.file, err))
		}
		return fmt.Appendf(nil, `%s="%s"`, parts[1], to)
	})
	return wrong
}

// repository is where files are shown that are no pages of the site.
const repository = "https://github.com/seed-f92ea4cf/readout/blob/main/"

func (p *page) resolve(root, out, to string, pages map[string]*page) (string, error) {
	if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
		return to, nil
	}
	file, fragment, _ := strings.Cut(to, "#")
	target := p
	if file != "" {
		file = path.Join(path.Dir(p.file), file)
		info, err := os.Stat(filepath.Join(root, file))
		if err != nil {
			return to, fmt.Errorf("%s leads nowhere", to)
		}
		target = pages[file]
		switch {
		case target != nil:
		case strings.HasSuffix(file, ".png"):
			data, err := os.ReadFile(filepath.Join(root, file))
			if err == nil {
				err = errors.Join(os.MkdirAll(out, 0o777), os.WriteFile(filepath.Join(out, path.Base(file)), data, 0o666))
			}
			return path.Base(file), err
		case info.IsDir():
			return strings.Replace(repository, "/blob/", "/tree/", 1) + file, nil
		default:
			return repository + file, nil
		}
	}
	if fragment != "" && !target.anchors[fragment] {
		return to, fmt.Errorf("%s: the page has no such heading", to)
	}
	if file == "" {
		return "#" + fragment, nil
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	return address(target.file) + fragment, nil
}

var layout = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{{.Title}}</title><link rel="stylesheet" href="style.css"/></head>
<body><a class="skip" href="#text">To the text</a>
<nav aria-label="Pages">{{range .Menu}}<h2>{{.Title}}</h2><ul>{{range .Links}}<li><a href="{{.Href}}"{{if .Here}} aria-current="page"{{end}}>{{.Title}}</a></li>{{end}}</ul>{{end}}</nav>
<main id="text">{{.Body}}</main></body></html>
`))

type menuLink struct {
	Href, Title string
	Here        bool
}

type menuPart struct {
	Title string
	Links []menuLink
}

// write writes the page with the menu beside it.
func (p *page) write(out string, pages map[string]*page) error {
	var menu []menuPart
	for _, part := range parts {
		m := menuPart{Title: part.title}
		for _, file := range part.files {
			if q := pages[file]; q != nil {
				m.Links = append(m.Links, menuLink{address(file), q.title, q == p})
			}
		}
		menu = append(menu, m)
	}
	var b bytes.Buffer
	err := layout.Execute(&b, map[string]any{"Title": p.title, "Menu": menu, "Body": template.HTML(p.body)}) // of the project's own pages
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, address(p.file)), b.Bytes(), 0o666)
}

const style = `:root{color-scheme:light dark}
body{font:16px/1.55 system-ui,sans-serif;margin:0;display:flex;flex-wrap:wrap}
nav{flex:0 0 14rem;padding:1.5rem}nav h2{font-size:.9rem;margin:1rem 0 .2rem}nav ul{list-style:none;margin:0;padding:0}nav a[aria-current]{font-weight:bold}
main{flex:1 1 36rem;max-width:56rem;padding:1.5rem;min-width:0}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #8888;padding:.2rem .5rem;text-align:left;vertical-align:top}
pre{overflow-x:auto;padding:.8rem;border:1px solid #8888}img{max-width:100%}
.skip{position:absolute;left:-99rem}.skip:focus{left:0}
@media print{nav{display:none}}
`

package export

import (
	"bytes"
	"encoding/json"
	"slices"
)

// A resource is one entry of a data package, as Frictionless describes it.
type resource struct {
	Name        string         `json:"name"`
	Path        string         `json:"path"`
	Description string         `json:"description,omitempty"`
	Profile     string         `json:"profile,omitempty"`
	Format      string         `json:"format"`
	Mediatype   string         `json:"mediatype"`
	Encoding    string         `json:"encoding,omitempty"`
	Bytes       int64          `json:"bytes"`
	Hash        string         `json:"hash"`
	Rows        int            `json:"rows"`
	Notes       []string       `json:"notes,omitempty"` // what the format could not hold
	Dialect     map[string]any `json:"dialect,omitempty"`
	Schema      *schema        `json:"schema,omitempty"`
}

// A schema is a Table Schema.
type schema struct {
	Fields        []fieldSchema `json:"fields"`
	MissingValues []string      `json:"missingValues"`
	PrimaryKey    []string      `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey  `json:"foreignKeys,omitempty"`
}

type fieldSchema struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// A licence says what may be done with a package.
type licence struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// A descriptor is a datapackage.json.
type descriptor struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Licenses    []licence  `json:"licenses"`
	Made        making     `json:"readout"`
	Resources   []resource `json:"resources"`
}

// A making says how a package was made. It holds no time, so that the same
// records give the same bytes.
type making struct {
	Program   string   `json:"program"`
	Pipelines []string `json:"pipelines"` // programs and weights that read the stories
	Query     string   `json:"query,omitempty"`
	Offsets   string   `json:"offsets"`
	Text      string   `json:"text"`
	Quotation int      `json:"quotation_limit,omitempty"` // in code points
	Private   string   `json:"private_persons"`
	Reason    string   `json:"unmask_reason,omitempty"`
	Versions  int      `json:"versions"`
	Masked    int      `json:"versions_with_masked_names"`
	Caution   string   `json:"caution"`
}

const (
	caution = "Reports are not facts, absence of coverage is not absence of events, and all values were made by a machine. " +
		"Count texts (line_id), not rows: copies are one. Do not base a decision about a person on this alone."
	openTitle       = "Facts, offsets, links and quotations of at most 150 characters; quoted words belong to their publishers"
	restrictedTitle = "Restricted: holds whole texts that belong to their publishers; keep it to yourself unless you have their leave"
)

// tableResource describes a file that holds a table.
func tableResource(t *Table, f *Format, rows int) resource {
	r := resource{Name: t.Name, Path: t.Name + f.Ext, Description: t.Doc, Profile: "tabular-data-resource",
		Format: f.Name, Mediatype: f.Media, Rows: rows, Schema: schemaFor(t)}
	switch f.Name {
	case "csv", "jsonl":
		r.Encoding = "utf-8"
	case "tsv":
		r.Encoding, r.Dialect = "utf-8", map[string]any{"delimiter": "\t"}
	}
	return r
}

// schemaFor returns the table's schema.
func schemaFor(t *Table) *schema {
	s := &schema{MissingValues: []string{""}, PrimaryKey: t.Primary}
	for i := range t.Columns {
		c := &t.Columns[i]
		f := fieldSchema{Name: c.Name, Type: c.Type.String(), Description: c.Doc}
		if c.Type == Instant {
			f.Format = "any"
		}
		if c.Required || len(c.Codes) > 0 {
			f.Constraints = &constraints{Required: c.Required, Enum: c.Codes}
		}
		s.Fields = append(s.Fields, f)
	}
	for _, k := range t.Foreign {
		if k.Table == "" { // to the table itself; a row may come before the one it names
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{k.Columns, reference{"", k.Of}})
		}
		if k.Table == "versions" || k.Table == "stories" || k.Table == "events" {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{k.Columns, reference{k.Table, k.Of}})
		}
	}
	return s
}

// describe returns the package's datapackage.json.
func (p *Package) describe(resources []resource) ([]byte, error) {
	o := &p.options
	d := descriptor{Profile: "data-package", Name: "readout-export", Title: "News as read by Readout",
		Description: "Who said and did what to whom, when, where, according to whom, and how sure, each value with the words that say it.",
		Licenses:    []licence{{"notspecified", openTitle}},
		Made: making{Program: o.Program, Pipelines: p.pipelines(), Query: o.Query, Offsets: "Unicode code points of the version's text, half open",
			Text: "none", Quotation: limit, Private: "masked", Versions: p.versions, Masked: p.masked, Caution: caution},
		Resources: resources}
	if o.Text {
		d.Licenses = []licence{{"restricted", restrictedTitle}}
		d.Made.Text, d.Made.Quotation = "whole", 0
	}
	if o.Unmask != "" {
		d.Made.Private, d.Made.Reason = "named", o.Unmask
	}
	have := make(map[string]bool)
	for i := range resources {
		have[resources[i].Name] = true
	}
	for i := range d.Resources { // a key to a table that is not there is none
		if s := d.Resources[i].Schema; s != nil {
			s.ForeignKeys = slices.DeleteFunc(s.ForeignKeys, func(k foreignKey) bool {
				return k.Reference.Resource != "" && !have[k.Reference.Resource]
			})
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(&d)
	return b.Bytes(), err
}

// pipelines returns what read the stories, in order.
func (p *Package) pipelines() []string {
	list := []string{}
	for name := range p.read {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

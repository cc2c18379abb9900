package export

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Spreadsheets are Office Open XML (ECMA-376, part 1, chapter 18), of which this
// writes what tables need: sheets of strings, numbers, truth values and days, a
// bold header that stays in sight, and no formulas, which no cell can become.

// Styles of cells, as spreadsheetStyles numbers them.
const (
	styleNone = iota
	styleDay
	styleHead
)

// The parts of a workbook that are the same in all.
const (
	xmlProlog         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spreadsheetNS     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationshipsNS   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packageNS         = `http://schemas.openxmlformats.org/package/2006`
	spreadsheetStyles = xmlProlog + `<styleSheet ` + spreadsheetNS + `><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
	spreadsheetRels = xmlProlog + `<Relationships xmlns="` + packageNS + `/relationships"><Relationship Id="rId1" Type="` + relationshipsNS + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageNS + `/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	spreadsheetCore = xmlProlog + `<cp:coreProperties xmlns:cp="` + packageNS + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:creator>readout</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`
	gridHead = xmlProlog + `<worksheet ` + spreadsheetNS + `><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
	gridEnd  = `</sheetData></worksheet>`
)

// A grid is the part of a workbook that holds the cells of one sheet, packed in
// a file of its own until the workbook is written: sheets grow side by side, and
// a ZIP archive holds one part after the other.
type grid struct {
	name string
	temp *os.File
	out  *bufio.Writer
	pack *flate.Writer
	sum  hash.Hash32
	size uint64 // before packing
	row  int    // the last one, from 1
	line []byte
}

// newGrid begins a sheet. The caller closes it.
func newGrid(name string) (*grid, error) {
	temp, err := os.CreateTemp("", "readout-*.sheet")
	if err != nil {
		return nil, err
	}
	g := &grid{name: name, temp: temp, out: bufio.NewWriter(temp), sum: crc32.NewIEEE()}
	if g.pack, err = flate.NewWriter(g.out, flate.DefaultCompression); err == nil {
		err = g.write([]byte(gridHead))
	}
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

func (g *grid) write(b []byte) error {
	g.size += uint64(len(b))
	g.sum.Write(b)
	_, err := g.pack.Write(b)
	return err
}

// add writes a row of cells. Strings of the style of a header are bold.
func (g *grid) add(cells []Value, style int) error {
	g.row++
	g.line = append(strconv.AppendInt(append(g.line[:0], `<row r="`...), int64(g.row), 10), `">`...)
	for i, v := range cells {
		if !v.Missing() || i == len(cells)-1 { // the last always, so that readers see how long the row is
			g.cell(i, style, v)
		}
	}
	g.line = append(g.line, `</row>`...)
	return g.write(g.line)
}

// cell appends a cell of the row. A string is never a formula.
func (g *grid) cell(column, style int, v Value) {
	text := v.String()
	form := ""
	switch v.kind {
	case isInteger, isNumber:
	case isBoolean:
		form, text = "b", strconv.FormatUint(v.bits, 10)
	case isDay:
		if n := int64(v.bits) + serialOfEpoch; n > 60 { // Excel counts a day that 1900 did not have
			style, text = styleDay, strconv.FormatInt(n, 10)
			break
		}
		form = "inlineStr"
	default:
		form = "inlineStr"
	}
	g.line = append(appendColumn(append(g.line, `<c r="`...), column), strconv.Itoa(g.row)...)
	if style != styleNone {
		g.line = strconv.AppendInt(append(g.line, `" s="`...), int64(style), 10)
	}
	switch {
	case v.Missing():
		g.line = append(g.line, `"/>`...)
	case form == "inlineStr":
		g.line = append(g.line, `" t="inlineStr"><is><t xml:space="preserve">`...)
		g.line = append(appendXML(g.line, text), `</t></is></c>`...)
	default:
		if form != "" {
			g.line = append(append(g.line, `" t="`...), form...)
		}
		g.line = append(append(append(g.line, `"><v>`...), text...), `</v></c>`...)
	}
}

// appendColumn appends the letters of a column, which is counted from 0.
func appendColumn(b []byte, n int) []byte {
	if n >= 26 {
		b = appendColumn(b, n/26-1)
	}
	return append(b, byte('A'+n%26))
}

// appendXML appends a text as the content of an element. What looks like an
// escaped sign of a spreadsheet ("_x0041_") stays what it is.
func appendXML(b []byte, s string) []byte {
	if strings.Contains(s, "_x") {
		var out strings.Builder
		for i := range len(s) {
			if _, ok := escaped(s[i:]); ok {
				out.WriteString("_x005F")
			}
			out.WriteByte(s[i])
		}
		s = out.String()
	}
	w := bytes.NewBuffer(b)
	_ = xml.EscapeText(w, []byte(s)) // a buffer takes all
	return w.Bytes()
}

// escaped returns the sign that s begins with in the escaped form.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}

// finish writes what is left and returns the header of the part.
func (g *grid) finish() (*zip.FileHeader, error) {
	if err := errors.Join(g.write([]byte(gridEnd)), g.pack.Close(), g.out.Flush()); err != nil {
		return nil, err
	}
	packed, err := g.temp.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	_, err = g.temp.Seek(0, io.SeekStart)
	return &zip.FileHeader{Method: zip.Deflate, CRC32: g.sum.Sum32(), CompressedSize64: uint64(packed), UncompressedSize64: g.size}, err
}

// close removes the file of the sheet.
func (g *grid) close() error { return errors.Join(g.temp.Close(), os.Remove(g.temp.Name())) }

// writeSpreadsheet writes a workbook of these sheets, which it finishes.
func writeSpreadsheet(w io.Writer, grids []*grid) error {
	out := zip.NewWriter(w)
	for _, part := range bookParts(grids) {
		p, err := out.Create(part[0])
		if err == nil {
			_, err = io.WriteString(p, part[1])
		}
		if err != nil {
			return err
		}
	}
	for i, g := range grids {
		head, err := g.finish()
		if err != nil {
			return err
		}
		head.Name = gridPart(i)
		p, err := out.CreateRaw(head)
		if err == nil {
			_, err = io.Copy(p, g.temp)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// bookParts returns the names and contents of all parts but the sheets.
func bookParts(grids []*grid) [][2]string {
	const sheetML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	var types, book, rels strings.Builder
	types.WriteString(xmlProlog + `<Types xmlns="` + packageNS + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	book.WriteString(xmlProlog + `<workbook ` + spreadsheetNS + ` xmlns:r="` + relationshipsNS + `"><bookViews><workbookView/></bookViews><sheets>`)
	rels.WriteString(xmlProlog + `<Relationships xmlns="` + packageNS + `/relationships">`)
	for i, g := range grids {
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, gridPart(i), sheetML)
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, appendXML(nil, g.name), i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="/%s"/>`, i+1, relationshipsNS, gridPart(i))
	}
	types.WriteString(`<Override PartName="/xl/workbook.xml" ContentType="` + sheetML + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetML + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	book.WriteString(`</sheets></workbook>`)
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/styles" Target="/xl/styles.xml"/></Relationships>`, len(grids)+1, relationshipsNS)
	return [][2]string{{"[Content_Types].xml", types.String()}, {"_rels/.rels", spreadsheetRels}, {"docProps/core.xml", spreadsheetCore},
		{"xl/workbook.xml", book.String()}, {"xl/_rels/workbook.xml.rels", rels.String()}, {"xl/styles.xml", spreadsheetStyles}}
}

// gridPart names the part of a workbook that has a sheet, which is counted from 0.
func gridPart(i int) string { return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml" }

// openSpreadsheet returns the parts of a workbook of ours by the names of their
// sheets.
func openSpreadsheet(f io.ReaderAt, size int64) (map[string]*zip.File, error) {
	in, err := zip.NewReader(f, size)
	if err != nil {
		return nil, err
	}
	parts := map[string]*zip.File{}
	for _, p := range in.File {
		parts[p.Name] = p
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	if parts["xl/workbook.xml"] == nil {
		return nil, errors.New("the file has no workbook")
	}
	r, err := parts["xl/workbook.xml"].Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if err := xml.NewDecoder(r).Decode(&book); err != nil {
		return nil, err
	}
	grids := map[string]*zip.File{}
	for i, s := range book.Sheets {
		grids[s.Name] = parts[gridPart(i)]
	}
	return grids, nil
}

// A gridRow is a row as a sheet has it.
type gridRow struct {
	Cells []struct {
		Place string `xml:"r,attr"`
		Value string `xml:"v"`
		Text  string `xml:"is>t"`
	} `xml:"c"`
}

// readGrid calls row with the texts of each row of a sheet's part; what it is
// given is used again.
func readGrid(part *zip.File, columns int, row func(texts []string) error) error {
	if part == nil {
		return errors.New("the workbook has no such sheet")
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	in := xml.NewDecoder(bufio.NewReader(r))
	texts := make([]string, columns)
	for {
		t, err := in.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "row" {
			continue
		}
		var cells gridRow
		if err := in.DecodeElement(&cells, &start); err != nil {
			return err
		}
		clear(texts)
		for _, c := range cells.Cells {
			i := columnOf(c.Place)
			if i < 0 || i >= columns {
				return fmt.Errorf("cell %q is beyond %d columns", c.Place, columns)
			}
			texts[i] = c.Value + unescape(c.Text)
		}
		if err := row(texts); err != nil {
			return err
		}
	}
}

// columnOf returns the column of a cell's place, such as 1 for B7; -1 if it is none.
func columnOf(place string) int {
	n := 0
	for _, c := range []byte(place) {
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// unescape is the way back from what appendXML escapes.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if c, ok := escaped(s[i:]); ok {
			out = utf8.AppendRune(out, c)
			i += len("_x0041_") - 1
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

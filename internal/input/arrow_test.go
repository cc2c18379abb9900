package input

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// arrowRows returns a stream of four rows: as text, as a page in Latin-1, and
// two that no story can be in.
func arrowRows(t *testing.T, file bool) []byte {
	t.Helper()
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "ref", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "text", Type: arrow.BinaryTypes.LargeString, Nullable: true},
		{Name: "html", Type: arrow.BinaryTypes.Binary, Nullable: true},
		{Name: "published", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "updated", Type: arrow.FixedWidthTypes.Timestamp_us, Nullable: true},
		{Name: "desk", Type: arrow.BinaryTypes.String, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	day, at := arrow.Date32FromTime(time.Date(2024, 3, 12, 0, 0, 0, 0, time.UTC)), arrow.Timestamp(time.Date(2024, 3, 12, 16, 15, 0, 0, time.UTC).UnixMicro())
	b.Field(0).(*array.Int64Builder).AppendValues([]int64{7, 8, 9, 0}, []bool{true, true, true, false})
	b.Field(1).(*array.LargeStringBuilder).AppendValues([]string{"The ferry is back.", "", "", "a\x00b"}, []bool{true, false, false, true})
	b.Field(2).(*array.BinaryBuilder).AppendValues([][]byte{nil, []byte("<p>Caf\xe9</p>"), nil, nil}, []bool{false, true, false, false})
	b.Field(3).(*array.Date32Builder).AppendValues([]arrow.Date32{day, 0, 0, 0}, []bool{true, false, false, false})
	b.Field(4).(*array.TimestampBuilder).AppendValues([]arrow.Timestamp{at, 0, 0, 0}, []bool{true, false, false, false})
	b.Field(5).(*array.StringBuilder).AppendValues([]string{"<foreign>", "", "", ""}, []bool{true, false, false, false})
	batch := b.NewRecordBatch()
	var buf bytes.Buffer
	var w interface {
		Write(arrow.RecordBatch) error
		Close() error
	} = ipc.NewWriter(&buf, ipc.WithSchema(schema))
	if file {
		var err error
		if w, err = ipc.NewFileWriter(&buf, ipc.WithSchema(schema)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Write(batch); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestArrow reads rows as a stream and as a file of Arrow.
func TestArrow(t *testing.T) {
	for _, file := range []bool{false, true} {
		rows, bad := gatherArrow(arrowRows(t, file))
		if len(rows) != 2 || len(bad) != 2 {
			t.Fatalf("file %v: %d rows, %q; want 2 and 2", file, len(rows), bad)
		}
		r := rows[0]
		if r.Ref != "7" || r.Text != "The ferry is back." || r.Published != "2024-03-12" || r.Updated != "2024-03-12T16:15:00Z" || string(r.Extra["desk"]) != `"<foreign>"` || len(r.Extra) != 1 {
			t.Errorf("first row: %+v", r)
		}
		if string(rows[1].HTML) != "<p>Caf\xe9</p>" || rows[1].Extra != nil {
			t.Errorf("second row: %+v", rows[1])
		}
		if want := `standard input: row "9": the row has neither`; !strings.HasPrefix(bad[0], want) {
			t.Errorf("third row: %s, want %s …", bad[0], want)
		}
		if want := "standard input:4: the text holds NUL"; !strings.HasPrefix(bad[1], want) {
			t.Errorf("fourth row: %s, want %s …", bad[1], want)
		}
	}
}

// gatherArrow reads what is said to be Arrow.
func gatherArrow(data []byte) (rows []Row, bad []string) {
	ReadAs(arrowKind, []string{"-"}, bytes.NewReader(data), Sink{
		Row: func(r Row) bool { rows = append(rows, r); return true },
		Bad: func(err *Error) { bad = append(bad, err.Error()) },
	})
	return rows, bad
}

// TestArrowBrokenAnywhere cuts a stream at every byte, and bends each byte of
// its columns: rows or errors come, never a panic, and a cut stream is not taken
// for a whole one.
func TestArrowBrokenAnywhere(t *testing.T) {
	whole := arrowRows(t, false)
	for i := 9; i < len(whole)-8; i++ { // the last eight bytes say that it ends
		if rows, bad := gatherArrow(whole[:i]); len(rows) > 0 || len(bad) != 1 {
			t.Fatalf("cut at byte %d of %d: %d rows, errors %q; want one error", i, len(whole), len(rows), bad)
		}
	}
	columns := bytes.Index(whole, []byte("The ferry")) - 64
	for i := columns; i < len(whole)-8; i++ {
		bent := bytes.Clone(whole)
		bent[i] ^= 0x5a
		gatherArrow(bent)
	}
}

// TestArrowIsNamed looks that no content is taken for Arrow by itself.
func TestArrowIsNamed(t *testing.T) {
	for _, file := range []bool{false, true} {
		if rows, bad := gather(arrowRows(t, file)); len(rows) != 0 || len(bad) != 1 || !strings.Contains(bad[0], "--in arrow") {
			t.Errorf("file %v: %d rows, %q; want advice", file, len(rows), bad)
		}
	}
}

// TestRowsComeBeforeTheEnd sends one short row and waits for it while the
// stream goes on, as whoever feeds a filter row by row does.
func TestRowsComeBeforeTheEnd(t *testing.T) {
	arrows := arrowRows(t, false)
	for kind, data := range map[Kind][]byte{rowsKind: []byte("{\"text\": \"The ferry is back.\"}\n"), arrowKind: arrows[:len(arrows)-8]} {
		r, w := io.Pipe()
		got := make(chan Row)
		go ReadAs(kind, []string{"-"}, r, Sink{Row: func(row Row) bool { got <- row; return false }, Bad: func(err *Error) { t.Error(err) }})
		go func() { _, _ = w.Write(data) }()
		select {
		case row := <-got:
			if row.Text != "The ferry is back." {
				t.Errorf("kind %d: %+v", kind, row)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("kind %d: no row before the end of the stream", kind)
		}
		w.Close()
	}
}

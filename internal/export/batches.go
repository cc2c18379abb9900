package export

import (
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	allocator "github.com/apache/arrow-go/v18/arrow/memory"
)

// Batches writes rows as a stream of Apache Arrow. Who uses it appends the cells
// of a row to the builders of its columns, and then says so by [Batches.Row].
type Batches struct {
	*array.RecordBuilder
	w               *ipc.Writer
	rows, bytes     int // of the batch that is built
	mostRows, limit int
}

// NewBatches begins a stream with a schema. A batch goes out when it has mostRows
// rows or mostBytes bytes of words; as much is in memory.
func NewBatches(w io.Writer, schema *arrow.Schema, mostRows, mostBytes int) *Batches {
	return &Batches{RecordBuilder: array.NewRecordBuilder(allocator.DefaultAllocator, schema), w: ipc.NewWriter(w, ipc.WithSchema(schema)),
		mostRows: mostRows, limit: mostBytes}
}

// Row says that a row is complete whose words have so many bytes.
func (b *Batches) Row(bytes int) error {
	b.rows, b.bytes = b.rows+1, b.bytes+bytes
	if b.rows >= b.mostRows || b.bytes >= b.limit {
		return b.Flush()
	}
	return nil
}

// Flush writes the rows that have not gone out.
func (b *Batches) Flush() error {
	if b.rows == 0 {
		return nil
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	b.rows, b.bytes = 0, 0
	return b.w.Write(batch)
}

// Close writes the rows that have not gone out and ends the stream.
func (b *Batches) Close() error {
	if err := b.Flush(); err != nil {
		return err
	}
	return b.w.Close()
}

package store

import (
	"bytes"
	"cmp"
	"database/sql/driver"
	"encoding/binary"
	"math"
	"reflect"
)

// This file packs values of rows that wait to be written.

// What a packed cell begins with.
const (
	cellNull = iota
	cellInt
	cellReal
	cellText
	cellBytes
)

// appendCell appends a value, or what a pointer to a number or a text points to.
func appendCell(to []byte, cell any) []byte {
	switch v := cell.(type) {
	case nil:
		return append(to, cellNull)
	case string:
		return append(appendSize(to, cellText, len(v)), v...)
	case *string:
		return append(appendSize(to, cellText, len(*v)), *v...)
	case []byte:
		return append(appendSize(to, cellBytes, len(v)), v...)
	case int64:
		return binary.AppendVarint(append(to, cellInt), v)
	case int:
		return binary.AppendVarint(append(to, cellInt), int64(v))
	case *int:
		return binary.AppendVarint(append(to, cellInt), int64(*v))
	case bool:
		return binary.AppendVarint(append(to, cellInt), int64(asInt(v)))
	case float64:
		return binary.LittleEndian.AppendUint64(append(to, cellReal), math.Float64bits(v))
	}
	v := reflect.ValueOf(cell) // a type of its own, such as an id
	if v.Kind() != reflect.String {
		panic("a row with a value of type " + v.Type().String())
	}
	return append(appendSize(to, cellText, v.Len()), v.String()...)
}

func appendSize(to []byte, kind byte, size int) []byte {
	return binary.AppendUvarint(append(to, kind), uint64(size))
}

// A cell is a packed value.
type cell struct {
	kind   byte
	number int64
	real   float64
	text   []byte
}

// cellAt returns the first cell of packed ones, and how many bytes it takes.
func cellAt(packed []byte) (c cell, size int) {
	c.kind, size = packed[0], 1
	switch c.kind {
	case cellInt:
		n, length := binary.Varint(packed[1:])
		return cell{kind: cellInt, number: n}, 1 + length
	case cellReal:
		return cell{kind: cellReal, real: math.Float64frombits(binary.LittleEndian.Uint64(packed[1:]))}, 9
	case cellText, cellBytes:
		n, length := binary.Uvarint(packed[1:])
		size += length
		c.text = packed[size : size+int(n)]
		return c, size + int(n)
	}
	return c, size
}

// value returns what the driver takes for a cell.
func (c *cell) value() driver.Value {
	switch c.kind {
	case cellInt:
		return c.number
	case cellReal:
		return c.real
	case cellText:
		return string(c.text)
	case cellBytes:
		return c.text
	}
	return nil
}

// compareCells orders cells of one kind, texts or numbers.
func compareCells(a, b cell) int {
	if a.kind == cellInt {
		return cmp.Compare(a.number, b.number)
	}
	return bytes.Compare(a.text, b.text)
}

// bindCells adds packed cells to the values of the next run.
func (d *direct) bindCells(packed []byte, n int) {
	for range n {
		c, size := cellAt(packed)
		d.args = append(d.args, driver.NamedValue{Ordinal: len(d.args) + 1, Value: c.value()})
		packed = packed[size:]
	}
}

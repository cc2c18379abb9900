package store

import (
	"bytes"
	_ "embed" // the dictionary
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	fastjson "github.com/segmentio/encoding/json"
)

// recordWords is what records have in common: it is the dictionary with which
// they are compressed, so it must never change. A better one gets a number of
// its own and stands beside it.
//
//go:embed schema/record.dict
var recordWords []byte

// recordDict is the number under which frames name the dictionary.
const recordDict = 0x52454331

// maxUnpacked bounds what one packed value may unpack to, so that a damaged
// file can't fill the memory.
const maxUnpacked = 256 << 20

var (
	plainEncoder  = newEncoder()
	recordEncoder = newEncoder(zstd.WithEncoderDictRaw(recordDict, recordWords), zstd.WithEncoderLevel(zstd.SpeedFastest))
	decoder       = newDecoder()
)

// newEncoder returns an encoder for whole values. Each frame has a checksum.
func newEncoder(options ...zstd.EOption) *zstd.Encoder {
	options = append([]zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(true),
		zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1 << 20)}, options...)
	enc, err := zstd.NewWriter(nil, options...)
	if err != nil {
		panic(err) // wrong constants
	}
	return enc
}

// newDecoder returns a decoder that knows the dictionary.
func newDecoder() *zstd.Decoder {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(recordDict, recordWords), zstd.WithDecoderConcurrency(2),
		zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderLowmem(true))
	if err != nil {
		panic(err) // wrong constants
	}
	return dec
}

// pack compresses data.
func pack(data []byte) []byte { return plainEncoder.EncodeAll(data, make([]byte, 0, len(data)/2)) }

// packRecord compresses the JSON of a record.
func packRecord(data []byte) []byte {
	return recordEncoder.EncodeAll(data, make([]byte, 0, len(data)/4))
}

// unpack gives back what pack or packRecord took.
func unpack(data []byte) ([]byte, error) {
	out, err := decoder.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	return out, nil
}

// decodeOwn is json.Unmarshal in less than half the time, of what was unpacked and is
// used for nothing else: strings of the value stay where they are in data.
func decodeOwn(data []byte, into any) error { return decode(data, into, fastjson.ZeroCopy) }

// decodeHeld is decodeOwn of a value that is held for long, without the data.
func decodeHeld(data []byte, into any) error { return decode(data, into, 0) }

func decode(data []byte, into any, flags fastjson.ParseFlags) error {
	if !utf8.Valid(data) { // encoding/json puts a sign in the place of what is no text
		return json.Unmarshal(data, into)
	}
	rest, err := fastjson.Parse(data, into, flags)
	if err == nil && len(bytes.TrimSpace(rest)) > 0 {
		err = errors.New("something stands behind the value")
	}
	return err
}

// countWords is how many words a text has, parted by white space.
func countWords(text string) (n int) {
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}

// HasWords reports whether a text has at least n words, parted by white space.
func HasWords(text string, n int) bool {
	for range strings.FieldsSeq(text) {
		if n--; n <= 0 {
			return true
		}
	}
	return n <= 0
}

// Package examples embeds the sample stories that the pages begin with.
package examples

import "embed"

// FS holds the samples; README.md says what they are.
//
//go:embed wire.txt versions.jsonl speech.txt
var FS embed.FS

// Package web shows Readout in a browser: pages made on the server that work
// without scripts, keep their state in the address, ask no other host for
// anything, and show every value beside the words that say it.
//
// Start with [New]. What the pages show comes from [ask.Service]; a story's
// page is made of its record by cards.go (the values) and marks.go (the words).
package web

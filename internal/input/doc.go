// Package input turns what a user names on the command line — files, folders,
// standard input — into rows, one a story.
//
// The kind of an input is found from its content; its name only helps in
// messages. Text, HTML, JSON Lines, feeds, mail, WARC and any of them in gzip
// are read here. An
// input that can't be read is reported as an [Error] with its place and what
// to do; the others are read all the same. Rows stream: memory does not grow
// with their number. Start with [Read].
package input

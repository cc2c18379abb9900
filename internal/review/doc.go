// Package review keeps what people say of the values that a machine read: that
// one is right, that it is another, that it is none, that one is missing.
//
// A [Review] knows its value by the words of the story, never by its number, so
// that it holds for other readings and other versions of the story. [Apply]
// puts reviews into a record and says of each whether it still fits. The
// package does no I/O; package store keeps reviews and serves what they make.
package review

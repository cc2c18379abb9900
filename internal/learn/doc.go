// Package learn refits small heads on what people said of an archive's values:
// how sure a statement or an event is, and of which type an event is whose word
// people have corrected again and again.
//
// A [Set] is plain data. It changes records after they are read, without the
// network, and is kept only where it makes fewer errors on corrections that it
// has not seen ([Fit]). The package does no I/O.
package learn

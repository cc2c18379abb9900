// Package timeline makes timelines of what many stories tell: it ranks joined
// events as an editor would, picks the sentence that tells of each best, and
// writes a timeline in the forms that people mail, print and publish. It does
// no I/O and writes no sentence of its own: the words are those of stories and
// of the person who edits.
package timeline

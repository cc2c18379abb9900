// Package analyze labels the words of a text: part of speech, features,
// lemma, head and relation, name class, part in an attribution.
//
// A [Network] does all of it with one encoder, which runs once over the text
// in windows of consecutive sentences; it finds the sentence ends anew within
// paragraphs. Trees have one root and no cycles and names are well-formed BIO,
// whatever the weights. [Names] finds names by lists and rules and is all
// there is where no weights are at hand.
//
// Start with net.go, which follows a text through the network; load.go says
// which weights it needs, window.go what the encoder sees.
package analyze

package claim

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// namedRecord makes the record of one sentence with one event, all of whose roles are
// names; a body's name is marked by a star.
func namedRecord(t *testing.T, text, trigger, actor, recipient string) (*readout.Record, *readout.Event) {
	t.Helper()
	kind := func(words string) (string, readout.ActorKind) {
		if words != "" && words[0] == '*' {
			return words[1:], readout.OrganizationActor
		}
		return words, readout.PersonActor
	}
	who, whoIs := kind(actor)
	whom, whomIs := kind(recipient)
	rec, e := eventOf(t, text, trigger, who, whom, "", "", readout.Asserted)
	for i := range rec.Mentions {
		rec.Mentions[i].Form, rec.Mentions[i].Actor = readout.NameForm, readout.ActorID(fmt.Sprint("u", i))
	}
	for i, is := range []readout.ActorKind{whoIs, whomIs} {
		rec.Actors = append(rec.Actors, readout.Actor{ID: readout.ActorID(fmt.Sprint("u", i)), Name: []string{who, whom}[i], Kind: is})
	}
	e.Actor[0].Actor = "u0"
	if whom != "" {
		e.Recipient[0].Actor = "u1"
	}
	return rec, e
}

// TestASentenceTies holds when a sentence itself bears out who does something to whom.
func TestASentenceTies(t *testing.T) {
	for _, tt := range []struct {
		text, trigger, actor, recipient string
		who, whom                       bool
	}{
		{"Today Minister Eva Strand (Holm) publicly thanked Governor Ulf Lind for his help.", "thanked", "Eva Strand", "Ulf Lind", true, true},
		{"Norway has also urged Kestria to sign.", "urged", "*Norway", "*Kestria", true, true},
		{"They spoke of Kestria’s brutal and unprovoked war on Ostra.", "war", "*Kestria", "*Ostra", true, true},
		{"Lind was received by Minister Strand in Holm.", "received", "Strand", "Lind", true, true},
		{"Strand met today with Lind.", "met … with", "Strand", "Lind", true, true},
		{"Rep. Berg and Minister Strand met Lind.", "met", "Strand", "Lind", true, true},
		{"Strand, the harbour minister, urged Lind to sign.", "urged", "Strand", "Lind", true, true},
		{"The crews left after President Strand thanked Lind.", "thanked", "Strand", "Lind", true, true},
		{"Strand Urges Parliament to Open the Port", "Urges", "Strand", "*Parliament", true, true},
		{"Congress must authorize states to act because Norway has refused to enforce the law.", "refused", "*Norway", "*Congress", true, false},
		{"Strand thanked the press and met, after a debate that lasted, Lind.", "thanked", "Strand", "Lind", true, false},
		{"Strand opposed the Senate bill.", "opposed", "Strand", "*Senate", true, false},
		{"Strand welcomed Lind’s request for funds.", "welcomed", "Strand", "Lind", true, false},
		{"Strand met Holm Foreign Minister Lind.", "met", "Strand", "*Holm", true, false},
		{"Strand called on Kestria Port Authority to close.", "called on", "Strand", "*Port Authority", true, false},
		{"Strand asked for a briefing on Kestria.", "asked for", "Strand", "*Kestria", true, false},
		{"Norway officially blocked the mandate of Berg.", "blocked", "*Norway", "", true, false},
		{"He sent a letter to Minister Strand urging Lind to resign.", "urging", "Strand", "Lind", false, false},
		{"A letter to Strand and Berg urged Lind to resign.", "urged", "Berg", "Lind", false, false},
		{"Strand must thank Lind.", "thank", "Strand", "Lind", false, false},
		{"Strand asked Berg to thank Lind.", "thank", "Berg", "Lind", false, false},
		{"Strand did not thank Lind.", "thank", "Strand", "Lind", false, false},
		{"Asked whether Strand thanked Lind, he was silent.", "thanked", "Strand", "Lind", false, false},
		{"Strand, who has left, and the others of the house thanked Lind.", "thanked", "Strand", "Lind", false, false},
		{"Kestria Port Authority thanked Lind.", "thanked", "*Port Authority", "Lind", false, false},
	} {
		if tt.recipient == "" {
			rec, e := namedRecord(t, tt.text, tt.trigger, tt.actor, "Berg")
			e.Recipient = nil
			if who, _ := Read(rec).Tied(e); who != tt.who {
				t.Errorf("%s: who does it stands beside it: %v", tt.text, who)
			}
			continue
		}
		rec, e := namedRecord(t, tt.text, tt.trigger, tt.actor, tt.recipient)
		if who, whom := Read(rec).Tied(e); who != tt.who || whom != tt.whom {
			t.Errorf("%s: who %v, whom %v; want %v, %v", tt.text, who, whom, tt.who, tt.whom)
		}
		for i := range rec.Mentions {
			rec.Mentions[i].Form = readout.NominalForm
		}
		if who, whom := Read(rec).Tied(e); who || whom {
			t.Errorf("%s: a noun, which stands for somebody named elsewhere, bears out who %v, whom %v", tt.text, who, whom)
		}
	}
}

// TestADenial holds whose denial it is, and what is one.
func TestADenial(t *testing.T) {
	for _, tt := range []struct {
		text, speaker, cue, content string
		said, denies                bool
	}{
		{"Strand flatly denied that a deal was signed.", "Strand", "denied", "a deal was signed", true, true},
		{"Strand denied any wrongdoing.", "Strand", "denied", "any wrongdoing", true, true},
		{"Strand denied meeting Lind.", "Strand", "denied", "meeting Lind", true, true},
		{"Strand denied the request of the crews.", "Strand", "denied", "the request of the crews", true, false},
		{"Strand praised the state, which has rigged elections and denied the report.", "Strand", "denied", "the report", false, true},
		{"Strand, speaking on condition of anonymity, denied that a deal was signed.", "Strand", "denied", "a deal was signed", true, true},
		{"No deal was signed, denied Strand.", "Strand", "denied", "No deal was signed", true, false},
		{"He denied that a deal was signed.", "He", "denied", "a deal was signed", false, true},
	} {
		rec := &readout.Record{Version: readout.Version{Text: tt.text}}
		words := func(w string) readout.Words { return readout.WordsOf(tt.text, at(t, tt.text, w)) }
		if tt.speaker == "He" {
			rec.Mentions = []readout.Mention{{ID: "m1", Span: at(t, tt.text, "He"), Form: readout.PronounForm}}
		}
		rec.Attributions = []readout.Attribution{{ID: "a1", Speaker: readout.Speaker{Words: words(tt.speaker)}, Cue: words(tt.cue), Content: words(tt.content), Act: readout.Deny, Quoted: readout.Indirect, Status: readout.Asserted}}
		r, a := Read(rec), &rec.Attributions[0]
		if r.Said(a) != tt.said || r.Denies(a) != tt.denies {
			t.Errorf("%s: said %v, denies a claim %v", tt.text, r.Said(a), r.Denies(a))
		}
		a.Act = readout.Say
		if r.Denies(a) {
			t.Errorf("%s: what is said is no denial", tt.text)
		}
	}
}

package event

import "slices"

// promiseHint returns what is promised, for the code.
func promiseHint(in *act) []string {
	switch in.kind {
	case "CONSULT":
		if slices.Contains(in.hints, "mediate") {
			return []string{"mediate"}
		}
		return []string{"meet"}
	case "SUPPORT":
		if slices.Contains(in.hints, "sign") {
			return []string{"settle"}
		}
		return []string{"support"}
	case "COOPERATE":
		return []string{"cooperate"}
	case "AID":
		return []string{"aid"}
	case "CONCEDE", "RETREAT":
		return []string{"reform"}
	}
	return nil
}

// threatMode returns what is threatened.
func threatMode(in *act) (mode string, hints []string) {
	switch in.kind {
	case "ASSAULT", "MOBILIZE":
		return "violence", []string{"attack"}
	case "PROTEST":
		return "", []string{"protest"}
	case "SANCTION":
		switch {
		case in.mode == "expel":
			return "expel", nil
		case slices.Contains(in.hints, "embargo"):
			return "restrict", []string{"sanctions"}
		case slices.Contains(in.hints, "ties"):
			return "relations", []string{"ties"}
		}
		return "relations", []string{"aid"}
	case "REJECT":
		return "relations", []string{"talks"}
	case "COERCE":
		switch {
		case in.mode == "arrest":
			return "arrest", nil
		case in.mode == "deport":
			return "expel", nil
		case in.mode == "seize" && slices.Contains(in.hints, "place"):
			return "territory", nil
		case in.mode == "curfew":
			return "restrict", []string{"curfew"}
		}
		return "restrict", nil
	}
	return "", nil
}

// rejectMode returns what is refused.
func rejectMode(in *act) string {
	switch in.kind {
	case "AID", "COOPERATE", "SUPPORT", "AGREE":
		return "assist"
	case "CONSULT":
		return "meet"
	case "CONCEDE", "RETREAT":
		if in.mode == "resign" {
			return "change"
		}
		return "yield"
	}
	return ""
}

// topics are words that tell what a request or a refusal is about.
var topics = []struct {
	words       map[string]bool
	mode, hints string
}{
	{setOf("resign resignation ouster step-down leadership election elections impeachment"), "change", "leader"},
	{setOf("right rights autonomy independence freedom amnesty referendum vote citizenship equality"), "change", "rights"},
	{setOf("constitution regime democracy institution institutions"), "change", "regime"},
	{setOf("reform policy law bill tax plan legislation budget land barrier"), "change", "policy"},
	{setOf("mediate mediation mediator intervene"), "meet", "mediate"},
	{setOf("settle settlement solution resolve reconciliation"), "meet", "settle"},
	{setOf("talk talks meet meeting dialogue negotiate negotiation summit conference"), "meet", ""},
	{setOf("release free hostage prisoner detainee"), "yield", "release"},
	{setOf("access inspector inspection monitor observer"), "yield", "access"},
	{setOf("embargo sanction blockade tariff boycott"), "yield", "sanctions"},
	{setOf("ceasefire cease-fire truce withdraw withdrawal stop halt end cease restraint disarm surrender pull-out troops fire violence"), "yield", "force"},
	{setOf("money loan fund funding debt food medicine asylum aid relief help assistance donation arms weapon weapons"), "assist", "aid"},
	{setOf("support backing recognition endorsement"), "assist", "support"},
	{setOf("cooperate cooperation trade exchange extradite extradition information intelligence presence protect protection security"), "assist", ""},
}

// requestMode returns what is asked for, by the act inside and by the words.
func requestMode(t *sentence, a *act) (mode string, hints []string) {
	if slices.Contains(a.hints, "hard") {
		hints = append(hints, "hard")
	}
	in := a.inner
	if in != nil {
		switch in.kind {
		case "CONCEDE", "RETREAT":
			mode = "yield"
			switch {
			case in.mode == "resign":
				mode = "change"
				hints = append(hints, "leader")
			case in.mode == "release":
				hints = append(hints, "release")
			case in.mode == "access":
				hints = append(hints, "access")
			case in.kind == "RETREAT":
				hints = append(hints, "force")
			}
			return mode, hints
		case "CONSULT":
			return "meet", hints
		case "AID":
			return "assist", append(hints, "aid")
		case "SUPPORT":
			return "assist", append(hints, "support")
		case "COOPERATE":
			return "assist", hints
		case "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN":
			if t.stops(a.tok, in.tok) || in.negated(t) {
				return "yield", append(hints, "force")
			}
		}
	}
	for _, i := range t.Below(a.tok, 40) {
		for _, topic := range topics {
			if topic.words[t.Lemma[i]] || topic.words[t.Low[i]] {
				if topic.hints != "" {
					hints = append(hints, topic.hints)
				}
				return topic.mode, hints
			}
		}
	}
	return "", hints
}

// negated reports whether the act's verb is negated.
func (a *act) negated(t *sentence) bool {
	for _, k := range t.Kids[a.verb] {
		if w := t.Low[k]; w == "not" || w == "n't" || w == "never" {
			return true
		}
	}
	return false
}

// stops reports whether a word between two tokens ends what follows.
func (t *sentence) stops(i, k int) bool {
	for n := min(i, k); n < max(i, k); n++ {
		if ending[t.Lemma[n]] {
			return true
		}
	}
	return false
}

// verbalMode sets the mode of a request, a refusal or a threat.
func (f *finder) verbalMode(a *act) {
	switch a.kind {
	case "REQUEST":
		a.mode, a.hints = requestMode(f.t, a)
	case "REJECT":
		if a.inner != nil && a.mode == "" {
			a.mode = rejectMode(a.inner)
		}
		if a.mode == "" && !slices.Contains(a.hints, "veto") {
			if mode, hints := requestMode(f.t, a); mode != "" {
				a.mode, a.hints = mode, append(slices.Clone(a.hints), hints...)
			}
		}
	case "THREATEN":
		if a.inner != nil && a.mode == "" {
			mode, hints := threatMode(a.inner)
			a.mode, a.hints = mode, append(slices.Clone(a.hints), hints...)
		}
	}
}

// gloss says in words what a type is, for why.
func gloss(kind string) string {
	switch kind {
	case "AGREE":
		return "promises or is willing"
	case "CONSULT":
		return "tells of talks or a visit"
	case "SUPPORT":
		return "backs in words"
	case "CONCEDE":
		return "gives way"
	case "COOPERATE":
		return "is an exchange that serves both"
	case "AID":
		return "gives help"
	case "RETREAT":
		return "gives way in effect"
	case "REQUEST":
		return "asks or demands"
	case "ACCUSE":
		return "criticises, accuses or investigates"
	case "REJECT":
		return "refuses its object"
	case "THREATEN":
		return "threatens"
	case "PROTEST":
		return "is a protest"
	case "SANCTION":
		return "cuts relations"
	case "MOBILIZE":
		return "readies force"
	case "COERCE":
		return "represses or restricts"
	case "ASSAULT":
		return "is violence"
	}
	return "tells of it"
}

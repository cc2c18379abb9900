package segment

import "strings"

// abbreviations holds the kind of each word that is written with a full stop,
// without it. Words not here may be abbreviations by their form: "U.S.", "J.".
var abbreviations = func() map[string]kind {
	m := make(map[string]kind)
	add := func(k kind, list string) {
		for _, w := range strings.Fields(list) {
			m[w] = k
			if up := strings.ToUpper(w); len(w) > 2 && m[up] == symbol && k == title {
				m[up] = k
			}
		}
	}
	// A name or a number follows these, so that they end no sentence.
	add(title, `Mr Mrs Ms Dr Drs Messrs Mmes Mme Mlle Prof Profs Assoc Asst Gen Lt Maj Col Capt Cpt Cmdr Cdr Adm Sgt
		Cpl Pvt Pfc Spc Spec Brig Ens Supt Insp Det Gov Govs Sen Sens Rep Reps Pres Amb Atty Hon Rev Revs Fr Msgr
		Br St Sts Mt Mts Ft Pt Ste Sheikh vs v e.g i.e viz cf eg ie al-ie Vs esp Esp approx ca Attn attn ext Ext Tel tel
		Ald Cllr Dist Comm Commr Dir Mgr Secy Ven Card Del Bp Abp Wm Chas Geo Thos Jos Jas Robt`)
	add(abbrev, `Inc Corp Co Cos Ltd LLC Bros Jr Sr Esq PLC Plc plc Pty GmbH Llc Cie Mfg Intl Natl Assn Dept Univ Inst
		Jan Feb Apr Aug Sept Sep Oct Nov Dec Tue Tues Wed Thu Thur Thurs Fri
		Ave Blvd Rd Hwy Pkwy Ln Bldg Apt Rte Sq
		Ala Ariz Ark Calif Colo Conn Fla Ga Ill Ind Kan Kans Ky La Md Mich Minn Mo Mont Neb Nebr Nev Okla Ore
		Mass Miss Pa Penn Tenn Tex Va Vt Wash Wis Wisc Wyo Dak Ont Que Alta Sask Eng Mex
		etc al et misc est incl max min mins hr hrs yr yrs lb lbs oz kg km sq ft tbsp tsp qt pt doz
		Ph Sc Bros Bull Acad Proc Ed ed eds Eds trans rev repr Vol Vols Para Conf div Div dom rec rep
		Fax Mob lv Arrv arrv cont Cont Dep dept asst govt Govt intl natl`)
	for _, w := range []string{"am", "is", "rep", "rev", "ed", "min", "max", "et", "trans", "rec", "est"} {
		if m[w] == abbrev {
			m[w] = numbered // words of their own, too
		}
	}
	add(numbered, `No no Nos nos pp p pg Fig fig Figs figs vol vols art Art sec Sec ch Ch chap Chap ca Nr nr
		para c b d m r Eq eq`)
	add(dated, `Mar Sat Sun Mon Jun Jul`)
	return m
}()

// months are the names of months.
var months = set(`January February March April May June July August September October November December
	Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`)

// numbered marks abbreviations that are taken as such only before a number.
// It is the kind of no piece.
const numbered = kinds

// dated marks abbreviations that are taken as such only before a number or a
// month. It is the kind of no piece.
const dated = kinds + 1

// abbreviation returns the kind of the token that the word [i, p) makes with
// the full stop at p, or symbol if the full stop is a token of its own.
func (s *scanner) abbreviation(i, p, end int) kind {
	dots := 1
	for dots < 3 && p+dots < end && s.text[p+dots] == '.' {
		dots++
	}
	if dots > 2 || p-i > 12 {
		return symbol
	}
	w := s.text[i:p]
	k := abbreviations[w]
	switch {
	case k == numbered, k == dated:
		next, _ := s.skipSpace(p + 1)
		if s.isAt(digit, next, len(s.text)) || s.roman(next) || k == dated && months[s.text[next:s.letters(next, len(s.text), 12)]] {
			return abbrev
		}
		k = symbol
	case k != symbol:
		return k
	}
	for j := range len(w) {
		if w[j] == '.' {
			return dotted
		}
	}
	if len(w) == 1 && 'A' <= w[0] && w[0] <= 'Z' && (w[0] != 'I' || s.named(p)) {
		return initial
	}
	return k
}

// roman reports whether a Roman numeral of two or more letters stands at i.
func (s *scanner) roman(i int) bool {
	j := i
	for j < len(s.text) && j < i+8 && (s.text[j] == 'I' || s.text[j] == 'V' || s.text[j] == 'X') {
		j++
	}
	return j > i+1 && !s.alnumAt(j, len(s.text))
}

// named reports whether the "I" before p is the initial of a name rather
// than the speaker: a name stands next to it.
func (s *scanner) named(p int) bool {
	if n := len(s.toks); n > 0 && s.toks[n-1].kind != capital && s.toks[n-1].kind != initial {
		return false
	}
	next, ok := s.skipSpace(p + 1)
	return ok && next < len(s.text) && ascii7(s.text[next]) == letter && s.text[next] < 'a'
}

// skipSpace returns the start of the next token in the line, and false if it
// is far or the line ends.
func (s *scanner) skipSpace(i int) (int, bool) {
	for n := 0; i < len(s.text) && n < 8; n++ {
		c, size := s.classAt(i)
		if c != space {
			return i, c != lineBreak
		}
		i += size
	}
	return i, false
}

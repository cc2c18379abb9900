package petrarch

import (
	"fmt"
	"strings"
	"testing"
)

// lines are the line numbers of problems, and all their texts.
func lines(problems []Problem) (numbers []int, texts string) {
	for _, p := range problems {
		numbers = append(numbers, p.Line)
		texts += p.String() + "\n"
	}
	return numbers, texts
}

// check compares the lines that were reported.
func check(t *testing.T, problems []Problem, want ...int) {
	t.Helper()
	got, texts := lines(problems)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("problems in lines %v, want %v:\n%s", got, want, texts)
	}
}

func TestActors(t *testing.T) {
	list, problems := ReadActors("a.txt", strings.NewReader("\ufeff# comment\r\n"+`; an older comment
<!-- a comment
of two lines -->
KINGDOM_OF_MARO_ [MAR]   # one name
+MARO
+MARONESE_ 
ANNA_LIND
+LIND
	[MARELI <20100101]
	[MARGOV 20100101-20141231]
	[MAROPP >150101]
	[MARCVL]
PORT_OF_LOM[LOM][LOMBUS]
TABBED	[TAB]
`))
	check(t, problems, 14) // two codes for all days
	if list.Roots != 4 || list.Synonyms != 3 || list.Dated != 3 || list.Len() != 7 {
		t.Errorf("%+v", list)
	}
	for _, tt := range []struct{ name, day, want string }{
		{"maro", "", "MAR"}, {"Kingdom of Maro", "20300101", "MAR"}, {"Maronese", "", "MAR"},
		{"Anna Lind", "20091231", "MARELI"}, {"Anna Lind", "20100101", "MARELI"}, {"Lind", "20141231", "MARGOV"}, {"Lind", "20100102", "MARGOV"},
		{"Lind", "20150101", "MAROPP"}, {"Lind", "", "MARCVL"}, {"Port of Lom", "", "LOM"}, {"tabbed", "", "TAB"}, {"nobody", "", ""},
	} {
		if got := list.Code(tt.name, tt.day); got != tt.want {
			t.Errorf("%s on %q is %q, want %q", tt.name, tt.day, got, tt.want)
		}
	}
}

func TestBrokenActors(t *testing.T) {
	list, problems := ReadActors("a.txt", strings.NewReader(`+BEFORE_ANY
	[MAR]
LOM [LOM ]
+NAME]_
RUN_TOGETHER+_NAMES [LOM]
KEL [KEL 1920030320-20060520] [KELGOV > 20100101]
BAD [KE/L]
OPEN [KEL
NOCODE
LOM [LOMGOV]
Caf`+"\xe9"+` [FRA]
NIL\00NAME [NIL]
THE_(ISLE)_OF_SALE [SAL]
KEL [KELMIL 20110101-20111231]
`))
	check(t, problems, 1, 2, 4, 5, 6, 7, 7, 8, 8, 9, 10, 12)
	for name, want := range map[string]string{"lom": "LOM", "café": "FRA", "nilname": "NIL", "the (isle) of sale": "SAL"} {
		if got := list.Code(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := list.Code("kel", "20120101"); got != "KELGOV" {
		t.Errorf("a blank behind > gives %q", got)
	}
}

func TestAgents(t *testing.T) {
	list, problems := ReadAgents("g.txt", strings.NewReader(`!PERSON! = MAN, WOMAN
POLICE {} [~COP]
MINISTRY [~GOV]
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]
CONGRESS!PERSON! [~LEG]
INTERNATIONAL [IMG~]
PEOPLE {} [~PPL]
EXTREMIST
BROKEN [~ENV}
PLAIN [ENV]
POLICE {} [~MIL]
!NOSET!_CHIEF [~GOV]
`))
	check(t, problems, 8, 9, 10, 11, 12)
	if list.Entries != 11 || list.OfSets != 1 || list.Sets != 1 {
		t.Errorf("%+v", list)
	}
	actors, _ := ReadActors("a.txt", strings.NewReader("MARO_ [MAR]\nMARO_ARMY [MARMIL]\n"))
	for _, tt := range []struct{ name, base, want string }{
		{"Maro police", "", "MARCOP"}, {"the Maro army", "", "MARMIL"}, {"two congresswoman", "USA", "USALEG"}, {"ministries", "LOM", "LOMGOV"},
		{"attorneys general", "", "---GOV"}, {"the people of Maro", "", "MARPPL"}, {"Maro's police people", "", "MARCOP"},
		{"international police", "", "---IMGCOP"}, {"nobody here", "MAR", ""},
	} {
		if got := Mix(actors, list, tt.name, tt.base, ""); got != tt.want {
			t.Errorf("%s is %q, want %q", tt.name, got, tt.want)
		}
	}
}

// verbLines is a dictionary of verbs in the second version.
const verbLines = `&WEAPON
+BOMB
+CAR_BOMB_
####### VERB PATTERNS #######
---  HURRY   [---]  ---
HURRY {HURRIES HURRIED HURRYING }
- * AID                   [070]   # a comment
- * (TO BORDER)           [154]
- * &WEAPON               [194]
- {RELIEF TEAM} *         [073]
---  MEET  [040] ---
MEET {MEETS MET MEETING}
+STEP_UP {STEPS STEPPED} [050]
---  FREE  [084:030]  ---
FREE {FREED}
~ a (a b FREE) SAY = a b Q
`

func TestVerbs(t *testing.T) {
	list, problems := ReadVerbs("v.txt", strings.NewReader(verbLines), Unclear)
	check(t, problems)
	if list.Blocks != 3 || list.Patterns != 4 || list.Synsets != 1 || list.Transforms != 1 || list.TwoPart != 1 || list.Version != Two {
		t.Errorf("%+v", list)
	}
	for _, tt := range []struct{ text, want string }{
		{"maro hurried home", "---"}, {"maro hurried the aid", "070"}, {"maro hurried troops to the border", "154"},
		{"they hurried two bombs away", "194"}, {"they hurried a car bomb away", "194"}, {"the relief team hurried", "073"},
		{"they met in lom", "040"}, {"they stepped up", "050"}, {"they stepped", ""}, {"they freed him", "084"}, {"he was freed", "030"}, {"they sang", ""},
	} {
		words := strings.Fields(tt.text)
		at := len(words) - 1
		for i, w := range words {
			if len(list.verbs[strings.ToUpper(w)]) > 0 {
				at = i
			}
		}
		if got := list.Code(words, words, at); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestVersionsOfVerbs(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		told    Version
		want    Version
		warns   int
	}{
		{"- $ * (TO +) [042:043]", Unclear, One, 0}, {"- * (TO BORDER) [042:043]", Unclear, Two, 0}, {"- * AID [042:043]", Unclear, Two, 1}, {"- * AID [042:043]", One, One, 0},
	} {
		list, problems := ReadVerbs("v.txt", strings.NewReader("--- GO [040] ---\nGO\n"+tt.pattern+"\n"), tt.told)
		if list.Version != tt.want || len(problems) != tt.warns {
			t.Errorf("%s: version %d, %v", tt.pattern, list.Version, problems)
		}
	}
}

func TestBrokenVerbs(t *testing.T) {
	list, problems := ReadVerbs("v.txt", strings.NewReader(`- * BEFORE [010]
stray
--- GO [04!] ---
GO
- * &NOSET [042]
- * AID 042
- AID [042]
- * AID [080!]
- * AID * [042]
GO {GOES
}broken
--- AGAIN [050] ---
GO
- * AID [071]
`), Unclear)
	check(t, problems, 1, 2, 3, 10, 11, 13, 5, 6, 7, 8, 9) // patterns are read when all sets are known
	if got := list.Code([]string{"go", "aid"}, []string{"go", "aid"}, 0); got != "071" {
		t.Errorf("go aid is %q", got)
	}
}

func TestDiscards(t *testing.T) {
	list, problems := ReadDiscards("d.txt", strings.NewReader("CUP FINAL\n+WORLD CHAMPION\nSPA_\n1914\n1915\n+\n"))
	check(t, problems, 4, 6)
	for _, tt := range []struct {
		text            string
		sentence, story bool
	}{
		{"The cup finals were played.", true, false}, {"A cup is final.", false, false}, {"Three world championships", false, true},
		{"a spa town", true, false}, {"in Spain", false, false}, {"since 1914", true, false},
	} {
		if s, st := list.Sentence(tt.text), list.Story(tt.text); s != tt.sentence || st != tt.story {
			t.Errorf("%q: %v, %v", tt.text, s, st)
		}
	}
}

func TestIssues(t *testing.T) {
	list, problems := ReadIssues("i.txt", strings.NewReader("<ISSUE CATEGORY=\"X\">\nn:school [SCHOOLS]\npre+school [EARLY]\nv:strike [LABOUR]\n~strike price\n~~school of fish\nnameless\nbad [\n"))
	check(t, problems, 7, 8)
	for text, want := range map[string]string{
		"Two schools and a school": "map[SCHOOLS:2]", "a pre-school": "map[EARLY:1]", "they went on strike, striking": "map[LABOUR:2]",
		"the strike price fell": "map[]", "a school of fish": "map[]", "": "map[]",
	} {
		if got := fmt.Sprint(list.Of(text)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// TestManyLines reads more lines than any dictionary has.
func TestManyLines(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 50_000
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "NAME_%d_ [MAR%d]\n", i, i%7)
	}
	list, problems := ReadActors("many.txt", strings.NewReader(b.String()))
	if list.Roots != n || len(problems) != 0 || list.Code(fmt.Sprintf("name %d", n-1), "") == "" {
		t.Errorf("%d names, %d problems", list.Roots, len(problems))
	}
	_, problems = ReadAgents("many.txt", strings.NewReader(b.String()))
	if len(problems) != maxProblems+1 || !strings.Contains(problems[maxProblems].Text, "more lines") {
		t.Errorf("%d problems are kept", len(problems))
	}
	_, problems = ReadActors("long.txt", strings.NewReader("MARO [MAR]\n"+strings.Repeat("X", 3*longestLine)+"\nLOM [LOM]\n+"+strings.Repeat("X", 10)+" [L]\n"))
	check(t, problems, 2, 4)
}

func BenchmarkReadActors(b *testing.B) {
	var s strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&s, "NAME_%d_\n+OTHER_%d\n\t[MAR 20100101-20111231]\n\t[MARELI]\n", i, i)
	}
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		ReadActors("b.txt", strings.NewReader(s.String()))
	}
}

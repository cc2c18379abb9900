package people

import (
	"strings"
	"testing"
	"time"
)

func TestAPasswordIsKeptAsAHash(t *testing.T) {
	kept := HashPassword("four words by chance")
	if !strings.HasPrefix(kept, "$argon2id$v=19$m=47104,t=2,p=1$") || strings.Contains(kept, "words") {
		t.Errorf("kept as %s", kept)
	}
	if again := HashPassword("four words by chance"); again == kept {
		t.Error("two have one salt")
	}
	for password, want := range map[string]bool{"four words by chance": true, "four words by Chance": false, "": false, "four words by chance ": false} {
		if PasswordFits(kept, password) != want {
			t.Errorf("%q fits: %v", password, !want)
		}
	}
	for _, bad := range []string{"", "x", "$argon2id$v=19$m=47104,t=2,p=1$c2FsdHNhbHQ$", "$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "$2b$12$abc"} {
		if PasswordFits(bad, "") || PasswordFits(bad, "x") {
			t.Errorf("%q fits something", bad)
		}
	}
}

// TestUnknownUsersCostTheSame counts the hashes that are made for a password that is
// wrong and for an account that is not there.
func TestUnknownUsersCostTheSame(t *testing.T) {
	n := 0
	hashed = func() { n++ }
	defer func() { hashed = func() {} }()
	kept := HashPassword("four words by chance")
	for _, kept := range []string{kept, "", "damaged"} {
		n = 0
		if PasswordFits(kept, "another one") {
			t.Errorf("%q fits", kept)
		}
		if n != 1 {
			t.Errorf("a password against %.9q takes %d hashes, want 1", kept, n)
		}
	}
}

func TestPasswordsThatAreEasyAreRefused(t *testing.T) {
	for password, ok := range map[string]bool{"short": false, "aaaaaaaaaaaaaaaa": false, "alexandra-12": false, "correct horse battery": true, "ÄÖÜäöüßéèàâê": true, strings.Repeat("ab", 600): false} {
		if err := CheckPassword("alexandra", password); (err == nil) != ok {
			t.Errorf("%.30q: %v", password, err)
		}
	}
}

func TestTriesAreBounded(t *testing.T) {
	var tries Throttle
	now := time.Unix(1e9, 0)
	done := 0
	for range 1000 {
		if _, ok := tries.Try(now, "from 192.0.2.1", "as ada"); ok {
			done++
		}
	}
	if done != triesAtOnce {
		t.Errorf("%d of 1000 tries at once are allowed, want %d", done, triesAtOnce)
	}
	if _, ok := tries.Try(now, "from 192.0.2.2", "as ada"); ok {
		t.Error("another address guesses on at the same account")
	}
	if _, ok := tries.Try(now, "from 192.0.2.2", "as bo"); !ok {
		t.Error("a refused try is counted against others")
	}
	if wait, ok := tries.Try(now.Add(trySpacing), "from 192.0.2.1", "as ada"); !ok {
		t.Errorf("after %v it is not allowed again: wait %v", trySpacing, wait)
	}
	for i := range maxTried + 100 {
		tries.Try(now, "from "+strings.Repeat("x", i%300)+string(rune(i)))
	}
	if len(tries.keys) > maxTried {
		t.Errorf("%d keys are remembered", len(tries.keys))
	}
}

func TestLabelsAreOrdered(t *testing.T) {
	for i, name := range []string{"CLEAR", "green", "TLP:AMBER", "tlp:amber+strict", "RED"} {
		if l, err := ParseLabel(name); err != nil || int(l) != i {
			t.Errorf("%s is %d, %v", name, l, err)
		}
	}
	for _, bad := range []string{"", "TLP", "ORANGE", "Label(7)"} {
		if _, err := ParseLabel(bad); err == nil {
			t.Errorf("%q is a label", bad)
		}
	}
}

func TestRolesAndScopes(t *testing.T) {
	ed := &Person{Role: Editor}
	if !ed.May(Reader, Read) || !ed.May(Editor, Write) || ed.May(Admin, Read) {
		t.Error("an editor may not what an editor may")
	}
	if tok := (&Person{Role: Admin, Scopes: []Scope{Read}}); tok.May(Editor, Write) || !tok.May(Admin, Read) {
		t.Error("a token may more than its scopes, or less")
	}
	if nobody := (*Person)(nil); nobody.May(Reader, Read) {
		t.Error("nobody may read")
	}
	if Role("root").AtLeast(Reader) {
		t.Error("a role that is none may read")
	}
}

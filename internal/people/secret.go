package people

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A Secret is what a browser or a program shows to be let in: 256 random bits.
type Secret string

// Kinds of secrets. Each begins with its own letters, so that one that is found
// in a file or a log can be told.
const (
	SessionKind = "session"
	LinkKind    = "link"
	TokenKind   = "token"
)

var secretPrefix = map[string]string{SessionKind: "ros_", LinkKind: "rol_", TokenKind: "rot_"}

// NewSecret makes a secret of a kind.
func NewSecret(kind string) Secret {
	var raw [32]byte
	rand.Read(raw[:]) // never fails
	return Secret(secretPrefix[kind] + base64.RawURLEncoding.EncodeToString(raw[:]))
}

// Hash returns what is kept of a secret. It has 256 random bits, so that one
// round of SHA-256 is as good as a slow hash.
func (s Secret) Hash() []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}

// IDOf returns the id of a secret of a kind, by which it is shown and taken back.
func IDOf(kind string, hash []byte) string {
	return map[string]string{SessionKind: "se_", LinkKind: "li_", TokenKind: "tk_"}[kind] + hex.EncodeToString(hash[:8])
}

// cost is what a hash of a password takes: memory in KiB, passes, threads.
type cost struct {
	memory uint32
	passes uint32
}

// usualCost is what OWASP's cheat sheet of password storage asks for at least
// (46 MiB in one pass), and a pass more.
var usualCost = cost{memory: 47104, passes: 2}

// Lengths of passwords: runes at least, bytes at most.
const (
	leastPassword = 12
	mostPassword  = 1000
)

// CheckPassword returns an error that says why a password is not good enough.
// Length is asked for and nothing else, as NIST SP 800-63B has it.
func CheckPassword(name, password string) error {
	switch plain := norm.NFC.String(password); {
	case utf8.RuneCountInString(plain) < leastPassword:
		return fmt.Errorf("the password is too short: take %d characters or more, such as four words by chance", leastPassword)
	case len(password) > mostPassword:
		return fmt.Errorf("the password is longer than %d bytes", mostPassword)
	case strings.Contains(strings.ToLower(plain), strings.ToLower(name)) && 2*len(name) > len(plain), strings.Count(plain, plain[:1]) == len(plain):
		return errors.New("the password is easy to guess: take four words by chance")
	}
	return nil
}

// HashPassword returns what is kept of a password: argon2id with a salt, in the
// form of the reference implementation.
func HashPassword(password string) string {
	var salt [16]byte
	rand.Read(salt[:])
	c := usualCost
	key := c.key(password, salt[:])
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, c.memory, c.passes, b64(salt[:]), b64(key))
}

func (c cost) key(password string, salt []byte) []byte {
	hashed()
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.passes, c.memory, 1, 32)
}

// hashed is called for each password that is hashed; tests count.
var hashed = func() {}

// PasswordFits reports whether a password is the one of which HashPassword kept
// kept. One that is not kept, "", costs the same work and fits nothing: nobody
// learns by the time of an answer whether an account is there.
func PasswordFits(kept, password string) bool {
	c, salt, key, err := parseHash(kept)
	if err != nil {
		c, salt, key = usualCost, make([]byte, 16), nil
	}
	if len(password) > mostPassword {
		password = password[:mostPassword]
	}
	return subtle.ConstantTimeCompare(c.key(password, salt), key) == 1
}

// parseHash reads what HashPassword writes.
func parseHash(kept string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(kept, "$")
	version := 0
	if len(parts) != 6 || parts[1] != "argon2id" {
		return c, nil, nil, errors.New("no password is kept")
	}
	if _, err = fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return c, nil, nil, fmt.Errorf("argon2 %.20q is not known", parts[2])
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &c.memory, &c.passes); err != nil || c.memory > 1<<20 || c.passes < 1 || c.passes > 100 {
		return c, nil, nil, fmt.Errorf("argon2 with %.40q is not known", parts[3])
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err == nil {
		key, err = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if err == nil && len(key) != 32 {
		err = errors.New("the password's hash is cut short")
	}
	return c, salt, key, err
}

var accountName = regexp.MustCompile(`^[\pL\pN][\pL\pN._@+-]{0,62}$`)

// CleanName returns the name of an account as it is kept: lower case, composed.
func CleanName(name string) (string, error) {
	name = strings.ToLower(norm.NFC.String(strings.TrimSpace(name)))
	if !accountName.MatchString(name) {
		return "", fmt.Errorf("%.80q can't be an account's name: letters, digits and . _ @ + - (63 at most), a letter or digit first", name)
	}
	return name, nil
}

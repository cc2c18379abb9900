package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"github.com/seed-f92ea4cf/readout"
)

// saltedHash is what the archive remembers of something that was forgotten:
// enough to know it again, not enough to tell what it was.
func (tx *Tx) saltedHash(kind string, value []byte) ([]byte, error) {
	if tx.s.salt == nil {
		var salt string
		if _, err := tx.row([]any{&salt}, `SELECT value FROM meta WHERE key = 'salt'`); err != nil {
			return nil, err
		}
		key, err := hex.DecodeString(salt)
		if err != nil {
			return nil, err
		}
		tx.s.salt = key
	}
	mac := hmac.New(sha256.New, tx.s.salt)
	mac.Write([]byte(kind + "\x00"))
	mac.Write(value)
	return mac.Sum(nil), nil
}

// forgotten reports whether something was taken out and must not come again.
func (tx *Tx) forgotten(kind string, value []byte) (bool, error) {
	if tx.unforgotten { // the usual case, asked several times for each story
		return false, nil
	}
	known := 0
	if _, err := tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM forgotten)`); err != nil || known == 0 {
		tx.unforgotten = err == nil
		return false, err
	}
	hash, err := tx.saltedHash(kind, value)
	if err != nil {
		return false, err
	}
	_, err = tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM forgotten WHERE hash = ?)`, hash)
	return known != 0, err
}

// mayCome returns a [ForgottenError] for a version that was taken out.
func (tx *Tx) mayCome(v *readout.Version) error {
	for kind, value := range map[string]string{"version": string(v.ID), "words": v.SHA256} {
		if gone, err := tx.forgotten(kind, []byte(value)); gone || err != nil {
			return forgottenOr(err)
		}
	}
	return nil
}

// forgottenOr returns err, or a [ForgottenError] if it is nil.
func forgottenOr(err error) error {
	if err != nil {
		return err
	}
	return &ForgottenError{}
}

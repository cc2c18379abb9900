package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"github.com/seed-f92ea4cf/readout"
)

// otherSalts is how the keys of salts begin that came with what other archives
// had forgotten.
const otherSalts = "salt "

// saltedHashes is what the archive remembers of something that was forgotten:
// enough to know it again, not enough to tell what it was. The first is by the
// archive's own salt, the others by those of archives that were merged into it.
func (tx *Tx) saltedHashes(kind string, value []byte) (hashes [][]byte, err error) {
	if tx.s.salts == nil {
		err := tx.rows(func(scan func(...any) error) error {
			var salt string
			if err := scan(&salt); err != nil {
				return err
			}
			key, err := hex.DecodeString(salt)
			tx.s.salts = append(tx.s.salts, key)
			return err
		}, `SELECT value FROM meta WHERE key = 'salt' OR substr(key, 1, 5) = '`+otherSalts+`' ORDER BY key`)
		if err != nil {
			tx.s.salts = nil
			return nil, err
		}
	}
	for _, salt := range tx.s.salts {
		mac := hmac.New(sha256.New, salt)
		mac.Write([]byte(kind + "\x00"))
		mac.Write(value)
		hashes = append(hashes, mac.Sum(nil))
	}
	return hashes, nil
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
	hashes, err := tx.saltedHashes(kind, value)
	if err != nil {
		return false, err
	}
	for _, hash := range hashes {
		if _, err := tx.row([]any{&known}, `SELECT EXISTS (SELECT 1 FROM forgotten WHERE hash = ?)`, hash); err != nil || known != 0 {
			return known != 0, err
		}
	}
	return false, nil
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

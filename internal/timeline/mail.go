package timeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/emersion/go-message/mail"

	"github.com/seed-f92ea4cf/readout/internal/mailer"
)

// An Envelope says from whom and to whom a mail goes, and when it was written.
type Envelope struct {
	From *mail.Address
	To   []*mail.Address
	Date time.Time
}

// writeMail writes a mail without addresses, to be sent by a program of the reader's.
func writeMail(t *Timeline) ([]byte, error) {
	return Mail(t, Envelope{})
}

// Mail returns a timeline as a mail, plain and HTML, every entry with its link
// or source in both.
func Mail(t *Timeline, env Envelope) ([]byte, error) {
	var h mail.Header
	if env.Date.IsZero() {
		h.Set("X-Unsent", "1") // programs open it as one to be written to somebody
	} else {
		h.SetDate(env.Date)
	}
	h.SetSubject(clip(plain(t.Title), maxSubject))
	if env.From != nil {
		h.SetAddressList("From", []*mail.Address{env.From})
	}
	if len(env.To) > 0 {
		h.SetAddressList("To", env.To)
	}
	text, err := writeText(t)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(fmt.Appendf(text, "%v %v", env.Date, env.To))
	h.SetMessageID(hex.EncodeToString(sum[:12]) + "@readout.invalid")
	var page bytes.Buffer
	if err := mailPages.Execute(&page, t); err != nil {
		return nil, err
	}
	return mailer.Alternatives(h.Header, text, page.Bytes())
}

// maxSubject is how many code points a subject has.
const maxSubject = 150

package mailer

import (
	"bytes"

	"github.com/emersion/go-message"
)

// Alternatives returns a mail with this header, as plain text and as a page, both
// UTF-8: a program shows the one that it can.
func Alternatives(h message.Header, text, page []byte) ([]byte, error) {
	h.SetContentType("multipart/alternative", nil)
	h.Set("MIME-Version", "1.0")
	var out bytes.Buffer
	w, err := message.CreateWriter(&out, h)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		media string
		data  []byte
	}{{"text/plain", text}, {"text/html", page}} {
		var ph message.Header
		ph.SetContentType(part.media, map[string]string{"charset": "utf-8"})
		ph.Set("Content-Transfer-Encoding", "quoted-printable")
		pw, err := w.CreatePart(ph)
		if err == nil {
			_, err = pw.Write(part.data)
		}
		if err == nil {
			err = pw.Close()
		}
		if err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

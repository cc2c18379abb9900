package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writePair writes a certificate of a number, and its key.
func writePair(t *testing.T, cert, key string, number int64) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(number), NotAfter: time.Now().Add(time.Hour)}
	made, err := x509.CreateCertificate(rand.Reader, form, form, secret.Public(), secret)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: made}, key: {Type: "PRIVATE KEY", Bytes: kept}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(1700000000+number, 0) // two writes may have the same time
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// TestACertificateIsTakenUp renews a certificate, breaks it and takes it away: what
// can't be used is said once, and the one before is used on.
func TestACertificateIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	var log bytes.Buffer
	c := &certificate{cert: cert, key: key, log: slog.New(slog.NewTextHandler(&log, nil))}
	if _, err := c.get(nil); err == nil || !strings.Contains(err.Error(), "--tls-cert "+cert) {
		t.Errorf("without files: %v", err)
	}
	number := func() int64 {
		pair, err := c.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return pair.Leaf.SerialNumber.Int64()
	}
	for i, step := range []struct {
		do   func() error
		want int64
		said int
	}{
		{func() error { writePair(t, cert, key, 1); return nil }, 1, 0},
		{func() error { writePair(t, cert, key, 2); return nil }, 2, 0},
		{func() error { return os.WriteFile(cert, []byte("broken"), 0o600) }, 2, 1},
		{func() error { return os.Remove(cert) }, 2, 2},
		{func() error { writePair(t, cert, key, 3); return nil }, 3, 2},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if got := number(); got != step.want {
				t.Errorf("step %d: certificate %d is served, want %d", i, got, step.want)
			}
		}
		if got := strings.Count(log.String(), "not taken up"); got != step.said {
			t.Errorf("step %d: said %d times, want %d: %s", i, got, step.said, &log)
		}
	}
}

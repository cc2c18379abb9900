package mailer

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// A sink takes mail in on this machine, or does what answer says: a line for
// each command, "" to hang, "close" to end the connection.
type sink struct {
	net.Listener
	mu     sync.Mutex
	mails  []string
	answer func(command string) string
}

// newSink starts a sink.
func newSink(t *testing.T, answer func(string) string) *sink {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{Listener: l, answer: answer}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.take(conn)
		}
	}()
	return s
}

// take speaks with one client.
func (s *sink) take(conn net.Conn) {
	defer conn.Close()
	say := func(command, usual string) bool {
		line := usual
		if a := s.answer(command); a != "usual" {
			line = a
		}
		switch line {
		case "close":
			return false
		case "":
			time.Sleep(30 * time.Second)
			return false
		}
		fmt.Fprintf(conn, "%s\r\n", line)
		return true
	}
	if !say("CONNECT", "220 sink") {
		return
	}
	in := bufio.NewReader(conn)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		command := strings.ToUpper(strings.Fields(line + " x")[0])
		if command == "DATA" {
			if !say("DATA", "354 go on") {
				return
			}
			var body strings.Builder
			for {
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				body.WriteString(line)
			}
			if s.answer("END") == "usual" {
				s.mu.Lock()
				s.mails = append(s.mails, body.String())
				s.mu.Unlock()
			}
			command = "END"
		}
		if !say(command, "250 fine") {
			return
		}
	}
}

// server returns a Server that hands in to a sink.
func (s *sink) server(t *testing.T) *Server {
	t.Helper()
	out, err := Parse("smtp://"+s.Addr().String(), "", "Desk <desk@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	out.Patience = 300 * time.Millisecond
	return out
}

var to = []*mail.Address{{Address: "a@example.org"}, {Address: "b@example.org"}}

// TestAMailArrives hands one in.
func TestAMailArrives(t *testing.T) {
	s := newSink(t, func(string) string { return "usual" })
	if err := s.server(t).Send(t.Context(), to, []byte("Subject: x\r\n\r\n.dot\r\n")); err != nil {
		t.Fatal(err)
	}
	if len(s.mails) != 1 || !strings.Contains(s.mails[0], "..dot") {
		t.Errorf("%q", s.mails)
	}
}

// TestAServerThatFails hands in to servers that refuse, hang and break off at
// each command: each time nothing is accepted, it says so soon and says why.
func TestAServerThatFails(t *testing.T) {
	for _, at := range []string{"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"} {
		for answer, want := range map[string]string{"500 no": "answered 500 no", "550 5.7.1 not you": "answered 550", "": "did not answer in time", "close": "was not sent", "what?": "was not sent"} {
			if at == "EHLO" && strings.HasPrefix(answer, "5") {
				continue // HELO is tried then
			}
			s := newSink(t, func(command string) string {
				if command == at {
					return answer
				}
				return "usual"
			})
			start := time.Now()
			err := s.server(t).Send(t.Context(), to, []byte("Subject: x\r\n\r\ny\r\n"))
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s answers %q: %v, want %q", at, answer, err, want)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%s answers %q: took %v", at, answer, took)
			}
			if len(s.mails) != 0 {
				t.Errorf("%s answers %q: it was accepted", at, answer)
			}
			s.Close()
		}
	}
}

// TestNobodyListens and is stopped while it waits.
func TestNobodyListens(t *testing.T) {
	s := newSink(t, func(string) string { return "" })
	server := s.server(t)
	server.Patience = time.Minute
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if err := server.Send(ctx, to, nil); err == nil {
		t.Error("a mail to a server that hangs")
	}
	s.Close()
	if err := s.server(t).Send(t.Context(), to, nil); err == nil || !strings.Contains(err.Error(), "check the server's name") {
		t.Errorf("nobody listens: %v", err)
	}
}

// TestAddresses reads lists and refuses what is none.
func TestAddresses(t *testing.T) {
	if list, err := Addresses("Ana <a@example.org>, b@example.org"); err != nil || len(list) != 2 {
		t.Error(list, err)
	}
	for _, wrong := range []string{"", "  ", "nobody", "a@example.org\r\nBcc: x@example.org", "<a@example.org", strings.Repeat("a@example.org, ", 60) + "b@example.org"} {
		if list, err := Addresses(wrong); err == nil {
			t.Errorf("%q is %v", wrong, list)
		}
	}
	for _, wrong := range [][2]string{{"mail.example", "a@example.org"}, {"http://mail.example", "a@example.org"}, {"smtp://u:secret@mail.example", "a@example.org"}, {"smtp://mail.example", "me"}, {"smtp://", "a@example.org"}} {
		if s, err := Parse(wrong[0], "", wrong[1]); err == nil {
			t.Errorf("%v is %+v", wrong, s)
		}
	}
	if s, err := Parse("smtps://u@mail.example", "p", "a@example.org"); err != nil || s.Port != "465" || !s.Implicit || s.User != "u" {
		t.Errorf("%+v, %v", s, err)
	}
}

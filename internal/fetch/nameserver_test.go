package fetch

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// A nameServer is a name server on loopback that says what a test wants.
type nameServer struct {
	conn  net.PacketConn
	names map[string][]string

	mu    sync.Mutex
	turns []string // answers for all other names, one after the other
	turn  int
}

func newNameServer(t *testing.T, names map[string][]string) *nameServer {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	s := &nameServer{conn: conn, names: names}
	go s.serve()
	return s
}

// resolver returns a resolver that asks this server only.
func (s *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", s.conn.LocalAddr().String())
	}}
}

func (s *nameServer) serve() {
	buf := make([]byte, 1500)
	for {
		n, from, err := s.conn.ReadFrom(buf)
		if err != nil {
			return
		}
		var msg dnsmessage.Message
		if msg.Unpack(buf[:n]) != nil || len(msg.Questions) != 1 {
			continue
		}
		msg.Response, msg.Authoritative, msg.Additionals = true, true, nil
		q := msg.Questions[0]
		for _, text := range s.answers(strings.TrimSuffix(q.Name.String(), "."), q.Type) {
			addr := netip.MustParseAddr(text)
			head := dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET}
			switch {
			case q.Type == dnsmessage.TypeA && addr.Is4():
				msg.Answers = append(msg.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: addr.As4()}})
			case q.Type == dnsmessage.TypeAAAA && addr.Is6():
				msg.Answers = append(msg.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}})
			}
		}
		if out, err := msg.Pack(); err == nil {
			s.conn.WriteTo(out, from)
		}
	}
}

// answers returns what the server says of a name.
func (s *nameServer) answers(name string, kind dnsmessage.Type) []string {
	if list, ok := s.names[name]; ok {
		return list
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if kind != dnsmessage.TypeA || len(s.turns) == 0 {
		return nil
	}
	s.turn++
	return []string{s.turns[(s.turn-1)%len(s.turns)]}
}

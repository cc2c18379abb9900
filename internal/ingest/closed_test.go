package ingest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/input"
)

// closedLinks are ways in which a feed may name a port of this machine, and
// other places that are closed.
func closedLinks(port string) []string {
	var list []string
	for _, host := range []string{"localhost", "LOCALHOST.", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "0.0.0.0", "[::]", "[64:ff9b::7f00:1]"} {
		list = append(list, "http://"+host+":"+port+"/admin")
	}
	return append(list, "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://me:secret@127.0.0.1:"+port+"/admin",
		"HTTP://127.0.0.1:"+port+"/admin", "//127.0.0.1:"+port+"/admin", "http://127.0.0.1:"+port+"\\@news.example/", "http://news.example@127.0.0.1:"+port+"/")
}

// TestAFeedLeadsToNoClosedAddress holds that no entry of a feed, and no redirect
// of a page that it lists, reaches this machine: by watch and by add.
func TestAFeedLeadsToNoClosedAddress(t *testing.T) {
	var reached atomic.Int32
	victim := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer victim.Close()
	at, err := url.Parse(victim.URL)
	if err != nil {
		t.Fatal(err)
	}
	links := closedLinks(at.Port())
	s := newSite(t)
	entries := append([]string(nil), links...)
	for i, link := range links { // and the same by way of a page of the feed's own host
		path := fmt.Sprintf("/moved/%d", i)
		s.set(path, link)
		s.status[path] = http.StatusFound
		entries = append(entries, path)
	}
	s.set("/feed.xml", feedOfLinks(entries...))
	for _, by := range []string{"watch", "add"} {
		b := newWatcher(t, s)
		var told []string
		b.Bad = func(err *input.Error) { told = append(told, err.Error()) }
		var counts Counts
		if by == "watch" {
			b.follow(t, s.URL+"/feed.xml")
			counts = b.round(t, 0)
		} else if counts, err = b.Add(context.Background(), []string{s.URL + "/feed.xml"}, nil); err != nil {
			t.Fatal(err)
		}
		if counts.Stories != 0 || counts.Bad < len(links) || reached.Load() != 0 {
			t.Errorf("%s: %+v, %d requests reached this machine", by, counts, reached.Load())
		}
		if all := strings.Join(told, "\n"); strings.Contains(all, "secret") || !strings.Contains(all, "not one of the public net") {
			t.Errorf("%s says %s", by, all)
		}
	}
}

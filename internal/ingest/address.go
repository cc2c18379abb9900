package ingest

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// tracking are the parameters of an address that say where a reader came
// from, not what is read. Those that end in * are prefixes.
var tracking = []string{
	"utm_*", "mc_*", "at_*", "pk_*", "hsa_*", "fbclid", "gclid", "gclsrc", "dclid", "msclkid", "yclid", "igshid", "twclid",
	"ocid", "cmpid", "ncid", "smid", "smtyp", "ref_src", "ref_url", "referrer", "ftag", "xtor", "wprss", "feedtype",
	"guccounter", "guce_*", "outputtype",
}

// tidyAddress returns an address as it is shown and kept: without the fragment
// and the parameters that only track readers. What is no web address comes
// back as it is.
func tidyAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	if !strings.HasPrefix(u.Fragment, "!") { // "#!" is how some pages name what they show
		u.Fragment, u.RawFragment = "", ""
	}
	u.User = nil
	u.RawQuery = Untracked(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

// Untracked takes the parameters that only track readers out of a query and leaves
// the others as they are.
func Untracked(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part != "" && !isTracking(strings.ToLower(name)) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name string) bool {
	return slices.ContainsFunc(tracking, func(t string) bool {
		prefix, many := strings.CutSuffix(t, "*")
		return t == name || many && strings.HasPrefix(name, prefix)
	})
}

// addressKey returns the form of an address in which two addresses of one
// page are equal: without scheme, "www.", "m." or "amp.", default port,
// trailing slash, index page and AMP suffix, and with sorted parameters. It is
// "" for what is no web address.
func addressKey(address string) string {
	u, err := url.Parse(tidyAddress(address))
	if err != nil || u.Host == "" {
		return ""
	}
	host := hostOf(u)
	if host == "" {
		return ""
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	p := path.Clean("/" + u.EscapedPath())
	for _, tail := range []string{"/index.html", "/index.htm", "/index.php", "/amp", ".amp", "/amp.html"} {
		p = strings.TrimSuffix(p, tail)
	}
	p = strings.TrimPrefix(p, "/amp/")
	query := strings.Split(u.RawQuery, "&")
	slices.Sort(query)
	key := host + "/" + strings.Trim(p, "/")
	if u.RawQuery != "" {
		key += "?" + strings.Join(query, "&")
	}
	if u.Fragment != "" {
		key += "#" + u.Fragment
	}
	return key
}

// keptAddress is the address of a page in a web archive: a time, or which of its
// copies, and then the whole address of the page.
var keptAddress = regexp.MustCompile(`^https?://[^/?#]+/(?:[^?#]*/)?(?:\d{4,14}(?:[a-z]{2}_)?|\d{4}\.\d\d\.\d\d-\d{6}|newest|oldest)/(https?:/{1,2}[^/].*)$`)

// keptBare is the same at the Wayback Machine where the page's address has no scheme.
var keptBare = regexp.MustCompile(`^https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/([^/:]+\.[^/:]+.*)$`)

// oneSlash is the beginning of an address that lost a slash on its way.
var oneSlash = regexp.MustCompile(`^(https?:)/+`)

// archived returns the address of the page that a web archive keeps at an address,
// and the address itself where it is not one of that kind.
func archived(address string) string {
	for range 3 { // an archive's page can be kept by another
		if m := keptAddress.FindStringSubmatch(address); m != nil {
			address = oneSlash.ReplaceAllString(m[1], "$1//")
		} else if m := keptBare.FindStringSubmatch(address); m != nil {
			address = "http://" + m[1]
		} else {
			break
		}
	}
	return address
}

// sameSpelling reports whether two addresses have the same path and parameters, those
// that track readers too: "/visit" and "/visit/" may be two pages.
func sameSpelling(a, b string) bool {
	x, err := url.Parse(a)
	y, also := url.Parse(b)
	return err == nil && also == nil && x.EscapedPath() == y.EscapedPath() && x.RawQuery == y.RawQuery && x.Fragment == y.Fragment
}

// hostOf returns the host of an address as outlets are told apart by it.
func hostOf(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	for _, sub := range []string{"www.", "m.", "mobile.", "amp.", "edition."} {
		if rest, ok := strings.CutPrefix(host, sub); ok && strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}

// hostOfAddress returns the host of an address, or "" if it has none.
func hostOfAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return hostOf(u)
}

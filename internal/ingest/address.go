package ingest

import (
	"net/url"
	"path"
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
	u.RawQuery = keepParameters(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

// keepParameters takes tracking parameters out of a query and leaves the
// others as they are.
func keepParameters(query string) string {
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

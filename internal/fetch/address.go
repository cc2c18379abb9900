package fetch

import (
	"fmt"
	"net/netip"
	"strings"
)

// An AddressError says that a host's address is not one of the public net.
type AddressError struct {
	Host    string
	Address netip.Addr
}

// Error says which host has which address, and how it could be allowed.
func (e *AddressError) Error() string {
	return fmt.Sprintf("%s: refused (allow the host with --allow-host %s if you mean it)", e.Fact(), e.Host)
}

// Fact says which host has which address alone, for who allows hosts another way.
func (e *AddressError) Fact() string {
	return fmt.Sprintf("%s has the address %s, which is not one of the public net", e.Host, e.Address)
}

// closed are the ranges that no public host has: this machine, private
// networks, link-local with the clouds' metadata, shared and test ranges,
// multicast, and the forms of IPv6 that wrap an IPv4 address.
var closed = prefixes(`
	0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24
	192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
	168.63.129.16/32
	2001::/23 2001:db8::/32 2002::/16 3fff::/20 2620:4f:8000::/48`)

// global is what IPv6 has given out; all else is special.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(text string) []netip.Prefix {
	var list []netip.Prefix
	for p := range strings.FieldsSeq(text) {
		list = append(list, netip.MustParsePrefix(p))
	}
	return list
}

// public reports whether an address is one of the public net.
func public(addr netip.Addr) bool {
	if !addr.IsValid() || addr.Zone() != "" || addr.Is4In6() || addr.Is6() && !global.Contains(addr) {
		return false
	}
	for _, p := range closed {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}

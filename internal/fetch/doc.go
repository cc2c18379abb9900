// Package fetch is the program's only way out: the HTTP client that brings
// feeds and pages. A test fails on any other client in the tree.
//
// Addresses are checked when a connection is made, after the name has been
// resolved, so that no name, redirect or second answer of a name server leads
// to this machine or its networks. A host may be allowed to have a private
// address ([Config.AllowHosts]). There are limits on time, bytes, compression
// and redirects. The client is polite: conditional requests, robots.txt,
// Retry-After, a pause between two requests to one host and a budget for a day.
//
// Start with [New] and [Client.Get].
package fetch

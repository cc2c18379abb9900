// Package ask answers the questions that people, programs, assistants and the
// command line ask an archive: stories, versions and how they differ, searches,
// actors, events, what stories tell together, and stories that are handed in.
//
// A [Service] has an answer a method. It knows no HTTP and prints nothing: packages
// api, web and mcp and the verbs give its answers the form that their askers want.
package ask

// Package people says who may do what and see what: roles, labels, what
// people and programs sign in with, and how often they may try. It is pure: it
// keeps nothing beyond memory and does no I/O.
package people

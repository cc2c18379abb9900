package syntax

// The relations of Universal Dependencies, as [Sentence.Rel] has them: code that
// compares relations names these, so that a slip does not compile.
const (
	// Core arguments of a predicate.
	Nsubj = "nsubj"
	Obj   = "obj"
	Iobj  = "iobj"
	Csubj = "csubj"
	Ccomp = "ccomp"
	Xcomp = "xcomp"
	// What else stands below a predicate.
	Obl        = "obl"
	Vocative   = "vocative"
	Expl       = "expl"
	Dislocated = "dislocated"
	Advcl      = "advcl"
	Advmod     = "advmod"
	Discourse  = "discourse"
	Aux        = "aux"
	Cop        = "cop"
	Mark       = "mark"
	// What stands below a noun.
	Nmod   = "nmod"
	Appos  = "appos"
	Nummod = "nummod"
	Acl    = "acl"
	Amod   = "amod"
	Det    = "det"
	Clf    = "clf"
	Case   = "case"
	// Coordination.
	Conj = "conj"
	Cc   = "cc"
	// Words as one, and what hangs loosely.
	Fixed      = "fixed"
	Flat       = "flat"
	List       = "list"
	Parataxis  = "parataxis"
	Compound   = "compound"
	Orphan     = "orphan"
	Goeswith   = "goeswith"
	Reparandum = "reparandum"
	Punct      = "punct"
	Root       = "root"
	Dep        = "dep"
)

// The relations with a subtype that the stages tell apart, as
// [readout.Token.Rel] has them.
const (
	NsubjPass    = "nsubj:pass"
	NsubjOuter   = "nsubj:outer"
	CsubjPass    = "csubj:pass"
	OblAgent     = "obl:agent"
	OblTmod      = "obl:tmod"
	OblUnmarked  = "obl:unmarked"
	NmodUnmarked = "nmod:unmarked"
	NmodPoss     = "nmod:poss"
	NmodDesc     = "nmod:desc"
	AclRelcl     = "acl:relcl"
	CompoundPrt  = "compound:prt"
	AuxPass      = "aux:pass"
)

package attribute

import "github.com/seed-f92ea4cf/readout/internal/language"

// A role is a set of parts that small words play in the constructions by which
// attributions are told: isTo is the word before an infinitive. The language's
// lists "attribute.is …" say which words play it.
type role uint64

const (
	isThis role = 1 << iota
	isLast
	isWhen
	isAccording
	isAsked
	isHearsay
	isUnclear
	isInformed
	isRemains
	isClear
	isPoll
	isGoes
	isLike
	isStates
	isIndefinite
	isNobody
	isPeople
	isHe
	isHim
	isI
	isWe
	isQ
	isQuestion
	isAnswer
	isWill
	isBeforeNoun
	isAndOr
	isMay
	isNext
	isHimself
	isYou
	isShare
	isGroup
	isWhich
	isCircumstance
	isWeekday
	isTo
	isThat
	isOf
	isAs
	isIn
	isBy
	isSo
	isOn
	isWith
	isAnd
	isWho
	isWhom
	isIt
	isThere
	isThe
	isA
	isNo
	isNot
	isAbout
	isFor
	isFrom
	isAt
	isAgainst
	isNear
	isOut
	isBack
	isOthers
	isYour
)

// roleNames are the roles by their lists.
var roleNames = map[string]role{
	"this":         isThis,
	"last":         isLast,
	"when":         isWhen,
	"according":    isAccording,
	"asked":        isAsked,
	"hearsay":      isHearsay,
	"unclear":      isUnclear,
	"informed":     isInformed,
	"remains":      isRemains,
	"clear":        isClear,
	"poll":         isPoll,
	"goes":         isGoes,
	"like":         isLike,
	"states":       isStates,
	"indefinite":   isIndefinite,
	"nobody":       isNobody,
	"people":       isPeople,
	"he":           isHe,
	"him":          isHim,
	"i":            isI,
	"we":           isWe,
	"q":            isQ,
	"question":     isQuestion,
	"answer":       isAnswer,
	"will":         isWill,
	"before-noun":  isBeforeNoun,
	"and-or":       isAndOr,
	"may":          isMay,
	"next":         isNext,
	"himself":      isHimself,
	"you":          isYou,
	"share":        isShare,
	"group":        isGroup,
	"which":        isWhich,
	"circumstance": isCircumstance,
	"weekday":      isWeekday,
	"to":           isTo,
	"that":         isThat,
	"of":           isOf,
	"as":           isAs,
	"in":           isIn,
	"by":           isBy,
	"so":           isSo,
	"on":           isOn,
	"with":         isWith,
	"and":          isAnd,
	"who":          isWho,
	"whom":         isWhom,
	"it":           isIt,
	"there":        isThere,
	"the":          isThe,
	"a":            isA,
	"no":           isNo,
	"not":          isNot,
	"about":        isAbout,
	"for":          isFor,
	"from":         isFrom,
	"at":           isAt,
	"against":      isAgainst,
	"near":         isNear,
	"out":          isOut,
	"back":         isBack,
	"others":       isOthers,
	"your":         isYour,
}

// rolesOf reads the roles of words from a language.
func rolesOf(l *language.Language) map[string]role {
	out := map[string]role{}
	for name, r := range roleNames {
		for _, w := range l.Words("attribute.is " + name) {
			out[w] |= r
		}
	}
	return out
}

// has reports whether word i exists and plays one of the roles.
func (s *story) has(i int, r role) bool {
	return i >= 0 && i < len(s.words) && s.words[i].role&r != 0
}

// A trait is a set of particular ways in which a verb attributes.
type trait uint16

const (
	tells            trait = 1 << iota // "told X to" demands
	asks                               // "asked X to" demands, "asked whether" asks
	rules                              // "ruled out" opposes
	thinks                             // negated it is still the speaker's own
	believes                           // negated it doubts
	cites                              // "quoted X as saying"
	citesBy                            // "citing X" names where words come from
	quotedAs                           // "was quoted as saying"
	believedByNobody                   // in the passive for what nobody in particular says
	deeds                              // with somebody as object a deed: to dismiss a director denies nothing
)

// traitNames are the traits by their lists.
var traitNames = map[string]trait{"tells": tells, "asks": asks, "rules": rules, "thinks": thinks, "believes": believes, "cites": cites, "citing": citesBy, "quoted-as": quotedAs, "believed-by-nobody": believedByNobody, "deeds": deeds}

// traitsOf reads the traits of verbs from a language.
func traitsOf(l *language.Language) map[string]trait {
	out := map[string]trait{}
	for name, t := range traitNames {
		for _, w := range l.Words("attribute." + name) {
			out[w] |= t
		}
	}
	return out
}

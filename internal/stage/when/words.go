package when

import "strconv"

// months by name and abbreviation.
var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8,
	"sept.": 9, "sep.": 9, "oct.": 10, "nov.": 11, "dec.": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// weekdays by name, Monday 1 to Sunday 7 as in ISO 8601.
var weekdays = map[string]int{"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon.": 1, "tues.": 2, "tue.": 2, "wed.": 3, "thurs.": 4, "thur.": 4, "thu.": 4, "fri.": 5, "sat.": 6, "sun.": 7,
	"mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7}

// seasons with their TIMEX3 codes.
var seasons = map[string]string{"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

// dayParts with their TIMEX3 codes.
var dayParts = map[string]string{"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "lunchtime": "MI"}

// units of time with their ISO 8601 letter; hours and shorter stand after a T.
var units = map[string]string{
	"second": "S", "seconds": "S", "minute": "M", "minutes": "M", "hour": "H", "hours": "H",
	"day": "D", "days": "D", "week": "W", "weeks": "W", "month": "M", "months": "M", "year": "Y", "years": "Y",
	"quarter": "Q", "quarters": "Q", "decade": "E", "decades": "E", "century": "C", "centuries": "C", "fortnight": "F", "weekend": "N", "weekends": "N",
}

// shortUnit reports a unit below a day.
func shortUnit(word string) bool {
	switch word {
	case "second", "seconds", "minute", "minutes", "hour", "hours":
		return true
	}
	return false
}

// numbers by word.
var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

// ordinals by word and by figure.
var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

// vague are the quantities that give no number.
var vague = set("several few many some recent couple dozens hundreds")

// zones that news uses, with their offsets from UTC in hours.
var zones = set("gmt utc est edt et cst cdt ct mst mdt mt pst pdt pt bst cet cest eet msk ist jst hkt aest")

// integer reads digits with an optional ordinal ending; -1 for anything else.
func integer(word string) int {
	if n := len(word); n > 2 && (word[n-2:] == "st" || word[n-2:] == "nd" || word[n-2:] == "rd" || word[n-2:] == "th") {
		word = word[:n-2]
	}
	if word == "" || word[0] < '0' || word[0] > '9' || len(word) > 6 {
		return -1
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		return -1
	}
	return n
}

package article

import (
	"strings"
	"unicode"
)

// functionWords are the commonest words of languages in Latin script, none of
// which is as common in another of the list that matters for telling them apart.
var functionWords = map[string]string{
	"en": "the of and to in that is was for it with as his on be at by had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about than into them can only other new some could time these two may then do first any my now such like our over man even most after also did many before must through back years where much your way well down should because each just those people how too little state good very make world still own see men work long here between both life being under never day same another know while last might us great old year off come since against go came right used take three",
	"de": "der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde",
	"fr": "le la les de des et en un une du que est pour dans qui par au sur plus pas ne ce il sont avec se aux cette ont mais comme été elle nous ou leur ses son",
	"es": "el la los las de que y en un una por con no para es del se su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también",
	"it": "il di che la e un una in del per non con si sono da le al gli della dei più anche nel alla ha come ma questo delle",
	"pt": "o a os as de que e em um uma para com não por do da dos das no na se mais ao como mas foi ele sua ou também pelo pela são",
	"nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij maar nog dan door werd naar heeft hij ze uit over wordt",
	"sv": "och att det som en på är av för med den till inte har de ett om var från men ska så vid kan",
	"no": "og i det på som er en til av for at med de ikke den har om et men var fra seg vil skal",
	"da": "og i det at på er en til af for som med de den ikke har om et men var fra sig vil skal blev",
	"pl": "i w na z do się nie że to jest o jak po co tak za od przez dla przy ale są był tego",
	"tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar en sonra ne ama olduğu var",
	"id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ke karena ada oleh mereka sudah saya telah",
	"ro": "și de la în a cu pe nu este o că un din pentru care mai au fost ce se sunt",
}

// wordLanguages maps a function word to the languages that have it.
var wordLanguages = func() map[string][]string {
	m := map[string][]string{}
	for lang, words := range functionWords {
		for w := range strings.FieldsSeq(words) {
			m[w] = append(m[w], lang)
		}
	}
	return m
}()

// scripts are the scripts that tell a language, or nearly.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Arabic, "ar"},
	{unicode.Cyrillic, "ru"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Devanagari, "hi"}, {unicode.Thai, "th"},
	{unicode.Armenian, "hy"}, {unicode.Georgian, "ka"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Ethiopic, "am"},
}

// languageSample is how many bytes of a text are enough to tell its language.
const languageSample = 20000

// fewWords is how many words a text has at least whose function words tell its
// language with little doubt.
const fewWords = 12

// ascii reports a text without a letter outside ASCII.
func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
}

// Language tells the language of text by its script and its function words:
// an ISO 639-1 code, or "und" where too little tells.
func Language(text string) string {
	if len(text) > languageSample {
		text = strings.ToValidUTF8(text[:languageSample], "")
	}
	if lang := scriptLanguage(text); lang != "" {
		return lang
	}
	count := map[string]int{}
	words := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		for _, lang := range wordLanguages[w] {
			count[lang]++
		}
	}
	best := "en"
	for _, lang := range []string{"de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "pl", "tr", "id", "ro"} {
		if count[lang] > count[best] {
			best = lang
		}
	}
	few := words < fewWords
	switch {
	case few && best != "en" && count[best] < count["en"]+2:
		return "en" // one word such as "a" tells nothing
	case few && count[best] == 0 && words > 0 && ascii(text):
		return "en" // a headline has no function words
	case count[best] == 0, !few && count[best]*12 < words:
		return "und"
	}
	return best
}

// scriptLanguage tells the language of a text that is not in Latin script, or
// returns "".
func scriptLanguage(text string) string {
	count := map[string]int{}
	latin, other := 0, 0
	for _, r := range text {
		if r < 0x250 || !unicode.IsLetter(r) {
			if unicode.IsLetter(r) {
				latin++
			}
			continue
		}
		other++
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				count[s.lang]++
				break
			}
		}
	}
	if other <= latin {
		return ""
	}
	if count["ja"] > 0 && 8*count["ja"] > count["zh"] {
		return "ja" // Japanese news is half Han
	}
	best := "und"
	for _, s := range scripts {
		if count[s.lang] > count[best] {
			best = s.lang
		}
	}
	return best
}

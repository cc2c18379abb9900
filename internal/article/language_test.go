package article

import "testing"

func TestLanguageOfShortTexts(t *testing.T) {
	tests := []struct{ text, want string }{
		{"A Turkish air strike killed nine Syrian fighters.", "en"}, // "a" is a word of four other languages
		{"Rebels shell border town", "en"},
		{"Die Ministerin sagte, die Brücke sei gesperrt.", "de"},
		{"Le ministre a dit que la route est fermée.", "fr"},
		{"El ministro dijo que la carretera está cerrada.", "es"},
		{"", "und"},
		{"12 – 14", "und"},
		{"الوزير قال نعم", "ar"},
	}
	for _, tt := range tests {
		if got := Language(tt.text); got != tt.want {
			t.Errorf("Language(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

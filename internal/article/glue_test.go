package article

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// cleaned returns the text of one paragraph after cleaning, behind a headline,
// and what was removed from it.
func cleaned(paragraph string) (string, []readout.Removed) {
	r := FromText(Input{Title: "A headline for the test", Text: paragraph})
	return strings.TrimPrefix(r.Version.Text, "A headline for the test\n\n"), r.Removed
}

// TestGlueIsCut holds the shapes in which scrapers glue links, credits and
// promotion into a paragraph. All sentences were written for this test.
func TestGlueIsCut(t *testing.T) {
	tests := []struct{ name, in, want, kind string }{
		{"a doubled name and headlines up to MORE",
			"The remarks by Minister Ana RuizAna RuizDam contract under review Why Ruiz stayed on when others left MORE drew criticism from the opposition.",
			"The remarks by Minister Ana Ruiz drew criticism from the opposition.", "related-links"},
		{"the same at the end of a sentence",
			"Nobody has asked Governor Lena OduyaLena OduyaOduya's plan for the coast Five votes to watch MORE.",
			"Nobody has asked Governor Lena Oduya.", "related-links"},
		{"a name of three words with a particle",
			"Envoy Omar bin SalehOmar bin SalehTalks collapse in third week What the envoy knew MORE left the hall at noon.",
			"Envoy Omar bin Saleh left the hall at noon.", "related-links"},
		{"a box closed by ALSO READ",
			"The comments by Senator Pia MøllerPia MøllerFerry line in doubt Harbour closes early ALSO READ surprised her party.",
			"The comments by Senator Pia Møller surprised her party.", "related-links"},
		{"the name alone is doubled",
			"A spokesman for Ivo KralIvo Kral said that the vote was valid.",
			"A spokesman for Ivo Kral said that the vote was valid.", "other"},
		{"a read-more in brackets",
			"The bridge was closed on Monday (Read more: Why the bridge was closed) and will stay so.",
			"The bridge was closed on Monday and will stay so.", "related-links"},
		{"an advertisement in mid-paragraph",
			"The bridge was closed. Advertisement The mayor said it was safe.",
			"The bridge was closed. The mayor said it was safe.", "promotion"},
		{"a newsletter in brackets",
			"The mayor said it was safe [Sign up for our morning newsletter] and went home.",
			"The mayor said it was safe and went home.", "promotion"},
		{"a photo credit in a paragraph",
			"The mayor waves on the bridge (AP Photo/Ada Lind) before it opens.",
			"The mayor waves on the bridge before it opens.", "photo-credit"},
		{"a newsletter's sentence",
			"The mayor said it was safe. Sign up for our free newsletter and never miss a bridge.",
			"The mayor said it was safe.", "promotion"},
		{"story continues below",
			"The mayor said it was safe. Story continues below advertisement Nobody believed him.",
			"The mayor said it was safe. Nobody believed him.", "promotion"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, removed := cleaned(tt.in)
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if len(removed) == 0 || string(removed[0].Kind) != tt.kind {
				t.Errorf("removed %v, want kind %s", removed, tt.kind)
			}
		})
	}
}

// TestWholeParagraphsAreCut holds paragraphs that are no news.
func TestWholeParagraphsAreCut(t *testing.T) {
	tests := []struct{ kind, in string }{
		{"photo-credit", "© Harbour Pictures"},
		{"photo-credit", "Photo: Ada Lind"},
		{"photo-credit", "Ada Lind/Getty Images"},
		{"caption", "The mayor waves from the bridge on its first day. (Photo by Ada Lind)"},
		{"contributor-note", "Ada Lind contributed to this report."},
		{"contributor-note", "(Reporting by Ada Lind in Oslo; Editing by Per Dahl)"},
		{"contributor-note", "Ada Lind and Per Dahl contributed reporting from Oslo."},
		{"timestamp-note", "— This story was posted at 9:40 a.m. and updated at 4:15 p.m."},
		{"timestamp-note", "Last updated: 12 March 2024"},
		{"promotion", "Sign up for our morning newsletter and never miss a bridge"},
		{"promotion", "Advertisement"},
		{"related-links", "READ MORE: Why the bridge was closed"},
		{"related-links", "RELATED: Mayor's brother sold the steel"},
		{"navigation", "Share this article"},
		{"navigation", "Filed under: Bridges |"},
		{"promotion", "Continue reading below"},
		{"promotion", "Like this story? Share it with a friend!"},
		{"promotion", "You must be logged in to post a comment."},
		{"promotion", "Follow our coverage of the bridge at https://courier.example/bridge"},
		{"related-links", "DON'T MISS"},
		{"related-links", "SEE MORE: The bridge that was never built"},
		{"other", `page.addEventListener("load", function(event) { tidy(page).ready(function(){ if (tidy("p .mark").length > 0 ) {`},
		{"other", `tidy("p .mark").parent().addClass("marked");`},
		{"other", `}); });`},
		{"other", `[[{"id":"7","view":"full","fields":{"format":"full","alt":false},"link":null,"deltas":{"1":{"format":"full"}}}]]`},
	}
	for _, tt := range tests {
		body := "The bridge was closed on Monday, the mayor said."
		r := FromText(Input{Title: "A headline for the test", Text: body + "\n\n" + tt.in})
		if len(r.Removed) != 1 || string(r.Removed[0].Kind) != tt.kind || r.Removed[0].Text != tt.in {
			t.Errorf("%q: removed %v, want it as %s", tt.in, r.Removed, tt.kind)
		}
		if !strings.HasSuffix(r.Version.Text, body) {
			t.Errorf("%q: the text is now %q", tt.in, r.Version.Text)
		}
	}
}

// TestNewsIsKept holds paragraphs that look like what is cut and are news:
// nothing of them may go.
func TestNewsIsKept(t *testing.T) {
	for _, in := range []string{
		"The minister wants MORE money for schools, she said.",
		"MORE than 400 people marched on Monday, the police said.",
		"“READ the contract,” Ruiz told reporters.",
		"McDonald said that MacArthur Park was closed.",
		"The iPhone and the YouTube channel were seized.",
		"He met DeShawn LeBron at the PwC office.",
		"Photographs of the mayor were found in the safe, and the police want to know why.",
		"The photo by the door shows the mayor in 1998, but nobody knows who took it and why it hung there.",
		"Advertisement revenue fell by a tenth last year, the newspaper said.",
		"The advertisement was withdrawn after two days.",
		"Sign up sheets were passed around the hall, and forty people signed before the police came in and took them away. The organisers said that they would sue.",
		"Updated figures show that 14 people were wounded.",
		"The law was updated in 2019 and has not been used since, according to the ministry's own report.",
		"The letter was posted at 9:40 a.m. from a box in the harbour, and the police found the man who posted it.",
		"Related work by the same group found no effect.",
		"She told the crowd to sign up for the newsletter. Subscribe or leave, she said, and they left.",
		"Registered voters can subscribe to the newsletter for more information.",
		"Back to work: the mayor returned on Monday.",
		"Continue reading the report and you will find nothing, the senator said.",
		"Follow the money, the prosecutor told the jury, and you will find the mayor.",
		"Ruiz contributed 4,000 crowns to the campaign of her brother, the report says, and never told the party.",
		"Watch what he does, not what he says, the senator told the crowd in Oslo.",
		"She said: “Click here to accept” is no consent.",
		"The committee (which meets on Monday) will read the report.",
		"Home prices rose.",
		"Annex(1) and form(s) B) are to be sent by Friday; the mayor(s) (both) signed {sic}.",
		"The ministry (in Oslo) said f(x) was a joke of its web desk, and the page was taken down by noon.",
		"Share prices fell on Tuesday after the bank said it needed help.",
		"Comments by the minister were not welcome.",
		"Reuters reported on Monday that the bridge had been closed.",
		"The ship — the Lise Aamodt — left at noon (local time) and has not been seen since.",
	} {
		got, removed := cleaned(in)
		if got != in || len(removed) > 0 {
			t.Errorf("got  %q\nwant %q\nremoved %v", got, in, removed)
		}
	}
}

func TestTimesAreAsPreciseAsStated(t *testing.T) {
	r := FromText(Input{Title: "A headline for the test", Text: "The bridge is closed.\n\n— This story was posted at 9:40 a.m. and updated at 4:15 p.m. EST"})
	p, u := r.Version.Published, r.Version.Updated
	if p == nil || p.Value != "T09:40" || p.Zone != nil || p.Basis != readout.TimeFromText {
		t.Errorf("published %+v, want T09:40 without a zone, from the text", p)
	}
	if u == nil || u.Value != "T16:15" || u.Zone == nil || *u.Zone != "EST" {
		t.Errorf("updated %+v, want T16:15 EST", u)
	}
}

func TestParseTime(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2024-05-14T08:10:00+02:00", "2024-05-14T08:10:00+02:00"},
		{"2024-05-14", "2024-05-14"},
		{"2024-05", "2024-05"},
		{"2024", "2024"},
		{"Tue, 14 May 2024 08:10:00 GMT", "2024-05-14T08:10:00Z"},
		{"Tue, 14 May 2024 08:10:00 +0200", "2024-05-14T08:10:00+02:00"},
		{"May 14, 2024", "2024-05-14"},
		{"Sept. 14, 2024", "2024-09-14"},
		{"September 14, 2024", "2024-09-14"},
		{"yesterday", ""},
		{"2024-13-45", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got := ""
		if p := ParseTime(tt.in); p != nil {
			got = p.Value
		}
		if got != tt.want {
			t.Errorf("ParseTime(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en":  "The minister said that the bridge would be closed until the end of the year.",
		"de":  "Die Ministerin sagte, dass die Brücke bis zum Ende des Jahres nicht mehr geöffnet wird.",
		"fr":  "La ministre a dit que le pont ne sera pas ouvert avant la fin de l'année.",
		"es":  "La ministra dijo que el puente no se abrirá hasta el final del año, según el informe.",
		"ru":  "Министр сказала, что мост будет закрыт до конца года.",
		"ar":  "قالت الوزيرة إن الجسر سيغلق حتى نهاية العام.",
		"ja":  "大臣は、橋は年末まで閉鎖されると述べた。",
		"und": "Xqzt vrrbl knnp glorft mmbl trrq plnk vvst qrrt zzkl wwrt ppln",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFromHTMLReadsWhatThePageSays(t *testing.T) {
	page := `<!doctype html><html><head><title>Bridge closed | Sound Courier</title>
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Bridge closed","datePublished":"2024-05-14T08:10:00+02:00","author":[{"@type":"Person","name":"Birte Holm"}],"publisher":{"name":"Sound Courier"}}]}</script>
<script type="application/ld+json">{broken</script></head><body><nav><a href="/">Home</a></nav><article><h1>Bridge closed</h1>
<p>The bridge over the sound was closed on Tuesday, the mayor said, because the steel is older than anybody thought it was.</p>
<p>“It will stay closed,” she told reporters. Nobody knows for how long, and the ferry has been out of service since March.</p>
<p>The council meets on Friday to decide who pays for the new bridge, and whether the old one can be kept for walkers.</p>
<div class="related"><p>Read more: The bridge that was never built</p></div></article></body></html>`
	r := FromHTML(Input{HTML: []byte(page)})
	v := r.Version
	if v.Headline != "Bridge closed" || v.Outlet != "Sound Courier" || strings.Join(v.Bylines, ";") != "Birte Holm" {
		t.Errorf("headline %q, outlet %q, bylines %q", v.Headline, v.Outlet, v.Bylines)
	}
	if v.Published.Day() != "2024-05-14" || v.Published.Basis != readout.TimeFromPage {
		t.Errorf("published %+v", v.Published)
	}
	if want := "The council meets on Friday"; !strings.Contains(v.Text, want) || strings.Contains(v.Text, "never built") || strings.Contains(v.Text, "Home") {
		t.Errorf("text %q", v.Text)
	}
}

func TestFromHTMLKnowsCharsets(t *testing.T) {
	page := "<html><head><meta charset=\"windows-1252\"></head><body><article><p>Caf\xe9 owners said on Tuesday that they would not pay the new tax, whatever the council decides this week.</p></article></body></html>"
	if text := FromHTML(Input{HTML: []byte(page)}).Version.Text; !strings.Contains(text, "Café owners") {
		t.Errorf("text %q, want Café", text)
	}
}

func FuzzFromText(f *testing.F) {
	f.Add("Minister Ana RuizAna RuizDam contract MORE said\n\n© A\n\n(AP Photo")
	f.Add("\x00\xff\u202e (Read more: (Read more: ")
	f.Fuzz(func(t *testing.T, text string) {
		r := FromText(Input{Text: text})
		if again := FromText(Input{Text: text}); again.Version.Text != r.Version.Text {
			t.Error("two cleanings differ")
		}
		if strings.ToValidUTF8(r.Version.Text, "?") != r.Version.Text {
			t.Errorf("text is not UTF-8: %q", r.Version.Text)
		}
		for _, rem := range r.Removed {
			if rem.At < 0 || rem.At > len(text) || rem.Text == "" {
				t.Errorf("bad removal %+v", rem)
			}
		}
	})
}

func FuzzFromHTML(f *testing.F) {
	f.Add([]byte("<html><body><p>One.</p><aside>x</aside></body></html>"))
	f.Add([]byte(strings.Repeat("<div>", 3000) + "text"))
	f.Fuzz(func(t *testing.T, page []byte) {
		if text := FromHTML(Input{HTML: page}).Version.Text; strings.ToValidUTF8(text, "?") != text {
			t.Errorf("text is not UTF-8: %q", text)
		}
	})
}

// BenchmarkFromText measures cleaning of plain text on a story without junk.
func BenchmarkFromText(b *testing.B) {
	text := strings.Repeat("The bridge over the sound was closed on Tuesday, the mayor said, because the steel is older than anybody thought it was.\n\n", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		FromText(Input{Text: text})
	}
}

func TestLinksDoNotGlueWords(t *testing.T) {
	page := `<html><body><article><h1>Bridge closed</h1><p>The mayor said on Tuesday that <a href="/x">the old bridge</a> over the sound will stay <b>closed</b> until <a href="/y">May</a>, and that nobody was hurt.</p>
<p>“It will stay closed,” she told reporters. Nobody knows for how long, and the ferry has been out of service since March.</p></article></body></html>`
	want := "that the old bridge over the sound will stay closed until May, and that nobody"
	if text := FromHTML(Input{HTML: []byte(page)}).Version.Text; !strings.Contains(text, want) {
		t.Errorf("text %q, want it to hold %q", text, want)
	}
}

package review

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// copyOf returns a record whose lists may be changed; what values point to is
// replaced, never changed.
func copyOf(rec *readout.Record) *readout.Record {
	out := *rec
	out.Mentions = slices.Clone(rec.Mentions)
	out.Actors = slices.Clone(rec.Actors)
	out.Places = slices.Clone(rec.Places)
	out.Attributions = slices.Clone(rec.Attributions)
	out.Events = slices.Clone(rec.Events)
	return &out
}

// set writes what a person says into a field.
func set(rec *readout.Record, at position, field, value string) error {
	value = strings.TrimSpace(value)
	if list := Choices(at.layer, field); list != nil && !slices.Contains(list, value) {
		if value == "" {
			return usage("%s of %s can't be none: reject the whole instead", field, plurals[at.layer])
		}
		return usage("%.40q is no %s of %s: %s", value, field, plurals[at.layer], strings.Join(list, " "))
	}
	switch at.layer {
	case Statement:
		return setStatement(rec, at.i, field, value)
	case Event:
		return setEvent(rec, at.i, field, value)
	}
	return setActor(rec, at.i, field, value)
}

func setStatement(rec *readout.Record, i int, field, value string) error {
	switch field {
	case "speaker":
		id, err := actorNamed(rec, value)
		if err != nil {
			return err
		}
		a := &rec.Attributions[i]
		if a.Speaker.Actor = id; id == "" {
			a.Speaker.Words, a.Speaker.Kind = readout.Words{}, readout.NoSpeaker
			return nil
		}
		if m := mentionIn(rec, id, sentenceOf(rec, cover(a))); m != nil {
			a.Speaker.Words = readout.WordsOf(rec.Version.Text, m.Span)
		} else {
			a.Speaker.Words = readout.Words{}
		}
		if a.Speaker.Kind == readout.NoSpeaker {
			a.Speaker.Kind = readout.NamedSpeaker
		}
	case "kind":
		rec.Attributions[i].Speaker.Kind = readout.SpeakerKind(value)
	case "act":
		rec.Attributions[i].Act = readout.Act(value)
	case "status":
		rec.Attributions[i].Status = readout.Status(value)
	case "quoted":
		rec.Attributions[i].Quoted = readout.Quoted(value)
	case "date":
		d, err := dateOf(rec.Attributions[i].Date, value)
		if err != nil {
			return err
		}
		rec.Attributions[i].Date = d
	case "content":
		w, err := wordsIn(rec, value, sentenceOf(rec, cover(&rec.Attributions[i])))
		if err != nil {
			return err
		}
		rec.Attributions[i].Content = w
	}
	return nil
}

// cover returns where a statement begins: its cue, else its content.
func cover(a *readout.Attribution) readout.Span {
	if len(a.Cue.Spans) > 0 {
		return a.Cue.Spans[0]
	}
	return a.Content.Cover()
}

// wordsIn finds words of the text, pieces parted by " … ": in a sentence, else
// anywhere.
func wordsIn(rec *readout.Record, value string, sentence readout.Span) (readout.Words, error) {
	var spans []readout.Span
	f := fold(rec.Version.Text)
	for piece := range strings.SplitSeq(value, " … ") {
		at, ok := f.find(piece, 1, sentence)
		if !ok {
			at, ok = f.find(piece, 1, readout.Span{End: len(rec.Version.Text)})
		}
		if !ok {
			return readout.Words{}, usage("%.60q does not stand in the story: copy its words exactly, pieces parted by \" … \"", piece)
		}
		spans = append(spans, at)
	}
	slices.SortFunc(spans, func(a, b readout.Span) int { return a.Start - b.Start })
	return readout.WordsOf(rec.Version.Text, spans...), nil
}

// Retype gives an event another type, with the codes that follow from it and no mode.
func Retype(e *readout.Event, kind readout.EventType) {
	if e.Type != kind {
		e.Type, e.Modes = kind, []string{}
		coded(e)
	}
}

func setEvent(rec *readout.Record, i int, field, value string) error {
	e := &rec.Events[i]
	switch field {
	case "type":
		Retype(e, readout.EventType(value))
	case "modes":
		modes := strings.Fields(value)
		kind, _ := plover.Lookup(string(e.Type))
		for _, m := range modes {
			if _, ok := kind.Modes[m]; !ok {
				return usage("%.40q is no mode of %s: %s", m, e.Type, strings.Join(sorted(kind.Modes), " "))
			}
		}
		e.Modes = append([]string{}, modes...)
		coded(e)
	case "status":
		e.Status = readout.Status(value)
	case "date":
		d, err := dateOf(e.Date, value)
		if err != nil {
			return err
		}
		e.Date = d
	case "place":
		id, err := placeNamed(rec, value)
		if err != nil {
			return err
		}
		rec.Events[i].Place = id
	case "actor", "recipient":
		roles, err := rolesOf(rec, value, e.Sentence)
		if err != nil {
			return err
		}
		if field == "actor" {
			rec.Events[i].Actor = roles
		} else {
			rec.Events[i].Recipient = roles
		}
	}
	return nil
}

// sorted returns the keys of modes.
func sorted(modes map[string]float64) []string {
	var list []string
	for m := range modes {
		list = append(list, m)
	}
	slices.Sort(list)
	return list
}

// coded gives an event what follows from its type and modes.
func coded(e *readout.Event) {
	kind, _ := plover.Lookup(string(e.Type))
	e.Quad = kind.Quad
	e.CAMEO = plover.ToCAMEO(string(e.Type), e.Modes, e.Contexts, nil)
	e.Goldstein = plover.Score(string(e.Type), e.Modes)
	if code, ok := plover.CAMEO(e.CAMEO); ok {
		e.Goldstein = code.ICEWS
	}
}

var country = regexp.MustCompile(`^[A-Z]{3}$`)

func setActor(rec *readout.Record, i int, field, value string) error {
	a := &rec.Actors[i]
	switch field {
	case "name":
		if value == "" {
			return usage("the name of actors can't be none: reject the whole instead")
		}
		if a.Name != "" && a.Name != value && !slices.Contains(a.Aliases, a.Name) {
			a.Aliases = append(slices.Clone(a.Aliases), a.Name)
		}
		a.Name = value
	case "kind":
		a.Kind = readout.ActorKind(value)
	case "country":
		if value != "" && plover.CountryName(value) == "" {
			return usage("%.40q is no country: give the three letters of ISO 3166-1, such as NOR", value)
		}
		a.Country = value
		a.CAMEO = ""
	case "sectors":
		for _, s := range strings.Fields(value) {
			if !country.MatchString(s) {
				return usage("%.40q is no sector: three letters as PLOVER has them, such as GOV MIL", s)
			}
		}
		a.Sectors = strings.Fields(value)
		a.CAMEO = ""
	}
	return nil
}

// dates is how people write dates.
var dates = regexp.MustCompile(`^(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d)?)?)?)?$`)

// dateOf returns the date that a person says, by the words of the old one.
func dateOf(old *readout.Date, value string) (*readout.Date, error) {
	if value == "" {
		return nil, nil
	}
	from, to, isRange := strings.Cut(value, "..")
	d := &readout.Date{Basis: readout.DateFromReview}
	if old != nil {
		d.Text, d.Span = old.Text, old.Span
	}
	if !dates.MatchString(from) || isRange && (!dates.MatchString(to) || to < from) {
		return nil, usage("%.40q is no date: write 2024-03-12, 2024-03, 2024, or two days as 2024-03-12..2024-03-15", value)
	}
	switch {
	case isRange:
		d.From, d.To, d.Precision = from, to, readout.Day
	case len(from) == 4:
		d.From, d.To, d.Precision = from+"-01-01", from+"-12-31", readout.Year
	case len(from) == 7:
		d.From, d.To, d.Precision = from+"-01", lastDay(from), readout.Month
	case len(from) > 10:
		d.From, d.To, d.Precision = from, from, readout.Minute
	default:
		d.From, d.To, d.Precision = from, from, readout.Day
	}
	return d, nil
}

// lastDay returns the last day of a month.
func lastDay(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.AddDate(0, 1, -1).Format("2006-01-02")
}

// bracketed is "Name [kind, NOR]", the way to name who is not in the record yet.
var bracketed = regexp.MustCompile(`^(.*\S)\s*\[([^\]]*)\]$`)

// actorNamed returns the actor of a record that a person names: by its id, its
// name, another name or the words of a mention. "Name [kind, NOR]" adds one.
func actorNamed(rec *readout.Record, value string) (readout.ActorID, error) {
	if value == "" {
		return "", nil
	}
	if id, ok := knownActor(rec, value); ok {
		return id, nil
	}
	m := bracketed.FindStringSubmatch(value)
	if m == nil {
		return "", usage("%.60q is nobody whom the story's record knows: name an actor by name or id, or add one as %.60s [person, NOR]", value, value)
	}
	if id, ok := knownActor(rec, m[1]); ok {
		return id, nil
	}
	a := readout.Actor{ID: newID(rec), Name: m[1], Basis: "story", Why: "a person named it in a review"}
	for part := range strings.SplitSeq(m[2], ",") {
		part = strings.TrimSpace(part)
		switch {
		case slices.Contains(actorKinds, part):
			a.Kind = readout.ActorKind(part)
		case country.MatchString(part) && plover.CountryName(part) != "":
			a.Country = part
		default:
			return "", usage("%.40q is neither a kind of actor (%s) nor a country such as NOR", part, strings.Join(actorKinds, " "))
		}
	}
	if a.Kind == "" {
		return "", usage("say of %.60s what kind of actor it is: %s", m[1], strings.Join(actorKinds, " "))
	}
	rec.Actors = append(rec.Actors, a)
	return a.ID, nil
}

func newID(rec *readout.Record) readout.ActorID {
	x := rec.Index()
	for n := len(rec.Actors) + 1; ; n++ {
		if id := readout.ActorID(fmt.Sprintf("u%d", n)); x.Actor(id) == nil {
			return id
		}
	}
}

// knownActor finds an actor of a record.
func knownActor(rec *readout.Record, name string) (readout.ActorID, bool) {
	same := func(other string) bool { return strings.EqualFold(strings.TrimSpace(other), name) }
	for _, test := range []func(*readout.Actor) bool{
		func(a *readout.Actor) bool { return string(a.ID) == name },
		func(a *readout.Actor) bool { return same(a.Name) },
		func(a *readout.Actor) bool { return slices.ContainsFunc(a.Aliases, same) },
	} {
		for i := range rec.Actors {
			if test(&rec.Actors[i]) {
				return rec.Actors[i].ID, true
			}
		}
	}
	for _, m := range rec.Mentions {
		if m.Actor != "" && m.Form != readout.PronounForm && same(m.Text) {
			return m.Actor, true
		}
	}
	return "", false
}

// mentionIn returns a mention of an actor in a sentence, nil if there is none.
func mentionIn(rec *readout.Record, id readout.ActorID, sentence readout.Span) *readout.Mention {
	for i := range rec.Mentions {
		if m := &rec.Mentions[i]; m.Actor == id && sentence.Contains(m.Span) {
			return m
		}
	}
	return nil
}

// rolesOf returns who does it, names parted by semicolons.
func rolesOf(rec *readout.Record, value string, sentence readout.Span) ([]readout.Role, error) {
	roles := []readout.Role{}
	for name := range strings.SplitSeq(value, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id, err := actorNamed(rec, name)
		if err != nil {
			return nil, err
		}
		a := rec.Index().Actor(id)
		role := readout.Role{Text: a.Name, Actor: id, Country: a.Country, Sectors: a.Sectors}
		if m := mentionIn(rec, id, sentence); m != nil {
			role.Mention, role.Text = m.ID, m.Text
		}
		roles = append(roles, role)
	}
	return roles, nil
}

// placeNamed returns the place of a record that a person names. One whose words
// the story has, or that is given with its country, "Bergen [NOR]", is added.
func placeNamed(rec *readout.Record, value string) (readout.PlaceID, error) {
	if value == "" {
		return "", nil
	}
	name, land := value, ""
	if m := bracketed.FindStringSubmatch(value); m != nil {
		name, land = m[1], m[2]
		if plover.CountryName(land) == "" {
			return "", usage("%.40q is no country: write a place as Bergen [NOR]", land)
		}
	}
	for _, p := range rec.Places {
		fits := strings.EqualFold(p.Name, name) || strings.EqualFold(p.Text, name) || string(p.ID) == name
		if fits && (land == "" || land == p.Country) {
			return p.ID, nil
		}
	}
	at, found := fold(rec.Version.Text).find(name, 1, readout.Span{End: len(rec.Version.Text)})
	if !found && land == "" {
		return "", usage("%.60q is no place of the story: write it with its country, as %.60s [NOR]", name, name)
	}
	x, n := rec.Index(), len(rec.Places)+1
	for x.Place(readout.PlaceID(fmt.Sprintf("p%d", n))) != nil {
		n++
	}
	// A region is the coarsest that is no country: nobody has said how exact it is.
	p := readout.Place{ID: readout.PlaceID(fmt.Sprintf("p%d", n)), Span: at, Text: name, Name: name, Country: land, Precision: "region", Confidence: 1, Why: "a person named it in a review"}
	if land != "" && strings.EqualFold(plover.CountryName(land), name) {
		p.Precision = "country"
	}
	rec.Places = append(rec.Places, p)
	return p.ID, nil
}

package main

import (
	"cmp"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/question"
)

// positions prints positions: those of a side together, or by day.
func (s *sheet) positions(rows []joined.PositionRow, f *positionsFlags) {
	if !f.sides {
		for i := range rows {
			s.position(&rows[i])
		}
		return
	}
	for _, side := range []string{"for", "against", "other"} {
		n := 0
		for i := range rows {
			if rows[i].Stance.Side() == side {
				if n++; n == 1 {
					s.head("%s", strings.ToUpper(side))
				}
				s.position(&rows[i])
			}
		}
	}
}

// position prints one position: when, who, how he stands, and the sentence.
func (s *sheet) position(r *joined.PositionRow) {
	day := "no day"
	if r.Day != nil {
		day = r.Day.From
	}
	stance := string(r.Stance)
	if r.Was != "" {
		stance = string(r.Was) + " → " + stance
	}
	who := r.Actor.Name
	if r.Speaker.Name != r.Actor.Name {
		who += ", by " + r.Speaker.Name
	}
	if r.Voice == question.Reported {
		who += " (reported)"
	}
	s.head("%s  %s: %s", day, who, stance)
	s.para(2, "", "", strings.Join(strings.Fields(r.Text), " "))
	facts := []string{}
	if r.Outlet != "" || r.Ref != "" {
		facts = append(facts, cmp.Or(r.Outlet, r.Ref))
	}
	s.faint(2, "%s", strings.Join(append(facts, r.Why), " · "))
}

// options prints options, those of an actor together, by day.
func (s *sheet) options(rows []joined.OptionRow) {
	if len(rows) == 0 {
		s.faint(0, "no story says what anybody may do, will not do or has done about it")
		return
	}
	var order []string
	by := map[string][]*joined.OptionRow{}
	for i := range rows {
		name := rows[i].Actor.Name
		if by[name] == nil {
			order = append(order, name)
		}
		by[name] = append(by[name], &rows[i])
	}
	for _, name := range order {
		s.head("%s", name)
		for _, r := range by[name] {
			heard := "no day"
			if r.Last != nil {
				heard = r.Last.From
			}
			s.para(2, "", "", string(r.Status)+"  "+r.What)
			facts := []string{"heard of last " + heard}
			if r.LastBy != "" && r.LastBy != name {
				facts = append(facts, "from "+r.LastBy)
			}
			s.faint(4, "%s", strings.Join(append(facts, strings.Join(strings.Fields(r.Text), " ")), " · "))
		}
	}
}

// nothing says that nothing answers a question, and what comes near. Of changes
// it says no more than that there are none: sides may be taken all the same.
func (s *sheet) nothing(words string, offers []string, near int, changes bool) {
	if changes {
		s.faint(0, "no story shows that anybody changed sides of %q; without --changes: who takes which", words)
		return
	}
	s.faint(0, "no story says which side anybody takes of %q", words)
	if len(offers) > 0 {
		s.faint(0, "what comes near: %s", strings.Join(offers, " · "))
	} else if near == 0 {
		s.faint(0, "ask with other words: what is done, and to what, such as \"opening the border\"")
	}
}

// asked says that not all stories with the words of a question were asked.
func (s *sheet) asked(found, asked int) {
	if asked < found {
		s.faint(0, "asked of the newest %d of %d stories that have its words: ask with words that fewer have", asked, found)
	}
}

package store

import (
	"context"
	"errors"
	"reflect"
	"testing"
)

// TestMethodsTakeAContext checks that whatever asks an archive can be stopped:
// each method of a Store takes a context first, but for those that wait for nothing.
func TestMethodsTakeAContext(t *testing.T) {
	instant := map[string]bool{"Path": true, "Close": true, "Joined": true, "Turn": true, "Hurried": true, "Filling": true}
	of := reflect.TypeFor[*Store]()
	for m := range of.Methods() {
		takes := m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeFor[context.Context]()
		if takes == instant[m.Name] {
			t.Errorf("%s: takes a context %v", m.Name, takes)
		}
	}
}

// TestAChangeThatIsStoppedChangesNothing ends the context between two statements
// of a change.
func TestAChangeThatIsStoppedChangesNothing(t *testing.T) {
	s := openTemp(t)
	ctx, stop := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx *Tx) error {
		if err := tx.SetMeta("one", "1"); err != nil {
			return err
		}
		stop()
		return tx.SetMeta("two", "2")
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if one, err := s.Meta(t.Context(), "one"); one != "" || err != nil {
		t.Errorf("a change that was stopped left %q, %v", one, err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.SetMeta("one", "1") }); err != nil {
		t.Errorf("after it nothing can be changed: %v", err)
	}
	if err := s.Update(ctx, func(*Tx) error { return errors.New("it ran") }); !errors.Is(err, context.Canceled) {
		t.Errorf("a change whose context is over: %v", err)
	}
}

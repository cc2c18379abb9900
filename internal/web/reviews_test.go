package web

import (
	"fmt"
	"strings"
	"testing"
)

// TestValuesAreReviewedByTheAPI corrects a value, is told what somebody else
// said meanwhile, finds the corrected value, and takes it back.
func TestValuesAreReviewedByTheAPI(t *testing.T) {
	b := newBench(t)
	ref := b.addStory(t.Context())
	address := "/api/v1/reviews"
	said := func(do, value, more string) string {
		return fmt.Sprintf(`{"version":%q,"id":"a1","do":%q,"field":"status","value":%q,"by":"Ines","why":"the text says so"%s}`, ref.ID, do, value, more)
	}
	var made struct{ ID string }
	b.send(address, said("correct", "perhaps", ""), 400, nil)
	b.send(address, strings.Replace(said("correct", "denied", ""), `"the text says so"`, `""`, 1), 422, nil)
	b.send(address, strings.Replace(said("correct", "denied", ""), string(ref.ID), "ve_none", 1), 404, nil)
	b.send(address, said("correct", "hypothetical", ""), 201, &made)
	b.send(address, said("correct", "denied", `,"seen":0`), 409, nil)
	list := b.get(address+"?state=applies&id="+string(ref.Story), "Accept", "application/json").Body.String()
	for _, want := range []string{`"total":1`, `"by":"Ines"`, `"value":"hypothetical"`, `"machine":"asserted"`, `"local":"a1"`, made.ID} {
		if !strings.Contains(list, want) {
			t.Errorf("no %s in %s", want, list)
		}
	}
	if record := b.get("/api/v1/versions/"+string(ref.ID)+"/record", "Accept", "application/json").Body.String(); !strings.Contains(record, "hypothetical") {
		t.Errorf("the record has not what a person said: %.300s", record)
	}
	b.send(address+"/"+made.ID+"/undo", `{"by":"Jo","why":"it was said"}`, 200, nil)
	b.send(address+"/"+made.ID+"/undo", `{"by":"Jo","why":"it was said"}`, 404, nil)
	if list := b.get(address, "Accept", "application/json").Body.String(); !strings.Contains(list, "Jo: it was said") {
		t.Error(list)
	}
}

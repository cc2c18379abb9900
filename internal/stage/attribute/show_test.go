package attribute

import (
	"fmt"
	"os"
	"testing"
)

func TestShow(t *testing.T) {
	f := os.Getenv("SHOW")
	if f == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(f)
	for _, a := range readText(string(data)) {
		fmt.Printf("%s<%s [S %s|%s] [C %s] [T %s] %s %s %s med=%v %.2f | %s\n", a.ID, a.Within, a.Speaker.Text, a.Speaker.Kind, a.Cue.Text, a.Content.Text, a.Quoted, a.Act, a.Status, a.Medium, a.Confidence, a.Why)
	}
}

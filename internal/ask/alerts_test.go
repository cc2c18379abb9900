package ask

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/store"
)

// TestAWebhookIsRefusedWhenItIsMade makes alerts whose webhooks would not be posted to, and
// changes what else an alert says after its own is refused.
func TestAWebhookIsRefusedWhenItIsMade(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	inside := "http://10."
	service := &Service{Store: s, MayPost: func(_ context.Context, address string) error {
		if strings.HasPrefix(address, inside) {
			return errors.New("set allow_hosts")
		}
		return nil
	}}
	refused := func(id string, in Alerting) {
		t.Helper()
		var wrong *Error
		if _, err := service.PutAlert(t.Context(), id, &in); !errors.As(err, &wrong) || wrong.Fault != Mistaken || !strings.Contains(wrong.Detail, "set allow_hosts") {
			t.Errorf("%s: %v", in.Hook, err)
		}
	}
	refused("", Alerting{Search: "ferry", Hook: "http://10.0.0.1/x"})
	made, err := service.PutAlert(t.Context(), "", &Alerting{Search: "ferry", Hook: "http://hooks.example/x"})
	if err != nil {
		t.Fatal(err)
	}
	refused(made.ID, Alerting{Search: "ferry", Hook: "http://10.0.0.1/x"})
	inside = "http://"
	if _, err := service.PutAlert(t.Context(), made.ID, &Alerting{Search: "ferries", Hook: "http://hooks.example/x"}); err != nil {
		t.Errorf("the search of an alert whose webhook is there is changed: %v", err)
	}
	list, err := service.Alerts(t.Context())
	if err != nil || len(list) != 1 || list[0].Search != "ferries" || list[0].Hook != "http://hooks.example/x" {
		t.Errorf("%d alerts, %v", len(list), err)
	}
}

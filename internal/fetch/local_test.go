package fetch

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestCheckLocal(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	address := strings.TrimPrefix(server.URL, "http://")
	if err := CheckLocal(t.Context(), address); err != nil {
		t.Error(err)
	}
	status = http.StatusServiceUnavailable
	if err := CheckLocal(t.Context(), address); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("error %v of a server that is not well", err)
	}
	server.Close()
	if err := CheckLocal(t.Context(), address); err == nil || !strings.Contains(err.Error(), "no server answers at "+address) {
		t.Errorf("error %v where no server is", err)
	}
}

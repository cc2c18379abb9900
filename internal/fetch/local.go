package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// checkTime is how long a server on this machine may take to say that it is well.
const checkTime = 4 * time.Second

// CheckLocal asks a server of this program on this machine whether it answers
// and can read its archive. Address is a host and a port of this machine.
func CheckLocal(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return err
	}
	client := http.Client{Transport: &http.Transport{DialContext: (&net.Dialer{}).DialContext, DisableKeepAlives: true}} // no proxy
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("no server answers at %s: %w", address, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s says %d: %s", address, res.StatusCode, body)
	}
	return nil
}

package fetch

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// checkTime is how long a server on this machine may take to say that it is well.
const checkTime = 4 * time.Second

// CheckLocal asks a server of this program on this machine whether it answers
// and can read its archive. Address is a host and a port of this machine, with
// https:// before it if the server encrypts; its certificate is not looked at, as it
// is made for another name than this machine's own.
func CheckLocal(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	scheme := "http"
	if rest, ok := strings.CutPrefix(address, "https://"); ok {
		scheme, address = "https", rest
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+address+"/healthz", nil)
	if err != nil {
		return err
	}
	req.Host = "localhost"                                                                                                                                                       // the address to listen on may be that of all networks
	client := http.Client{Transport: &http.Transport{DialContext: (&net.Dialer{}).DialContext, DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} // no proxy
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

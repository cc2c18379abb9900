package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"
)

// A serveConfig is the config file of the server. Flags win over the
// environment, the environment over the file.
type serveConfig struct {
	Archive    string   `toml:"archive"`
	Listen     string   `toml:"listen"`
	Model      string   `toml:"model"`
	Watch      *bool    `toml:"watch"` // nil: it watches
	Feeds      []string `toml:"feeds"`
	Every      string   `toml:"every"`
	AllowHosts []string `toml:"allow_hosts"`
	LogLevel   string   `toml:"log_level"`
	LogFormat  string   `toml:"log_format"`
	SMTP       string   `toml:"smtp"`   // mail server; its password stands in the environment alone
	Sender     string   `toml:"sender"` // in whose name mail goes out

	Accounts       bool     `toml:"accounts"`
	PublicURL      string   `toml:"public_url"`
	TrustedProxies []string `toml:"trusted_proxies"`
	UserHeader     string   `toml:"user_header"`
	TLSCert        string   `toml:"tls_cert"`
	TLSKey         string   `toml:"tls_key"`
}

// configKeys are the keys of a config file, as messages name them.
const configKeys = "archive, listen, model, watch, feeds, every, allow_hosts, log_level, log_format, smtp, sender,\naccounts, public_url, trusted_proxies, user_header, tls_cert, tls_key"

// readServeConfig reads a config file; what it can't mean is an error that
// names the file, the line and what is known.
func readServeConfig(path string) (*serveConfig, error) {
	c := new(serveConfig)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	meta, err := toml.Decode(string(data), c)
	var wrong toml.ParseError
	switch {
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("%s: line %d: %s", path, wrong.Position.Line, strings.TrimSpace(wrong.Message))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%s: %s is no key: there are %s", placeOf(path, data, unknown[0].String()), unknown[0], configKeys)
	}
	return c, c.check(func(key string) string { return placeOf(path, data, key) })
}

// placeOf returns file and line of a key of a config file, the file alone for a key
// that is written in another way than at the beginning of a line.
func placeOf(path string, data []byte, key string) string {
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if name, _, ok := strings.Cut(line, "="); ok && strings.Trim(name, " \t\"'") == key {
			return fmt.Sprintf("%s: line %d", path, n)
		}
	}
	return path
}

// check reports values that mean nothing; at says where a key stands.
func (c *serveConfig) check(at func(key string) string) error {
	if _, err := c.every(); err != nil {
		return fmt.Errorf("%s: every = %q: want a time such as \"1h\" or \"30m\"", at("every"), c.Every)
	}
	if c.Model != "" && !slices.Contains(modelNames, c.Model) {
		return fmt.Errorf("%s: model = %q: want one of %s", at("model"), c.Model, strings.Join(modelNames, ", "))
	}
	if c.Listen != "" {
		if err := checkListen(c.Listen); err != nil {
			return fmt.Errorf("%s: %w", at("listen"), err)
		}
	}
	if _, err := logLevel(c.LogLevel); err != nil {
		return fmt.Errorf("%s: log_level: %w", at("log_level"), err)
	}
	if err := checkLogFormat(c.LogFormat); err != nil {
		return fmt.Errorf("%s: log_format: %w", at("log_format"), err)
	}
	return nil
}

// every returns the least time between two looks; 0: the usual one.
func (c *serveConfig) every() (time.Duration, error) {
	if c.Every == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(c.Every)
	if err == nil && d <= 0 {
		err = errors.New("no time")
	}
	return d, err
}

// configPath returns the config file: the flag's, the environment's, or the
// user's own where there is one; "" for none.
func configPath(flag string) string {
	if flag != "" {
		return flag
	}
	if path := os.Getenv("READOUT_CONFIG"); path != "" {
		return path
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	path := filepath.Join(dir, "readout", "readout.toml")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return path
}

// configure reads the config file, if there is one, and puts it below what
// flags and environment say.
func (f *serveFlags) configure(set *pflag.FlagSet) error {
	f.config = configPath(f.config)
	c := new(serveConfig)
	if f.config != "" {
		var err error
		if c, err = readServeConfig(f.config); err != nil {
			return err
		}
	}
	put := func(flag, env string, to *string, value string) {
		switch {
		case set.Changed(flag):
		case env != "" && os.Getenv(env) != "":
			*to = os.Getenv(env)
		case value != "":
			*to = value
		}
	}
	put("archive", "READOUT_DATA", &f.archive.path, c.Archive)
	put("listen", "READOUT_LISTEN", &f.listen, c.Listen)
	put("model", "READOUT_MODEL", &f.model, c.Model)
	put("log-level", "READOUT_LOG_LEVEL", &f.logLevel, c.LogLevel)
	put("log-format", "READOUT_LOG_FORMAT", &f.logFormat, c.LogFormat)
	put("smtp", "READOUT_SMTP", &f.mail.smtp, c.SMTP)
	put("sender", "READOUT_SENDER", &f.mail.sender, c.Sender)
	put("public-url", "", &f.door.publicURL, c.PublicURL)
	put("user-header", "", &f.door.userHeader, c.UserHeader)
	put("tls-cert", "", &f.door.cert, c.TLSCert)
	put("tls-key", "", &f.door.key, c.TLSKey)
	if !set.Changed("trusted-proxy") {
		f.door.proxies = c.TrustedProxies
	}
	if !set.Changed("accounts") {
		f.door.accounts = c.Accounts
	}
	if c.Watch != nil && !set.Changed("no-watch") {
		f.noWatch = !*c.Watch
	}
	f.levelSet = set.Changed("log-level") || os.Getenv("READOUT_LOG_LEVEL") != ""
	f.file = c
	return f.checkValues()
}

// checkValues reports flags, or the environment's values, that mean nothing.
func (f *serveFlags) checkValues() error {
	if err := checkListen(f.listen); err != nil {
		return err
	}
	if err := f.door.check(f.listen); err != nil {
		return err
	}
	if _, err := logLevel(f.logLevel); err != nil {
		return fmt.Errorf("--log-level: %w", err)
	}
	if _, err := f.mail.server(); err != nil {
		return err
	}
	if err := checkLogFormat(f.logFormat); err != nil {
		return fmt.Errorf("--log-format: %w", err)
	}
	return nil
}

// logLevel returns a level by its name.
func logLevel(name string) (slog.Level, error) {
	switch name {
	case "", "info":
		return slog.LevelInfo, nil
	case "debug":
		return slog.LevelDebug, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("%q: want debug, info, warn or error", name)
}

func checkLogFormat(name string) error {
	if name != "" && name != "text" && name != "json" {
		return fmt.Errorf("%q: want text or json", name)
	}
	return nil
}

// logger returns the server's log, whose level can be changed while it runs.
func (f *serveFlags) logger() (*slog.Logger, *slog.LevelVar) {
	level := new(slog.LevelVar)
	f.setLevel(level)
	options := &slog.HandlerOptions{Level: level}
	if f.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options)), level
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options)), level
}

func (f *serveFlags) setLevel(level *slog.LevelVar) {
	l, err := logLevel(f.logLevel)
	if err != nil {
		panic(err) // it was checked
	}
	if f.verbose {
		l = slog.LevelDebug
	}
	level.Set(l)
}

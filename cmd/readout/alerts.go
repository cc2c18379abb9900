package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/courier"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// alertFlags are the flags of readout alerts.
type alertFlags struct {
	archive archiveFlag
	in      ask.Alerting
	reasons string
	pace    string
	quiet   string
	as      string
	asJSON  bool
	mail    mailFlags
	hosts   []string
	public  string
}

// newAlertsCommand returns the verb that keeps alerts.
func newAlertsCommand() *cobra.Command {
	var f alertFlags
	cmd := &cobra.Command{
		Use:   "alerts",
		Short: "Be told of what comes in: by mail, to a webhook, as a feed",
		Long: `Alerts keeps searches, and questions of positions, of which somebody is told when something new comes in: a story that
fits, a version that says something else, a denial, a contradiction, one more independent source, a correction, a change
of sides. Cosmetic edits are not told. readout serve brings what they tell; readout alerts bring does it without a
server, and readout doctor says what could not be brought.`,
		Example: `  readout alerts add 'type:THREATEN actor:Tarvia' --mail desk@example.org
  readout alerts add 'recall of the vaccine' --reasons changed,withdrawn --hook https://hooks.example.org/x
  readout alerts add --question 'opening the border' --mail desk@example.org --pace daily --at 07:00 --zone Europe/Lisbon
  readout alerts test al_1c5e90aa73b1f02d64e8`,
	}
	f.archive.persistent(cmd)
	cmd.PersistentFlags().StringVar(&f.as, "as", "", "`ACCOUNT` whose alerts they are (default: of whoever uses the archive without one)")
	sub := func(use, short string, args cobra.PositionalArgs, run func(context.Context, []string) error) *cobra.Command {
		c := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) }}
		cmd.AddCommand(c)
		return c
	}
	add := sub("add [QUERY] [flags]", "Make an alert of a search, or of a question", cobra.MaximumNArgs(1), f.add)
	f.addFlags(add)
	list := sub("list", "Print your alerts", cobra.NoArgs, f.list)
	show := sub("show AL", "Print what an alert told lately, and why", cobra.ExactArgs(1), f.show)
	for _, c := range []*cobra.Command{list, show} {
		c.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one a line")
	}
	for _, do := range []struct{ name, short string }{
		{ask.TestAlert, "Have an alert tell that it works"}, {ask.PauseAlert, "Stop an alert for a while; what waits is kept"}, {ask.ResumeAlert, "Let an alert go on"},
		{ask.RenewAlert, "Give an alert other secrets and tokens: its feed's address and signatures change"}, {ask.DropAlert, "Take an alert away with all that it was to tell"},
	} {
		sub(do.name+" AL", do.short, cobra.ExactArgs(1), func(ctx context.Context, args []string) error { return f.do(ctx, args[0], do.name) })
	}
	sub("retry [AL]", "Try again what was given up", cobra.MaximumNArgs(1), f.retry)
	bring := sub("bring [flags]", "Bring what is due, once, as readout serve does all the time", cobra.NoArgs, f.bring)
	bring.Flags().StringVar(&f.public, "public-url", "", "`ADDRESS` of the server that links lead to")
	for _, c := range []*cobra.Command{add, bring} {
		c.Flags().StringSliceVar(&f.hosts, "allow-host", nil, "`HOST` of a webhook that may have an address inside your own network")
	}
	f.mail.add(bring)
	return cmd
}

// addFlags registers the flags of a new alert.
func (f *alertFlags) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.in.Question, "question", "", "`QUESTION` in place of a search: you are told of who changes sides")
	flags.StringVar(&f.in.Name, "name", "", "what you call it")
	flags.StringVar(&f.reasons, "reasons", "", "`REASONS` parted by commas: "+alert.Words(alert.OfSearches)+" (default all)")
	flags.StringVar(&f.in.Mail, "mail", "", "mail `ADDRESSES`, with commas between them")
	flags.StringVar(&f.in.Hook, "hook", "", "`ADDRESS` that is posted to, signed")
	flags.StringVar(&f.pace, "pace", "now", "`PACE`: now, hourly or daily")
	flags.StringVar(&f.in.At, "at", "", "`TIME` of a daily digest (default 07:00)")
	flags.StringVar(&f.quiet, "quiet", "", "quiet hours, such as 22:00-06:30")
	flags.StringVar(&f.in.Zone, "zone", "", "time `ZONE` of these times, such as Europe/Lisbon (default UTC)")
	flags.BoolVar(&f.in.Old, "old", false, "stories that were published more than a week before they come in, too")
}

// ctx returns the context of the account that is named.
func (f *alertFlags) ctx(ctx context.Context, s *store.Store) (context.Context, error) {
	if f.as == "" {
		return ctx, nil
	}
	a, err := s.Account(ctx, f.as)
	if err != nil {
		return nil, archiveError(err)
	}
	return people.With(ctx, &people.Person{Name: a.Name, Role: a.Role, Clearance: a.Clearance, Via: "terminal"}), nil
}

// with opens the archive, at the clearance of the account that is named.
func (f *alertFlags) with(ctx context.Context, write bool, do func(context.Context, *ask.Service) error) error {
	var s *store.Store
	var err error
	if write {
		s, err = f.archive.write()
	} else {
		s, err = f.archive.read()
	}
	if err != nil {
		return err
	}
	defer s.Close()
	if ctx, err = f.ctx(ctx, s); err != nil {
		return err
	}
	seen := s
	if p := people.Of(ctx); p != nil && p.Clearance < people.Red {
		if seen, err = s.At(ctx, p.Clearance); err != nil {
			return archiveError(err)
		}
		defer seen.Close()
	}
	err = do(ctx, &ask.Service{Store: seen})
	var wrong *ask.Error
	if errors.As(err, &wrong) {
		return errors.New(wrong.Detail)
	}
	return archiveError(err)
}

func (f *alertFlags) add(ctx context.Context, args []string) error {
	f.in.Search, f.in.Pace = strings.Join(args, " "), alert.Pace(f.pace)
	if f.reasons != "" {
		list, err := alert.ParseReasons(f.reasons)
		if err != nil {
			return fmt.Errorf("--reasons: %w", err)
		}
		f.in.Reasons = list
	}
	if f.quiet != "" {
		from, to, ok := strings.Cut(f.quiet, "-")
		if !ok {
			return fmt.Errorf("--quiet %s: want a beginning and an end such as 22:00-06:30", f.quiet)
		}
		f.in.QuietFrom, f.in.QuietTo = from, to
	}
	return f.with(ctx, true, func(ctx context.Context, s *ask.Service) error {
		s.MayPost = mayPost(fetch.New(fetch.Config{AllowHosts: f.hosts}))
		line, err := s.PutAlert(ctx, "", &f.in)
		if err != nil {
			return err
		}
		fmt.Println(line.ID)
		fmt.Fprintf(os.Stderr, "told %s; as a feed at %s on your server\n", line.Reads, line.Feed)
		if line.Secret != "" {
			fmt.Fprintf(os.Stderr, "posts are signed with %s\n", line.Secret)
		}
		return nil
	})
}

func (f *alertFlags) list(ctx context.Context, _ []string) error {
	return f.with(ctx, false, func(ctx context.Context, s *ask.Service) error {
		list, err := s.Alerts(ctx)
		if err != nil {
			return err
		}
		if f.asJSON {
			return writeRows(list)
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		for _, l := range list {
			state := l.Reads
			if l.Paused() {
				state = "paused"
			}
			if l.Error != "" {
				state += "; " + l.Error
			}
			fmt.Fprintf(w, "%s\t%s\t%s\ttold %d\t%s\n", l.ID, printable(l.Name), alert.Words(l.Reasons), l.Told, printable(state))
		}
		return w.Flush()
	})
}

func (f *alertFlags) show(ctx context.Context, args []string) error {
	return f.with(ctx, false, func(ctx context.Context, s *ask.Service) error {
		_, notices, err := s.Alert(ctx, args[0])
		if err != nil {
			return err
		}
		if f.asJSON {
			return writeRows(notices)
		}
		for _, n := range notices {
			fmt.Printf("%s %s · %s · %s\n", n.At.Format(time.RFC3339), n.Reason, printable(n.Headline), printable(n.By()))
			for _, line := range n.Lines {
				fmt.Printf("  %s\n", printable(line))
			}
			fmt.Printf("  why: %s\n", printable(n.Why))
		}
		return nil
	})
}

func (f *alertFlags) do(ctx context.Context, id, do string) error {
	return f.with(ctx, true, func(ctx context.Context, s *ask.Service) error { return s.DoAlert(ctx, id, do) })
}

func (f *alertFlags) retry(ctx context.Context, args []string) error {
	if len(args) == 1 {
		return f.do(ctx, args[0], ask.RetryAlert)
	}
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	return archiveError(s.Update(ctx, func(tx *store.Tx) error { _, err := tx.Revive(""); return err }))
}

// bring brings what is due, once.
func (f *alertFlags) bring(ctx context.Context, _ []string) error {
	server, err := f.mail.server()
	if err != nil {
		return err
	}
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	release, err := s.Turn(courier.TurnName)
	if err != nil {
		return archiveError(err)
	}
	if release == nil {
		return errors.New("another process brings this archive's alerts: leave it to that")
	}
	defer release()
	made := map[people.Label]*ask.Service{}
	var mu sync.Mutex
	c := &courier.Courier{Store: s, Post: fetch.New(fetch.Config{AllowHosts: f.hosts}), Base: strings.TrimSuffix(f.public, "/"), At: func(label people.Label) (*ask.Service, error) {
		mu.Lock()
		defer mu.Unlock()
		return atLabel(ctx, s, label, made)
	}}
	if server != nil {
		c.Mail, c.From = server, server.From
	}
	sent, err := c.Once(ctx)
	for label, service := range made {
		if label < people.Red {
			service.Store.Close()
		}
	}
	if err != nil {
		return archiveError(err)
	}
	st, err := s.Outbox(ctx)
	if err != nil {
		return archiveError(err)
	}
	fmt.Fprintf(os.Stderr, "%s sent, %s, %s given up\n", plural(sent, "parcel", "parcels"), plural(st.Waiting, "thing waits", "things wait"), plural(st.Dead, "parcel", "parcels"))
	if st.Dead > 0 {
		return &exitError{code: exitInputs}
	}
	return nil
}

// atLabel returns what answers somebody of a clearance, each made once.
func atLabel(ctx context.Context, s *store.Store, label people.Label, made map[people.Label]*ask.Service) (*ask.Service, error) {
	if made[label] == nil {
		seen, err := s.At(ctx, label)
		if err != nil {
			return nil, err
		}
		made[label] = &ask.Service{Store: seen}
	}
	return made[label], nil
}

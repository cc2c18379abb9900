package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/spf13/cobra"
)

// userFlags are the flags of readout user.
type userFlags struct {
	archive         archiveFlag
	role, clearance string
	public          string
	name            string
	scopes          []string
	days            int
	asJSON          bool
}

// linkTime is how long a one-time link holds.
const linkTime = 24 * time.Hour

// newUserCommand returns the verb that keeps the accounts of a server.
func newUserCommand() *cobra.Command {
	var f userFlags
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Keep the accounts of readout serve: who may sign in, and what he may do and see",
		Long: `User keeps accounts in the archive; a server that runs takes each change up at once. From the first account on, readout
serve lets nobody in who has none. There is no password at first: add and password print a one-time link, good for a
day, under which the person chooses one. Roles: a reader looks; an editor reviews, takes in, joins, labels and makes
timelines; an admin keeps accounts, too. Nobody sees stories that are labelled above his clearance (TLP).`,
		Example: `  readout user add ines --role admin
  readout user add bo --role reader --clearance GREEN
  readout user token ines --scope read --name dashboard --days 90`,
	}
	f.archive.persistent(cmd)
	sub := func(use, short string, args cobra.PositionalArgs, run func(context.Context, []string) error) *cobra.Command {
		c := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) }}
		cmd.AddCommand(c)
		return c
	}
	add := sub("add NAME [flags]", "Make an account and print its one-time link", cobra.ExactArgs(1), f.add)
	rights := sub("role NAME [flags]", "Give an account another role or clearance", cobra.ExactArgs(1), f.rights)
	for _, c := range []*cobra.Command{add, rights} {
		c.Flags().StringVar(&f.role, "role", "reader", "`ROLE`: reader, editor or admin")
		c.Flags().StringVar(&f.clearance, "clearance", "", "highest `LABEL` that is seen: CLEAR, GREEN, AMBER, AMBER+STRICT, RED (default GREEN for readers, AMBER+STRICT for editors, RED for admins)")
	}
	password := sub("password NAME", "Print a one-time link under which a new password is chosen", cobra.ExactArgs(1), f.password)
	for _, c := range []*cobra.Command{add, password} {
		c.Flags().StringVar(&f.public, "public-url", "", "`ADDRESS` of the server (default: the config file's, else http://127.0.0.1:8090)")
	}
	sub("disable NAME", "Let somebody in no more; his sessions and tokens end", cobra.ExactArgs(1), func(ctx context.Context, args []string) error { return f.turn(ctx, args[0], true) })
	sub("enable NAME", "Let somebody in again", cobra.ExactArgs(1), func(ctx context.Context, args []string) error { return f.turn(ctx, args[0], false) })
	list := sub("list", "Print all accounts", cobra.NoArgs, f.list)
	list.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one account a line")
	token := sub("token NAME [flags]", "Make a token for a program and print it, once", cobra.ExactArgs(1), f.token)
	token.Flags().StringSliceVar(&f.scopes, "scope", []string{"read"}, "`SCOPES` parted by commas, or one at a time: read, write, metrics")
	token.Flags().StringVar(&f.name, "name", "", "`NAME` of the token: what it is for")
	token.Flags().IntVar(&f.days, "days", 90, "`DAYS` that it holds; 0: without an end")
	tokens := sub("tokens NAME", "Print the tokens of an account", cobra.ExactArgs(1), f.tokens)
	tokens.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one token a line")
	sub("end ID", "End a token or a session by its id (tk_…, se_…)", cobra.ExactArgs(1), f.end)
	return cmd
}

// change does something to the archive's accounts, and writes it down.
func (f *userFlags) change(ctx context.Context, deed, what string, do func(*store.Tx) error) error {
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	defer s.Close()
	return archiveError(s.Update(ctx, func(tx *store.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		return tx.Log(store.Deed{Who: userName(), Via: "terminal", Do: deed, What: what, Outcome: "done"})
	}))
}

// changeAccount does something to an account.
func (f *userFlags) changeAccount(ctx context.Context, deed, name string, do func(*store.Tx, *store.Account) error) error {
	s, err := f.archive.write()
	if err != nil {
		return err
	}
	a, err := s.Account(ctx, name)
	s.Close()
	if err != nil {
		return archiveError(err)
	}
	return f.change(ctx, deed, a.Name, func(tx *store.Tx) error { return do(tx, a) })
}

// right returns the role and the clearance of the flags.
func (f *userFlags) right() (role people.Role, clearance people.Label, err error) {
	if role, err = people.ParseRole(f.role); err != nil {
		return "", 0, fmt.Errorf("--role: %w", err)
	}
	if f.clearance == "" {
		return role, role.Usual(), nil
	}
	if clearance, err = people.ParseLabel(f.clearance); err != nil {
		err = fmt.Errorf("--clearance: %w", err)
	}
	return role, clearance, err
}

// link prints a one-time link.
func (f *userFlags) link(secret people.Secret) error {
	base := f.public
	if path := configPath(""); base == "" && path != "" {
		c, err := readServeConfig(path)
		if err != nil {
			return err
		}
		base = c.PublicURL
	}
	if base == "" {
		base = "http://127.0.0.1:8090"
	}
	fmt.Printf("%s/welcome/%s\n", strings.TrimSuffix(base, "/"), secret)
	fmt.Fprintln(os.Stderr, "whoever opens this link first, within a day, chooses the password: give it to that person alone")
	return nil
}

func (f *userFlags) add(ctx context.Context, args []string) error {
	role, clearance, err := f.right()
	if err != nil {
		return err
	}
	name, err := people.CleanName(args[0])
	if err != nil {
		return err
	}
	var secret people.Secret
	err = f.change(ctx, fmt.Sprintf("add a user: %s, TLP:%s", role, clearance), name, func(tx *store.Tx) error {
		a, err := tx.AddAccount(name, role, clearance)
		if err == nil {
			secret, err = tx.AddLink(a.UID, time.Now().Add(linkTime))
		}
		return err
	})
	if err != nil {
		return err
	}
	return f.link(secret)
}

func (f *userFlags) rights(ctx context.Context, args []string) error {
	role, clearance, err := f.right()
	if err != nil {
		return err
	}
	return f.changeAccount(ctx, fmt.Sprintf("give rights: %s, TLP:%s", role, clearance), args[0], func(tx *store.Tx, a *store.Account) error {
		a.Role, a.Clearance = role, clearance
		return tx.PutAccount(a)
	})
}

func (f *userFlags) password(ctx context.Context, args []string) error {
	var secret people.Secret
	err := f.changeAccount(ctx, "make a one-time link", args[0], func(tx *store.Tx, a *store.Account) (err error) {
		if !a.OffAt.IsZero() {
			return fmt.Errorf("%s is disabled: readout user enable %s first", a.Name, a.Name)
		}
		secret, err = tx.AddLink(a.UID, time.Now().Add(linkTime))
		return err
	})
	if err != nil {
		return err
	}
	return f.link(secret)
}

func (f *userFlags) turn(ctx context.Context, name string, off bool) error {
	deed := map[bool]string{true: "disable a user", false: "enable a user"}[off]
	return f.changeAccount(ctx, deed, name, func(tx *store.Tx, a *store.Account) error {
		if a.OffAt = (time.Time{}); off {
			a.OffAt = time.Now()
		}
		return tx.PutAccount(a)
	})
}

func (f *userFlags) list(ctx context.Context, _ []string) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Accounts(ctx)
	if err != nil {
		return archiveError(err)
	}
	if f.asJSON {
		return writeRows(list)
	}
	for _, a := range list {
		state := ""
		switch {
		case !a.OffAt.IsZero():
			state = "  disabled since " + a.OffAt.Format(time.DateOnly)
		case a.Password == "":
			state = "  no password yet"
		}
		fmt.Printf("%-20s %-7s TLP:%-12s since %s%s\n", printable(a.Name), a.Role, a.Clearance, a.MadeAt.Format(time.DateOnly), state)
	}
	return nil
}

func (f *userFlags) token(ctx context.Context, args []string) error {
	scopes, err := people.ParseScopes(strings.Join(f.scopes, ","))
	if err != nil {
		return fmt.Errorf("--scope: %w", err)
	}
	if f.days < 0 || f.days > 3650 {
		return errors.New("--days: 0 to 3650")
	}
	c := &store.Credential{Kind: people.TokenKind, Name: f.name, Scopes: scopes}
	if f.days > 0 {
		c.EndsAt = time.Now().AddDate(0, 0, f.days)
	}
	secret := people.NewSecret(people.TokenKind)
	err = f.changeAccount(ctx, "make a token: "+strings.Join(f.scopes, ","), args[0], func(tx *store.Tx, a *store.Account) error { return tx.AddCredential(a.UID, c, secret) })
	if err != nil {
		return err
	}
	fmt.Println(secret)
	fmt.Fprintf(os.Stderr, "%s: it is shown this once; readout user end %s ends it\n", c.ID, c.ID)
	return nil
}

func (f *userFlags) tokens(ctx context.Context, args []string) error {
	s, err := f.archive.read()
	if err != nil {
		return err
	}
	defer s.Close()
	a, err := s.Account(ctx, args[0])
	if err != nil {
		return archiveError(err)
	}
	list, err := s.Credentials(ctx, a.UID, people.TokenKind)
	if err != nil {
		return archiveError(err)
	}
	if f.asJSON {
		return writeRows(list)
	}
	for _, c := range list {
		fmt.Printf("%s %s %v made %s, used %s, ends %s\n", c.ID, printable(c.Name), c.Scopes, dayOr(c.MadeAt, ""), dayOr(c.SeenAt, "never"), dayOr(c.EndsAt, "never"))
	}
	return nil
}

// dayOr returns a day, or a word for the zero time.
func dayOr(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	return t.Format(time.DateOnly)
}

func (f *userFlags) end(ctx context.Context, args []string) error {
	return f.change(ctx, "end a token or session", args[0], func(tx *store.Tx) error { return tx.DropCredential(0, args[0]) })
}

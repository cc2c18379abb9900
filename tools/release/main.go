// Release builds what users install: programs for five platforms, archives and
// Debian packages of them, a bill of materials, and checksums.
//
//	go -C tools run ./release 0.2.0
//
// The version must be the program's (pipeline.Version) and have a heading with
// its day in CHANGELOG.md: "## 0.2.0, 2026-12-01". Files come to dist/VERSION. The
// same sources and compiler give the same bytes, whoever builds them. doc/release.md
// has the other steps of a release, the signature among them.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A platform is an operating system and a processor.
type platform struct{ os, arch string }

var platforms = []platform{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "arm64"}, {"darwin", "amd64"}, {"windows", "amd64"}}

// A release is one version being built.
type release struct {
	root    string // of the checkout
	out     string // folder for the files
	version string
	day     time.Time // of the version; all files bear it
	extra   []file    // manual, completions, documents
}

func main() {
	log.SetFlags(0)
	root := flag.String("root", "..", "the checkout")
	out := flag.String("out", "", "folder for the files; dist/VERSION of the checkout without it")
	only := flag.String("only", "", "platforms to build for, such as linux/amd64,linux/arm64; all without it")
	rehearse := flag.Bool("rehearse", false, "the version is not yet in CHANGELOG.md: files bear the day of the last commit")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name the version: go -C tools run ./release 0.2.0")
	}
	r, err := newRelease(*root, *out, flag.Arg(0), *rehearse)
	if err != nil {
		log.Fatal(err)
	}
	if err := r.build(*only); err != nil {
		log.Fatal(err)
	}
}

// newRelease checks that the checkout is of this version.
func newRelease(root, out, version string, rehearse bool) (*release, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(filepath.Join(root, "pipeline", "pipeline.go"))
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(src, fmt.Appendf(nil, "const Version = %q", version)) {
		return nil, fmt.Errorf("pipeline.Version is not %s: set it, and commit that first", version)
	}
	changes, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return nil, err
	}
	if out == "" {
		out = filepath.Join(root, "dist", version)
	}
	if out, err = filepath.Abs(out); err != nil {
		return nil, err
	}
	r := &release{root: root, out: out, version: version}
	if rehearse {
		r.day, err = r.lastCommit()
	} else {
		r.day, err = dayOf(string(changes), version)
	}
	if err != nil {
		return nil, err
	}
	return r, os.MkdirAll(out, 0o777)
}

// lastCommit returns the day of the last commit.
func (r *release) lastCommit() (time.Time, error) {
	out, err := r.run(nil, "git", "log", "-1", "--format=%cd", "--date=format:%Y-%m-%d")
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.DateOnly, strings.TrimSpace(string(out)))
}

// dayOf returns the day of a version in the list of changes.
func dayOf(changes, version string) (time.Time, error) {
	m := regexp.MustCompile(`(?m)^## ` + regexp.QuoteMeta(version) + `, (\d{4}-\d\d-\d\d)$`).FindStringSubmatch(changes)
	if m == nil {
		return time.Time{}, fmt.Errorf(`CHANGELOG.md has no heading "## %s, YYYY-MM-DD": write what changed, and when`, version)
	}
	return time.Parse(time.DateOnly, m[1])
}

// build makes all files.
func (r *release) build(only string) error {
	chosen := platforms
	if only != "" {
		chosen = nil
		for p := range strings.SplitSeq(only, ",") {
			system, arch, _ := strings.Cut(p, "/")
			if !slices.Contains(platforms, platform{system, arch}) {
				return fmt.Errorf("--only %s: the platforms are %v", p, platforms)
			}
			chosen = append(chosen, platform{system, arch})
		}
	}
	if err := r.readExtra(); err != nil {
		return err
	}
	for _, p := range chosen {
		if err := r.platform(p); err != nil {
			return fmt.Errorf("%s/%s: %w", p.os, p.arch, err)
		}
	}
	return errors.Join(r.bill(), r.sums())
}

// platform builds the program for one platform, and packs it.
func (r *release) platform(p platform) error {
	name := "readout"
	if p.os == "windows" {
		name += ".exe"
	}
	program, err := r.program(p, name)
	if err != nil {
		return err
	}
	defer os.RemoveAll(filepath.Dir(program))
	data, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	if err := r.checkSize(len(data)); err != nil {
		return err
	}
	files := append([]file{{name: name, data: data, mode: 0o755}}, r.extra...)
	base := filepath.Join(r.out, fmt.Sprintf("readout_%s_%s_%s", r.version, p.os, p.arch))
	if p.os == "windows" {
		return r.zip(base+".zip", files)
	}
	if err := r.tar(base+".tar.gz", files); err != nil || p.os != "linux" {
		return err
	}
	return r.deb(p.arch, data)
}

// maxBeside is how many bytes of a program may be there beside the weights, on
// every platform. When this was written they were 44.9 million for Linux on amd64
// and 45.7 for Windows, whose format needs more for the same program. It is there
// so that a dependency which brings megabytes is seen, and leaves room for code.
const maxBeside = 47_000_000

// checkSize refuses a program that has grown beyond what a user should fetch.
func (r *release) checkSize(program int) error {
	weights := 0
	err := filepath.WalkDir(filepath.Join(r.root, "models", "weights"), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			weights += int(info.Size())
		}
		return err
	})
	if err == nil && program-weights > maxBeside {
		err = fmt.Errorf("the program has %d bytes beside its weights of %d, and may have %d", program-weights, weights, maxBeside)
	}
	return err
}

// tags are the build tags of what is released. arrow_json_stdlib is Apache
// Arrow's own: of two JSON libraries, it takes the one that is in the program
// anyway, for a feature that Readout does not use (1.4 MB).
const tags = "arrow_json_stdlib"

// flat are packages whose functions are not put into one another: what answers
// commands, pages, assistants and scrapes, and waits for the archive or the
// network most of its time. It takes 1.7 MB off.
var flat = []string{
	"github.com/seed-f92ea4cf/readout/cmd/...", "github.com/seed-f92ea4cf/readout/internal/alert", "github.com/seed-f92ea4cf/readout/internal/api", "github.com/seed-f92ea4cf/readout/internal/ask", "github.com/seed-f92ea4cf/readout/internal/compare", "github.com/seed-f92ea4cf/readout/internal/courier", "github.com/seed-f92ea4cf/readout/internal/export/...", "github.com/seed-f92ea4cf/readout/internal/fetch", "github.com/seed-f92ea4cf/readout/internal/ingest", "github.com/seed-f92ea4cf/readout/internal/input", "github.com/seed-f92ea4cf/readout/internal/joined", "github.com/seed-f92ea4cf/readout/internal/mcp", "github.com/seed-f92ea4cf/readout/internal/question", "github.com/seed-f92ea4cf/readout/internal/review", "github.com/seed-f92ea4cf/readout/internal/store", "github.com/seed-f92ea4cf/readout/internal/timeline", "github.com/seed-f92ea4cf/readout/internal/web",
	"github.com/BurntSushi/...", "github.com/apache/arrow-go/...", "github.com/danielgtaylor/...", "github.com/emersion/...", "github.com/google/...", "github.com/mmcdole/...", "github.com/modelcontextprotocol/...", "github.com/prometheus/...", "github.com/spf13/...", "google.golang.org/protobuf/...",
	"crypto/tls", "crypto/x509", "encoding/gob", "encoding/xml", "log/slog", "net", "net/http",
}

// flags are those of the compiler.
func flags() (list []string) {
	for _, packages := range flat {
		list = append(list, "-gcflags="+packages+"=-l")
	}
	return list
}

// program compiles the program into a folder of its own and returns its path.
func (r *release) program(p platform, name string) (string, error) {
	dir, err := os.MkdirTemp("", "readout-release-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-tags=" + tags, "-ldflags=-s -w -buildid="}, flags()...)
	_, err = r.run([]string{"CGO_ENABLED=0", "GOOS=" + p.os, "GOARCH=" + p.arch, "GOAMD64=v1", "GOARM64=v8.0"}, "go", append(args, "-o", path, "./cmd/readout")...)
	return path, err
}

// run runs a command in the checkout and returns what it prints.
func (r *release) run(env []string, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = r.root
	cmd.Env = append(append(os.Environ(), "GOFLAGS=", "GOWORK=off"), env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, errs.Bytes())
	}
	return out, nil
}

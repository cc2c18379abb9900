package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestAssistantsTalkToTheProgram starts the program as an assistant does, with
// the SDK's own client, and lets it read a story and search an archive.
func TestAssistantsTalkToTheProgram(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "readout")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	archive := filepath.Join(dir, "a.db")
	if out, err := exec.Command(program, "add", "--archive", archive, "../../examples/wire.txt").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(ctx, &mcp.CommandTransport{Command: exec.Command(program, "mcp", "--archive", archive)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []struct {
		tool string
		in   map[string]any
		want string
	}{
		{"read", map[string]any{"text": "Dam opens\n\nThe minister said on Monday that the dam was open.", "published": "2024-03-12"}, `"text":"that the dam was open"`},
		{"search", map[string]any{"query": "river"}, `"lines":1`},
	} {
		res, err := session.CallTool(ctx, &mcp.CallToolParams{Name: q.tool, Arguments: q.in})
		if err != nil {
			t.Fatal(err)
		}
		if text := res.Content[0].(*mcp.TextContent).Text; res.IsError || !strings.Contains(text, q.want) {
			t.Errorf("%s: %.500s", q.tool, text)
		}
	}
	if err := session.Close(); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
}

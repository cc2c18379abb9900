// Package browsertest drives a real browser over the pages of readout serve.
//
// It is a module of its own, so that the program does not depend on a browser's
// driver. The tests need Chromium (Debian's package chromium) and skip without
// it. READOUT_AXE names the file axe.min.js of npm's package axe-core, for the
// check of accessibility; READOUT_SHOTS a folder for screenshots.
package browsertest

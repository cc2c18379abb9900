// Package api is what Readout gives to programs over HTTP: [Handler] puts the
// answers of package ask under /api/v1 with an OpenAPI description made from
// the code, and [Explain] makes problem documents of its errors.
package api

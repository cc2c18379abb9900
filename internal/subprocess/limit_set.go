//go:build linux || darwin

package subprocess

import "syscall"

// dataRoom is what the runtime itself and the C heap that SQLite keeps may take.
const dataRoom = 512 << 20

// limitData has the system refuse memory beyond the limit, for what grows
// faster than it can be watched. Where that is not possible, it is watched only.
func limitData(memory int64) {
	most := uint64(memory + dataRoom)
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: most, Max: most})
}

//go:build linux || darwin || freebsd

package config

import (
	"fmt"
	"os"
	"syscall"
)

// readShared returns a file's bytes as the system keeps them: mapped, not
// copied, so that of a face of 18 MB only what is used is ever read, and once
// for all processes. The mapping lasts as long as the process. A file that is
// overwritten in place while the program runs may end it; installers replace
// files by new ones, and fonts/README.md says so.
func readShared(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size()
	if !info.Mode().IsRegular() || size > maxFace {
		return nil, fmt.Errorf("%s 不是字体文件", name)
	}
	if size == 0 {
		return nil, nil
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil { // some file systems cannot be mapped
		return os.ReadFile(name)
	}
	return b, nil
}

//go:build !linux && !darwin && !freebsd

package config

import "os"

func readShared(name string) ([]byte, error) { return os.ReadFile(name) }

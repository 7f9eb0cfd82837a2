//go:build !unix

package store

// Hold lets anybody serve where the system has no flock.
func Hold(string) (release func(), err error) { return func() {}, nil }

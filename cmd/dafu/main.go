// Command dafu (答复) lets departments answer a proposal together: forms for
// the co-handlers' opinions, merging, a letter on GB/T 9704 paper, a signature.
package main

import "os"

// version is set by the build.
var version = "开发版"

func main() { os.Exit(run(os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr})) }

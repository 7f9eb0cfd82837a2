// Package templates embeds the screens (one file each under page) and the
// outlines of replies (one file each under reply).
package templates

import "embed"

// Pages holds the screens as page/NAME.html.
//
//go:embed page/*.html
var Pages embed.FS

// Reply holds the outlines (skeletons) of replies as reply/NAME.txt.
//
//go:embed reply/*.txt
var Reply embed.FS

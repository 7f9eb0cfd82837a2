package typeface

import _ "embed"

//go:embed faces/*.ttf
var faces []byte

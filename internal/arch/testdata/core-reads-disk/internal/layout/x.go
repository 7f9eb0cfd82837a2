package layout

import _ "os"

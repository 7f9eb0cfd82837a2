package pdf

import _ "dafu/internal/sign"

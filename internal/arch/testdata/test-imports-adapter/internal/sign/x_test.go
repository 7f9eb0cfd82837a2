package sign

import _ "dafu/internal/store"

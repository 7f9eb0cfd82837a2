package gongwen

import _ "dafu/internal/service"

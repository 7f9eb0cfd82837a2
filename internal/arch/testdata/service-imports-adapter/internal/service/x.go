package service

import _ "dafu/internal/store"

package web

import _ "example.org/helper"

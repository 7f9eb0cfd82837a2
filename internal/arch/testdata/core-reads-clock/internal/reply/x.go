package reply

import "time"

var born = time.Now()

module dafu

require (
	github.com/gin-gonic/gin v1.12.0
	gorm.io/gorm v1.31.2
)

require (
	golang.org/x/sys v0.1.0 // indirect
)

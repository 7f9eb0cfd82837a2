package arch

// room says what the files of one folder may import.
type room struct {
	// pure rooms read no clock, disk, network or environment.
	pure bool
	// may lists the rooms of this module that it may import.
	may []string
	// testsMay lists the rooms that its tests may import beside those.
	testsMay []string
}

const cmd = "cmd/dafu"

var (
	core     = []string{"internal/calendar", "internal/casefile", "internal/check", "internal/gongwen", "internal/layout", "internal/measure", "internal/merge", "internal/numeral", "internal/reply", "internal/typeface"}
	useCases = append([]string{"internal/service"}, core...)
)

// rooms is who may import whom. A folder that is not in it may not exist.
// Adapters know the core and the use cases and never one another; only cmd
// wires them together.
var rooms = map[string]room{
	"internal/calendar": {pure: true},
	"internal/gongwen":  {pure: true},
	"internal/numeral":  {pure: true},
	"internal/markup":   {pure: true},
	"internal/typeface": {pure: true},
	"internal/reply":    {pure: true, may: core},
	"internal/casefile": {pure: true, may: core},
	"internal/check":    {pure: true, may: core, testsMay: []string{"internal/sample"}},
	"internal/merge":    {pure: true, may: core, testsMay: []string{"internal/sample", "templates"}},
	"internal/layout":   {pure: true, may: core, testsMay: []string{"internal/sample"}},
	"internal/measure":  {pure: true, may: core, testsMay: []string{"internal/sample"}},

	"internal/service": {pure: true, may: core, testsMay: []string{
		"internal/sample", "internal/store", "internal/pdf", "internal/sign", "templates"}},
	"internal/sample": {pure: true, may: core},

	"internal/store":  {may: useCases},
	"internal/docx":   {may: append([]string{"internal/markup"}, useCases...), testsMay: []string{"internal/sample"}},
	"internal/pdf":    {may: useCases, testsMay: []string{"internal/sample"}},
	"internal/sign":   {may: useCases, testsMay: []string{"internal/sample", "internal/pdf"}},
	"internal/config": {may: core},
	"internal/sheet":  {may: append([]string{"internal/markup"}, useCases...)},
	"internal/web": {may: append([]string{"templates"}, useCases...), testsMay: []string{
		"internal/docx", "internal/sample", "internal/store", "internal/pdf", "internal/sign"}},

	"templates":       {pure: true},
	"internal/arch":   {},
	"internal/linear": {may: append([]string{"internal/config", "internal/docx", "internal/pdf", "internal/sheet", "internal/sign"}, core...)},
	cmd: {may: append([]string{
		"templates", "internal/config", "internal/docx", "internal/pdf", "internal/sample", "internal/sheet", "internal/sign", "internal/store", "internal/web",
	}, useCases...)},
}

// modules says which rooms may import a library. A library that is not in it
// may not be imported; ARCHITECTURE.md names each with what it saves us.
var modules = map[string][]string{
	"github.com/alexedwards/argon2id":        {"internal/service"},
	"github.com/alexedwards/scs/v2":          {"internal/web", "internal/store"}, // store: its test asserts scs.Store
	"github.com/gin-gonic/gin":               {"internal/web"},
	"github.com/go-playground/validator/v10": {"internal/web", "internal/config"},
	"github.com/jung-kurt/gofpdf":            {"internal/pdf"},
	"github.com/ThalesGroup/crypto11":        {"internal/sign"},
	"software.sslmate.com/src/go-pkcs12":     {"internal/sign"},
	"github.com/spf13/cobra":                 {cmd},
	"github.com/spf13/pflag":                 {cmd},
	"github.com/xuri/excelize/v2":            {"internal/sheet"},
	"github.com/trustelem/zxcvbn":            {"internal/service"},
	"golang.org/x/time":                      {"internal/web"},
	"golang.org/x/text":                      {"internal/reply", "internal/typeface", "internal/sign", cmd},
	"golang.org/x/crypto/ocsp":               {"internal/sign"},
	"gorm.io/driver/sqlite":                  {"internal/store"},
	"gorm.io/gorm":                           {"internal/store"},
	"modernc.org/sqlite":                     {"internal/store"},
}

// testModules may be imported by tests, of every room.
var testModules = []string{"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"}

// outside is what pure rooms leave alone: the packages, and the functions that
// read the clock.
var (
	outside = []string{"os", "net", "database", "syscall", "log", "plugin", "runtime/debug", "testing", "time/tzdata"}
	clock   = []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
)

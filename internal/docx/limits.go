package docx

import (
	"fmt"

	"dafu/internal/reply"
)

// Limits bound what Read takes from a file that somebody sends in. A part is
// one file in the package, the document or a picture.
type Limits struct {
	File     int64 // bytes of the file
	Parts    int   // parts in the package
	Unpacked int64 // bytes of all parts together as the package declares them, pictures too
	XML      int64 // bytes of the parts that are read, as they are
	Ratio    int64 // unpacked to packed of one part; small parts may be above it
	Depth    int   // XML elements within one another
	Text     int   // bytes of text, every paragraph counted as paragraphCost more
}

// DefaultLimits fit letters: the longest published replies have 60 KB of text
// and some 2 MB of XML. Word itself compresses XML at about 20 to 1.
func DefaultLimits() Limits {
	return Limits{File: 32 << 20, Parts: 2000, Unpacked: 256 << 20, XML: 16 << 20, Ratio: 200, Depth: 200, Text: 4 << 20}
}

// paragraphCost bounds how many empty paragraphs there may be.
const paragraphCost = 64

// smallPart is how large a part may always become: style sheets without a word
// of text are compressed far better than text.
const smallPart = 1 << 20

// The complaints. Each is an Invalid that says what to do.
var (
	errNotWord   = refused("这不是 Word 文件（.docx），请核对后另选")
	errEmptyFile = refused("文件是空的")
	errDamaged   = refused("文件已损坏，读不出来；请在 Word 或 WPS 里打开、另存为 .docx 后再试")
	errBomb      = refused("文件解压后异常庞大，不像正常的 Word 文件，没有读取")
	errDeep      = refused("文件结构嵌套过深，不像正常的 Word 文件，没有读取")
	errParts     = refused("文件里的部件过多，不像正常的 Word 文件，没有读取")
	errOldWord   = refused("这是旧版 Word（.doc）文件，请在 Word 或 WPS 里另存为 .docx")
	errPassword  = refused("文件有打开密码，请在 Word 或 WPS 里取消密码、另存后再试")
	errNoText    = refused("文件里没有可以读入的正文")
)

func refused(text string) *reply.Error { return &reply.Error{Code: reply.Invalid, Text: text} }

// because is the complaint with its cause for the log.
func because(e *reply.Error, cause error) error {
	return &reply.Error{Code: e.Code, Text: e.Text, Cause: cause}
}

func tooLarge(limit int64) error {
	return refused(fmt.Sprintf("文件超过 %d MB，没有读取", limit>>20))
}

func tooMuchText(limit int) error {
	return refused(fmt.Sprintf("正文超过 %d MB，不像一份公文，没有读取", limit>>20))
}

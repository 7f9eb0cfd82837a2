// Package layout sets a letter on paper as GB/T 9704-2012 asks: a
// gongwen.Letter goes in, pages of positioned glyph runs, rules and shapes come
// out. It draws nothing and reads no file.
//
// All lengths are in points (1/72 inch), positions from the page's top left
// corner, y downwards; a run's Y is its baseline.
package layout

import (
	"errors"

	"dafu/internal/typeface"
)

// MM is one millimetre in points.
const MM = 72 / 25.4

// A4, GB/T 9704-2012 5.1.
const (
	PageWidth  = 210 * MM
	PageHeight = 297 * MM
)

// Faces is what layout needs to know of the faces.
type Faces interface {
	// Glyph finds the glyph that prints r in the given role, in the role's own
	// face or the first fallback that has it; false if no face has it.
	Glyph(role typeface.Role, r rune) (typeface.Glyph, bool)
	// Variant finds the glyph for r in the form that the variation selector behind
	// it asks for; false if no face knows that form.
	Variant(role typeface.Role, r, selector rune) (typeface.Glyph, bool)
	// Box is what a glyph's ink fills, to set combining marks about it.
	Box(g typeface.Glyph) typeface.Box
}

// Options are what the caller chooses for one setting of a letter.
type Options struct {
	// Specimen prints 样张 outside the text block of every page: the letter is
	// sealed with a trial key and must not be taken for a real paper.
	Specimen bool
	// Draft, if not empty, is printed across each page as a watermark:
	// “草稿 省科技厅承办人 2024年5月20日”.
	Draft string
	// SealDiameter in points; 0 means the default, 42 mm.
	SealDiameter float64
	// Stop, if set, is asked before each block: once it says so the work ends with
	// ErrStopped.
	Stop func() bool
}

// ErrStopped says that Stop ended the work.
var ErrStopped = errors.New("layout: stopped")

func stopped(stop func() bool) bool { return stop != nil && stop() }

// Element is the part of the letter that a line belongs to, named for those
// who measure the page and for those who click on it.
type Element string

// The elements of the page.
const (
	ElementLetterhead Element = "发文机关标志"
	ElementDocNumber  Element = "发文字号"
	ElementCopyNumber Element = "份号"
	ElementUrgency    Element = "紧急程度"
	ElementClass      Element = "办理类别"
	ElementPublicity  Element = "公开属性"
	ElementTitle      Element = "标题"
	ElementAddressee  Element = "主送"
	ElementBody       Element = "正文"
	ElementSignatory  Element = "署名"
	ElementDate       Element = "成文日期"
	ElementContact    Element = "附注"
	ElementAttachment Element = "附件说明"
	ElementCopyTo     Element = "抄送"
	ElementImprint    Element = "印发"
	ElementPageNumber Element = "页码"
	ElementSpecimen   Element = "样张"
	ElementWatermark  Element = "草稿"
	ElementIssuer     Element = "签发人"
	ElementAnnexMark  Element = "附件"
	ElementAnnexTitle Element = "附件标题"
	ElementAnnexText  Element = "附件正文"
	ElementForm       Element = "征询意见表"

	ElementRedlineHead Element = "花脸稿说明"
	ElementRedlineMark Element = "花脸稿"
	ElementRedlineTag  Element = "花脸稿单位" // above the words, whose they are
)

// Color is an RGB colour, 0 to 255 each.
type Color struct{ R, G, B uint8 }

// The colours of a letter.
var (
	Black = Color{}
	Red   = Color{R: 255}
	Grey  = Color{R: 225, G: 225, B: 225}
)

// Pages is a letter set on paper.
type Pages struct {
	Pages     []Page
	Bookmarks []Bookmark
	Seal      *SealPlace // the first of Seals; nil if no seal was asked for
	// Seals are the places of the seals, one for each 署名 in their order.
	Seals []SealPlace
}

// Page is one side of a sheet.
type Page struct {
	Lines   []Line // in reading order
	Rules   []Rule
	Columns []Column
}

// Line is a row of glyphs on one baseline.
type Line struct {
	Element Element
	// Block is the index of the block in the letter's body, or -1 for what
	// stands around the body; From and To are the characters (runes) of
	// Block.Text() that stand in this line.
	Block, From, To int
	// Annex is the number of the attachment that the line stands in, from 1; 0
	// in the letter itself. Lines of attachments have no Block.
	Annex int
	Angle float64 // degrees counter-clockwise about the first glyph; only the watermark turns
	Runs  []Run
}

// Run is a row of glyphs of one face, size and colour.
type Run struct {
	Face   typeface.FaceID
	Size   float64
	Color  Color
	Y      float64 // baseline
	Glyphs []Glyph
}

// Glyph is a positioned glyph. Rune is the character that it prints: what a
// reader who copies the text must get back.
type Glyph struct {
	ID   uint16
	Rune rune
	X    float64
}

// Rule is a straight horizontal line.
type Rule struct {
	X1, X2, Y, Width float64
	Color            Color
}

// Column is a straight vertical line.
type Column struct {
	X, Y1, Y2, Width float64
	Color            Color
}

// Bookmark is a heading with its place.
type Bookmark struct {
	Title string
	Level int // 1 is the outermost
	Page  int // index into Pages
	Y     float64
}

// SealPlace is where the seal stands: upright, over 署名 and date.
type SealPlace struct {
	Page     int     // index into Pages
	X, Y     float64 // centre
	Diameter float64
}

// Path is a filled shape, in points.
type Path struct {
	Color    Color
	EvenOdd  bool
	Segments []typeface.Segment
}

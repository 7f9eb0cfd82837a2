// Package typeface reads TrueType faces: which characters they cover, how wide
// their glyphs are, their outlines, and subsets of them for a file. It chooses
// the face per character: a face is never trusted to have one.
//
// Nothing here reads the disk; faces come in as bytes (see Opener).
package typeface

// Role is what a face is used for in the letter (GB/T 9704-2012 5.2.2, 7).
type Role uint8

// The roles a letter asks for.
const (
	FangSong     Role = iota // 仿宋: body, number, signature block
	HeiTi                    // 黑体: level 1 headings, class mark, 附件
	KaiTi                    // 楷体: level 2 headings, 签发人
	XiaoBiaoSong             // 小标宋: title and letterhead
	SongTi                   // 宋体: page numbers, tables
)

// Roles lists the roles in their order.
var Roles = []Role{FangSong, HeiTi, KaiTi, XiaoBiaoSong, SongTi}

// String is the role's name in the standard.
func (r Role) String() string {
	names := [...]string{"仿宋", "黑体", "楷体", "小标宋", "宋体"}
	if int(r) >= len(names) {
		return "字体"
	}
	return names[r]
}

// FaceID names a face inside one Set: an index into its faces.
type FaceID int

// Glyph is the glyph that prints one character.
type Glyph struct {
	Face    FaceID
	ID      uint16  // glyph index in the face's file
	Advance float64 // in em
}

// Op is the kind of an outline's segment.
type Op uint8

// The segments of an outline.
const (
	MoveTo Op = iota
	LineTo
	CubeTo // P[0], P[1] control points, P[2] end
	Close
)

// Point is a position; outlines are in em, y upwards from the baseline.
type Point struct{ X, Y float64 }

// Segment is one step of an outline. MoveTo and LineTo use P[0].
type Segment struct {
	Op Op
	P  [3]Point
}

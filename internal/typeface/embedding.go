package typeface

// Embedding is what a face's maker allows its copies in documents to be used
// for: OS/2 fsType, by which the software that embeds it must go.
type Embedding struct {
	Known bool   // the face says so
	Bits  uint16 // fsType
	older bool   // OS/2 before version 3: the least of several restrictions holds
}

// The bits of fsType (OpenType, OS/2).
const (
	fsRestricted = 0x0002
	fsPreview    = 0x0004
	fsEditable   = 0x0008
	fsWhole      = 0x0100
	fsBitmaps    = 0x0200
)

func embedding(os2 []byte) Embedding {
	if len(os2) < 10 {
		return Embedding{}
	}
	return Embedding{Known: true, Bits: uint16(u16(os2, 8)), older: u16(os2, 0) < 3}
}

// Refusal says, for people, why the face may not be put into a letter, where
// only the glyphs it needs are; "" if it may.
func (e Embedding) Refusal() string {
	lesser := e.older && e.Bits&(fsPreview|fsEditable) != 0
	switch {
	case e.Bits&fsRestricted != 0 && !lesser:
		return "字体的许可禁止嵌入文件（fsType 为受限）"
	case e.Bits&fsWhole != 0:
		return "字体的许可禁止只嵌入用到的字（fsType 禁止子集）"
	case e.Bits&fsBitmaps != 0:
		return "字体的许可只准嵌入点阵（fsType 仅限位图）"
	}
	return ""
}

// String says for people what the bits allow.
func (e Embedding) String() string {
	switch {
	case !e.Known:
		return "字体未写明嵌入许可"
	case e.Refusal() != "":
		return e.Refusal()
	case e.Bits&fsEditable != 0:
		return "可嵌入（可编辑）"
	case e.Bits&fsPreview != 0:
		return "可嵌入（查看和打印）"
	}
	return "可嵌入"
}

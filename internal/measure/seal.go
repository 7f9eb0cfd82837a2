package measure

import "dafu/internal/layout"

var sealRules = []rule{
	{"印章", "直径", "等于单位登记的直径（未登记的为42mm）", MM, 0.05, sealWidth},
	{"印章", "居中", "端正、居中下压署名和成文日期（7.3.5.1）", MM, fine, sealMiddle},
	{"印章", "偏下", "署名和成文日期居印章中心偏下位置，低0至9mm（7.3.5.1）", MM, fine, sealHeight},
	{"印章", "顶端", "顶端距正文（或附件说明）一行之内，且不压正文（7.3.5.1）", MM, 0, sealTop},
	{"印章", "所在面", "与成文日期在同一面（7.3.5.1）", Places, 0, sealPage},
}

func readSeal(s *sheet, take func(c disc) []reading) []reading {
	if s.seal == nil {
		return nil
	}
	return take(*s.seal)
}

func sealWidth(s *sheet) []reading {
	return readSeal(s, func(c disc) []reading {
		asked := sealDiameter
		if s.options.SealDiameter > 0 {
			asked = s.options.SealDiameter * point
		}
		return []reading{exactly(c.page, asked, c.diameter, "")}
	})
}

func sealMiddle(s *sheet) []reading {
	return readSeal(s, func(c disc) []reading {
		_, date, ok := s.signed()
		if !ok {
			return nil
		}
		asked := date.middle().nearest(c.x)
		// A seal wider than the room beside the date keeps within the text block.
		asked = min(asked, right-c.diameter/2)
		return []reading{exactly(c.page, asked, c.x, date.words())}
	})
}

func sealHeight(s *sheet) []reading {
	return readSeal(s, func(c disc) []reading {
		name, date, ok := s.signed()
		if !ok {
			return nil
		}
		return []reading{between(c.page, 0, 9, (name.emTop()+date.emBottom())/2-c.y, "")}
	})
}

// sealTop reads how far below the last line of the text the seal begins.
func sealTop(s *sheet) []reading {
	return readSeal(s, func(c disc) []reading {
		var last line
		for _, l := range s.of(layout.ElementBody, layout.ElementAttachment) {
			if l.page == c.page {
				last = l
			}
		}
		if len(last.glyphs) == 0 {
			return nil // another rule says that there must be text
		}
		return []reading{between(c.page, 0, pitch, c.y-c.diameter/2-last.emBottom(), last.words())}
	})
}

func sealPage(s *sheet) []reading {
	return readSeal(s, func(c disc) []reading {
		_, date, ok := s.signed()
		if !ok {
			return nil
		}
		return []reading{exactly(c.page, 0, float64(count(c.page != date.page)), "")}
	})
}

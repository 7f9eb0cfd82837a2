package gongwen

// WithHand returns the document with block i as somebody says that it is, NoPart
// to take that back, and the other lines recognised anew beside it.
func (d Document) WithHand(i int, p Part) Document {
	blocks := append([]Block{}, d.Blocks...)
	blocks[i].Hand = p
	return Document{Blocks: blocks}.Reread(nil)
}

// handed tells whether somebody has said of any line what it is.
func (d Document) handed() bool {
	for _, b := range d.Blocks {
		if b.Hand != NoPart {
			return true
		}
	}
	return false
}

// followHands gives the lines of d what was said of the lines of old that they
// were: of one that was split, all parts.
func followHands(old, d Document) Document {
	if !old.handed() || len(d.Blocks) == 0 {
		return d
	}
	for i, became := range FollowBlocks(old, d) {
		for _, j := range became {
			if old.Blocks[i].Hand != NoPart {
				d.Blocks[j].Hand = old.Blocks[i].Hand
			}
		}
	}
	return d.Reread(nil)
}

package gongwen

// Reread returns the document with its lines recognised anew: with what is known
// around the letter, and with what somebody has said of lines (Block.Hand).
// Words, sources and order stay. Text that stays text is left as it is.
func (d Document) Reread(known *Known) Document {
	lines := make([]string, len(d.Blocks))
	by := make([]Part, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i], by[i] = b.Text(), b.Hand
	}
	parts := recognise(lines, by, known)
	out := Document{Blocks: make([]Block, len(d.Blocks))}
	for i, b := range d.Blocks {
		out.Blocks[i] = b.as(parts[i], lines[i])
	}
	return out
}

// as is the block as a part of the letter; line is its text.
func (b Block) as(p Part, line string) Block {
	kind := p.kind()
	if kind == Paragraph {
		if b.Kind == Heading || b.Kind == Paragraph {
			if b.Hand == NoPart {
				return b
			}
		}
		read, _ := textBlock(line, p)
		return b.marked(read)
	}
	return b.marked(Block{Kind: kind})
}

// marked is the block with kind, number and run-in heading of another, and with
// its own words.
func (b Block) marked(as Block) Block {
	as.Hand, as.Runs = b.Hand, b.Runs
	if as.Number.Mark == b.Number.Mark {
		return as
	}
	whole := append([]Run{{Text: b.Number.Mark, Source: firstSource(b)}}, b.Runs...)
	all := Block{Runs: whole}
	text := []rune(all.Words())
	as.Runs = joinedRuns(all.Slice(len([]rune(as.Number.Mark)), len(text)))
	return as
}

// joinedRuns joins neighbours of one source.
func joinedRuns(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if n := len(out); n > 0 && out[n-1].Source == r.Source {
			out[n-1].Text += r.Text
		} else {
			out = append(out, r)
		}
	}
	return out
}

// Guesses says of each block what it was recognised as and how sure that is. It
// costs twice a Reread.
func (d Document) Guesses(known *Known) []Guess {
	lines := make([]string, len(d.Blocks))
	by := make([]Part, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i], by[i] = b.Text(), b.Hand
	}
	if len(lines) == 0 {
		return nil
	}
	w := newWalk(lines, by, known)
	w.forward()
	parts := w.best()
	out := make([]Guess, len(parts))
	sure := w.sure(parts)
	for i, p := range parts {
		out[i] = Guess{p, sure[i]}
		if p == PartBody {
			out[i].Part = d.Blocks[i].as(p, lines[i]).Part()
		}
	}
	return out
}

// Joined returns the title, all its lines put together, and how many blocks from
// i on they are: (“”, 0) if no title begins there.
func (d Document) Joined(i int) (title string, lines int) {
	for ; i < len(d.Blocks) && d.Blocks[i].Kind == Title; i++ {
		title += d.Blocks[i].Words()
		lines++
	}
	return title, lines
}

// Title returns the whole title, its lines put together, or "".
func (d Document) Title() string {
	if i := d.First(Title); i >= 0 {
		title, _ := d.Joined(i)
		return title
	}
	return ""
}

// OneTitle returns the document with the lines of its title as one block: paper
// breaks a title by its own rules.
func (d Document) OneTitle() Document {
	i := d.First(Title)
	if i < 0 {
		return d
	}
	_, n := d.Joined(i)
	if n < 2 {
		return d
	}
	whole := Block{Kind: Title}
	for _, b := range d.Blocks[i : i+n] {
		whole.Runs = append(whole.Runs, b.Runs...)
	}
	whole.Runs = joinedRuns(whole.Runs)
	blocks := append(append([]Block{}, d.Blocks[:i]...), whole)
	return Document{Blocks: append(blocks, d.Blocks[i+n:]...)}
}

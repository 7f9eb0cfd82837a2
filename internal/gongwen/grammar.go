package gongwen

// zone is a stretch of the text in which certain parts may stand. A text is a
// walk through the zones; how each step and each part within a zone is liked
// stands in the two tables below. 1 is a hint, 8 as good as certain.
type zone uint8

const (
	zoneHead     zone = iota // above the title: letterhead, number, a web page's table
	zoneBefore               // the proposal's own text, above the letter
	zoneTitle                // a whole title, on however many lines
	zoneSub                  // between title and salutation
	zoneAddress              // salutation
	zoneBody                 // text
	zoneNotes                // notes between the text and the 署名
	zoneSign                 // 署名
	zoneDate                 // 成文日期
	zoneFoot                 // notes and 版记 below
	zoneAfter                // the proposal's own text, below the letter
	zoneEnclosed             // an 附件
	zoneSecond               // another letter: all of it is left over
	zones
)

// never is a step or a part that is not taken.
const never = -1000

// start is what it costs to begin in a zone, end to stop in it.
var (
	start = [zones]int{
		zoneHead: 0, zoneBefore: -8, zoneTitle: 0, zoneSub: never, zoneAddress: 0, zoneBody: 0, zoneNotes: -6,
		zoneSign: -6, zoneDate: -3, zoneFoot: never, zoneAfter: never, zoneEnclosed: -8, zoneSecond: never,
	}
	end = [zones]int{zoneHead: -6, zoneBefore: -8, zoneSub: -3, zoneTitle: -1}
)

// steps is what it costs to go from a zone to another; what is not named is
// never done.
var steps = makeSteps(map[zone]map[zone]int{
	zoneHead:     {zoneHead: 0, zoneBefore: -8, zoneTitle: 0, zoneAddress: -2, zoneBody: -5},
	zoneBefore:   {zoneBefore: 0, zoneHead: -2, zoneTitle: -1, zoneAddress: -6},
	zoneTitle:    {zoneSub: 0, zoneAddress: 0, zoneBody: -1, zoneNotes: -4, zoneSign: -4},
	zoneSub:      {zoneSub: 0, zoneAddress: 0, zoneBody: -2},
	zoneAddress:  {zoneAddress: 0, zoneBody: 0, zoneNotes: -6, zoneSign: -5},
	zoneBody:     {zoneBody: 0, zoneNotes: -1, zoneSign: 0, zoneDate: -7, zoneEnclosed: -7, zoneAfter: -12},
	zoneNotes:    {zoneNotes: 0, zoneBody: -3, zoneSign: 0, zoneDate: -4, zoneEnclosed: -3, zoneAfter: -8},
	zoneSign:     {zoneSign: 0, zoneDate: 0, zoneFoot: -2, zoneAfter: -12, zoneEnclosed: -4, zoneSecond: -4},
	zoneDate:     {zoneSign: -2, zoneFoot: 0, zoneAfter: -9, zoneEnclosed: 0, zoneSecond: -4},
	zoneFoot:     {zoneFoot: 0, zoneSign: -2, zoneDate: -3, zoneAfter: -7, zoneEnclosed: 0, zoneSecond: -4},
	zoneAfter:    {zoneAfter: 0, zoneFoot: -3, zoneSecond: -4},
	zoneEnclosed: {zoneEnclosed: 0, zoneFoot: -1, zoneSecond: -4},
	zoneSecond:   {zoneSecond: 0},
})

func makeSteps(named map[zone]map[zone]int) (all [zones][]step) {
	for to := range zones {
		for from := range zones {
			if cost, ok := named[from][to]; ok {
				all[to] = append(all[to], step{from, cost})
			}
		}
	}
	return all
}

// step leads from a zone at a cost.
type step struct {
	from zone
	cost int
}

// place is a part that may stand in a zone and how much it is at home there.
type zonePart struct {
	part  Part
	bonus int
	least int // a line that scores less is not the part here
}

// homes are the parts of each zone. zoneTitle, zoneBefore, zoneAfter and
// zoneSecond are scored apart.
var homes = [zones][]zonePart{
	zoneHead: {
		{PartLetterhead, 0, 1}, {PartClass, 0, 1}, {PartUrgency, 0, 1}, {PartNumber, 0, 1}, {PartIssuer, 0, 1},
		{PartPublicity, 0, 1}, {PartLeftover, -1, 1}, {PartCopy, -8, 1}, {PartContact, -6, 1},
	},
	zoneBefore: {{PartLeftover, -1, 1}, {PartClass, -2, 1}},
	zoneSub: {
		{PartClass, 1, 1}, {PartNumber, 1, 1}, {PartIssuer, 1, 1}, {PartPublicity, 1, 1}, {PartUrgency, 1, 1},
		{PartLetterhead, -2, 1}, {PartLeftover, 0, 1}, {PartDate, -3, 5}, {PartContact, -4, 1}, {PartNote, -4, 3},
	},
	zoneAddress: {{PartAddressee, 0, 1}},
	zoneBody:    {{PartClosing, 0, 1}, {PartLeftover, -4, 6}},
	zoneNotes: {
		{PartContact, 0, 1}, {PartNote, -1, 2}, {PartPublicity, 0, 1}, {PartIssuer, 0, 1}, {PartAnnexNote, 2, 1},
		{PartCopy, 0, 1}, {PartClosing, 0, 1}, {PartLeftover, -5, 6}, {PartClass, -1, 1}, {PartImprint, -1, 6},
	},
	zoneSign: {{PartSignatory, 0, 1}},
	zoneDate: {{PartDate, 0, 1}},
	zoneFoot: {
		{PartContact, 2, 1}, {PartNote, 3, 1}, {PartPublicity, 1, 1}, {PartIssuer, 1, 1}, {PartAnnexNote, 1, 1}, {PartClass, 0, 1},
		{PartCopy, 1, 1}, {PartImprint, 2, 1}, {PartLeftover, 0, 1}, {PartNumber, -2, 1}, {PartUrgency, 0, 1}, {PartClosing, -2, 1},
	},
	zoneAfter:    {{PartLeftover, 0, 1}},
	zoneEnclosed: {{PartLeftover, 0, 6}},
}

// What an unknown line costs where only known ones are expected.
const (
	strayLine     = -4 // a short line
	straySentence = -9 // text
	strayTitle    = -3 // a line as the title that is like no title
	strayName     = -3 // a short line as 署名 that is no name of a body
)

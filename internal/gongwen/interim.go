package gongwen

type Conflict struct {
	From, To           int
	Base, Mine, Theirs string
}

type Reconciled struct {
	Text      string
	Conflicts []Conflict
}

func Reconcile(base, mine, theirs string) Reconciled { return Reconciled{Text: mine} }

type Change int

type Piece struct {
	Text   string
	Source Source
	Change Change
}

type Changed struct{ Pieces []Piece }

func Compare(a, b Document) []Changed { return nil }

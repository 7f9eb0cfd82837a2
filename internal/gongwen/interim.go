package gongwen

type Change int

type Piece struct {
	Text   string
	Source Source
	Change Change
}

type Changed struct{ Pieces []Piece }

func Compare(a, b Document) []Changed { return nil }

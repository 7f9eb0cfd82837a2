package calendar

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
)

// shipped holds the State Council's yearly notices on days off (放假安排),
// one entry a year with the notice's number as its source.
//
//go:embed 2024-2026.json
var shipped []byte

// Shipped returns the calendar that comes with the program.
func Shipped() *Calendar {
	c, err := Parse(shipped)
	if err != nil {
		// The data is compiled in and TestShipped parses it: a wrong file never
		// leaves the workshop. Without it every count falls back to natural days.
		return &Calendar{}
	}
	return c
}

// notice is one year as written in the file.
type notice struct {
	Source string              `json:"source"`
	Off    map[string][]string `json:"off"`  // by the feast's name
	Work   []string            `json:"work"` // 调休: weekend days that are worked
}

// Parse reads a calendar: a JSON object of years, each with its source, its
// days off by feast and the weekend days that are worked instead. It refuses
// whatever it does not understand, because a wrong day moves due dates.
func Parse(data []byte) (*Calendar, error) {
	var file map[string]notice
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("calendar: something follows the end of the data")
	}
	if len(file) == 0 {
		return nil, errors.New("calendar: no year in it")
	}
	c := &Calendar{years: make(map[int]year, len(file))}
	for key, n := range file {
		number, err := strconv.Atoi(key)
		if err != nil || len(key) != 4 || number < 1949 {
			return nil, fmt.Errorf("calendar: %q is not a year", key)
		}
		y, err := n.read(number)
		if err != nil {
			return nil, fmt.Errorf("calendar: %s: %w", key, err)
		}
		c.years[number] = y
	}
	return c, nil
}

func (n notice) read(number int) (year, error) {
	y := year{off: map[Date]bool{}, work: map[Date]bool{}}
	if n.Source == "" {
		return y, errors.New("no source given")
	}
	if len(n.Off) == 0 {
		return y, errors.New("no days off given")
	}
	for feast, days := range n.Off {
		if err := y.add(y.off, number, days); err != nil {
			return y, fmt.Errorf("%s: %w", feast, err)
		}
	}
	if err := y.add(y.work, number, n.Work); err != nil {
		return y, fmt.Errorf("working weekends: %w", err)
	}
	for d := range y.work {
		if !weekend(d) {
			return y, fmt.Errorf("%s is given as a working weekend and is no weekend", d)
		}
	}
	return y, nil
}

// add puts the days into set, each of which must be new to the year.
func (y year) add(set map[Date]bool, number int, days []string) error {
	for _, s := range days {
		d, err := ParseDate(s)
		switch {
		case err != nil:
			return err
		case d.Year != number:
			return fmt.Errorf("%s lies in another year", d)
		case y.off[d] || y.work[d]:
			return fmt.Errorf("%s is given twice", d)
		}
		set[d] = true
	}
	return nil
}

func weekend(d Date) bool {
	return slices.Contains([]time.Weekday{time.Saturday, time.Sunday}, d.Time().Weekday())
}

package calendar

// Working reports whether d is a working day; known is false where d's year is
// not in the calendar.
func (c *Calendar) Working(d Date) (working, known bool) {
	y, known := c.years[d.Year]
	if !known {
		return false, false
	}
	return y.work[d] || !y.off[d] && !weekend(d), true
}

// WorkingDaysBetween counts the working days after from up to and including
// to; 0 if to does not lie after from. known is false if one of those days lies
// in a year that the calendar does not have.
func (c *Calendar) WorkingDaysBetween(from, to Date) (n int, known bool) {
	if _, unknown := c.unknownYear(from, to); unknown {
		return 0, false
	}
	for d := from.AddDays(1); !to.Before(d); d = d.AddDays(1) {
		if working, _ := c.Working(d); working {
			n++
		}
	}
	return n, true
}

// AddWorkingDays returns the n-th working day after from (before it, if n < 0),
// or from itself for 0. It reports false if it had to leave the calendar's
// years.
func (c *Calendar) AddWorkingDays(from Date, n int) (Date, bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	d := from
	for n > 0 {
		d = d.AddDays(step)
		working, known := c.Working(d)
		if !known {
			return Date{}, false
		}
		if working {
			n--
		}
	}
	return d, true
}

// unknownYear returns the first year that the days after from up to to touch
// and the calendar does not have.
func (c *Calendar) unknownYear(from, to Date) (int, bool) {
	if !from.Before(to) {
		return 0, false
	}
	for y := from.AddDays(1).Year; y <= to.Year; y++ {
		if _, known := c.years[y]; !known {
			return y, true
		}
	}
	return 0, false
}

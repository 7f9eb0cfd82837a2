package reply

import (
	"errors"
	"fmt"
	"strings"

	"dafu/internal/gongwen"
)

// Code says what kind of failure an error is; web maps it to a status and a
// page, and nothing else does.
type Code uint8

// The codes. An error that carries none is a fault of ours.
const (
	NotFound    Code = iota + 1 // there is no such thing, or not for this account
	Forbidden                   // it is there, but this act is not for this account
	Stale                       // somebody changed it first
	Invalid                     // what was typed cannot stand
	Conflict                    // the state does not allow it
	Unavailable                 // something outside does not answer; try again
	TooMany                     // too many tries; wait
)

// Error is a failure with a Chinese text that is safe to show. Field names the
// form's field that it is about, or is "". Cause is for the log only.
type Error struct {
	Code  Code
	Text  string
	Field string
	Cause error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Text + ": " + e.Cause.Error()
	}
	return e.Text
}

func (e *Error) Unwrap() error { return e.Cause }

// Failf returns an Error with a text to show.
func Failf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Text: gongwen.Joined(fmt.Sprintf(format, args...))}
}

// FieldError returns an Invalid error about one field of a form.
func FieldError(field, format string, args ...any) *Error {
	return &Error{Code: Invalid, Field: field, Text: gongwen.Joined(fmt.Sprintf(format, args...))}
}

// CodeOf returns the code of the first *Error in err's chain, or 0.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// Problems are several complaints about one form, in the form's order.
type Problems []*Error

func (p Problems) Error() string {
	var s []string
	for _, e := range p {
		s = append(s, e.Error())
	}
	return strings.Join(s, "；")
}

// Unwrap lets errors.As find the first complaint.
func (p Problems) Unwrap() []error {
	var errs []error
	for _, e := range p {
		errs = append(errs, e)
	}
	return errs
}

// Add appends a complaint about a field.
func (p *Problems) Add(field, format string, args ...any) {
	*p = append(*p, FieldError(field, format, args...))
}

// Err returns the problems as an error, or nil if there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// ProblemsOf returns every complaint with a text that err carries.
func ProblemsOf(err error) Problems {
	var p Problems
	if errors.As(err, &p) {
		return p
	}
	var e *Error
	if errors.As(err, &e) {
		return Problems{e}
	}
	return nil
}

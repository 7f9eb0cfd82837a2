package web

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// field is one field of a form, ready to be drawn. Its methods return a changed
// copy, so that templates can say what they want of it in one line.
type field struct {
	Name, Label, Value     string
	Values                 []string
	Error, Help, Advice    string
	Type, Mode, Completion string
	Required, Counted      bool
	Owed                   string // when a field that may be empty is owed after all
	Max, Rows              int
	Letter                 bool // set in the letter's own faces
	Choices                []choice
}

// choice is something to pick.
type choice struct {
	Value, Label, Help string
	Chosen             bool
}

func newField(sf reflect.StructField, v reflect.Value) field {
	f := field{Name: sf.Tag.Get("form"), Label: sf.Tag.Get("label"), Type: "text"}
	for rule := range strings.SplitSeq(sf.Tag.Get("binding"), ",") {
		name, arg, _ := strings.Cut(rule, "=")
		switch name {
		case "filled":
			f.Required = true
		case "max":
			f.Max, _ = strconv.Atoi(arg)
		case "date":
			f.Type = "date"
		case "phone":
			f.Type = "tel"
		}
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			f.Values = append(f.Values, fmt.Sprint(v.Index(i).Interface()))
		}
		return f
	}
	f.Value = fmt.Sprint(v.Interface())
	f.Values = []string{f.Value}
	return f
}

// ID is the element's id in the page.
func (f field) ID() string { return "f-" + f.Name }

// DescribedBy names the elements that explain the field to a screen reader.
func (f field) DescribedBy() string {
	var ids []string
	for _, d := range []struct{ text, suffix string }{{f.Error, "-error"}, {f.Advice, "-advice"}, {f.Help, "-help"}} {
		if d.text != "" {
			ids = append(ids, f.ID()+d.suffix)
		}
	}
	return strings.Join(ids, " ")
}

// WithHelp puts a line under the field.
func (f field) WithHelp(text string) field { f.Help = text; return f }

// WithAdvice puts a hint under the field that is no error.
func (f field) WithAdvice(text string) field { f.Advice = text; return f }

// Tall makes a field of several lines.
func (f field) Tall(rows int) field { f.Rows = rows; return f }

// Count shows how many characters there are.
func (f field) Count() field { f.Counted = true; return f }

// InLetter shows the field's text in the letter's own faces.
func (f field) InLetter() field { f.Letter = true; return f }

// Secret hides what is typed; completion tells the browser which password.
func (f field) Secret(completion string) field {
	f.Type, f.Completion = "password", completion
	return f
}

// Complete tells the browser what it may fill in.
func (f field) Complete(completion string) field { f.Completion = completion; return f }

// Numeric asks small screens for digits.
func (f field) Numeric() field { f.Mode = "numeric"; return f }

// From offers choices, with those picked that the form holds.
func (f field) From(choices []choice) field {
	f.Choices = slices.Clone(choices)
	for i, c := range f.Choices {
		f.Choices[i].Chosen = slices.Contains(f.Values, c.Value)
	}
	return f
}

// Called gives the field another label.
func (f field) Called(label string) field { f.Label = label; return f }

// OwedWhen says when a field that may be empty here is owed, in place of 选填.
func (f field) OwedWhen(text string) field { f.Owed = text; return f }

// Need marks a field as owed although its shape may be empty: what is owed
// depends on the act, and the service checks it.
func (f field) Need() field { f.Required = true; return f }

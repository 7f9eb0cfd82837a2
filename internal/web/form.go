package web

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"dafu/internal/reply"
)

// Forms are structs whose tags hold everything there is to say of a field:
// form (its name), label (Chinese), ask (填写 by default, or 选择), binding (the
// validator's rules). Names are stable: scripts and tests rely on them.

// bind reads the posted form into a struct. It fails on a body that is too
// large, on fields that the struct does not have, and on values that are no
// text; complaints about what was typed come from the checker.
func bind(c *gin.Context, form any) error {
	values, err := posted(c)
	if err != nil {
		return err
	}
	return bindKnown(values, form, func(string) bool { return false })
}

// bindKnown is bind for values that are read already; numbered tells which of
// them the struct's owner reads itself.
func bindKnown(values map[string][]string, form any, numbered func(string) bool) error {
	known := fieldNames(reflect.TypeOf(form).Elem())
	for name := range values {
		if !known[name] && !numbered(name) {
			return errUnknown
		}
	}
	if err := binding.MapFormWithTag(form, values, "form"); err != nil {
		return errUnknown
	}
	return nil
}

// posted returns the form's values with line ends made plain.
func posted(c *gin.Context) (map[string][]string, error) {
	if err := c.Request.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, errTooLarge
		}
		return nil, errUnknown
	}
	if len(c.Request.PostForm) == 0 && c.Request.ContentLength > 0 {
		return nil, errUnknown
	}
	for name, all := range c.Request.PostForm {
		for i, v := range all {
			if !utf8.ValidString(v) {
				v = strings.ToValidUTF8(v, "\x00") // the checker complains about it beside the field
			}
			all[i] = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(v)
		}
		c.Request.PostForm[name] = all
	}
	return c.Request.PostForm, nil
}

func fieldNames(t reflect.Type) map[string]bool {
	names := map[string]bool{}
	for f := range fieldsOf(t) {
		names[f.Tag.Get("form")] = true
	}
	return names
}

// fieldsOf yields a form's fields in order.
func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.Tag.Get("form") != "" && !yield(f) {
				return
			}
		}
	}
}

// complaint is an error about one field, or about the form if Field is empty.
type complaint struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// complaintsOf takes a service's refusal apart; false if the error is not
// about what was typed.
func complaintsOf(err error) ([]complaint, bool) {
	if reply.CodeOf(err) != reply.Invalid {
		return nil, false
	}
	var all []complaint
	for _, p := range reply.ProblemsOf(err) {
		all = append(all, complaint{p.Field, p.Text})
	}
	return all, len(all) > 0
}

// form is a form as a screen shows it: what was typed and what is wrong.
type form struct {
	values     any // the struct, by value
	Complaints []complaint
}

// Field returns a field for the template that draws it.
func (f form) Field(name string) (field, error) {
	if f.values == nil { // the trial run at start
		return field{Name: name}, nil
	}
	v := reflect.ValueOf(f.values)
	for sf := range fieldsOf(v.Type()) {
		if sf.Tag.Get("form") == name {
			out := newField(sf, v.FieldByIndex(sf.Index))
			out.Error = f.complaint(name)
			return out, nil
		}
	}
	return field{}, fmt.Errorf("form %s has no field %q", v.Type(), name)
}

func (f form) complaint(name string) string {
	for _, c := range f.Complaints {
		if c.Field == name {
			return c.Text
		}
	}
	return ""
}

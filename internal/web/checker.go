package web

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// checker checks the shape of forms: one validator, with our own tags and
// Chinese messages.
type checker struct{ validate *validator.Validate }

var docPrefix = regexp.MustCompile(`^\p{Han}{1,20}$`)

func newChecker() (*checker, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.SetTagName("binding")
	rules := map[string]func(string) bool{
		"filled":    func(s string) bool { return strings.TrimSpace(s) != "" },
		"text":      isText,
		"phone":     func(s string) bool { return strings.TrimSpace(s) == "" || reply.IsPhone(strings.TrimSpace(s)) },
		"date":      func(s string) bool { return s == "" || isDate(s) },
		"docprefix": func(s string) bool { return docPrefix.MatchString(strings.TrimSpace(s)) },
	}
	for name, holds := range rules {
		err := v.RegisterValidation(name, func(f validator.FieldLevel) bool { return holds(f.Field().String()) }, true)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", name, err)
		}
	}
	return &checker{v}, nil
}

// isText refuses what is no text, such as a pasted file. A replacement
// character alone is no proof; control characters are.
func isText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\v\f", r) })
}

func isDate(s string) bool {
	_, err := calendar.ParseDate(strings.TrimSpace(s))
	return err == nil
}

// complaints returns what is wrong with a form, in the order of its fields, one
// complaint a field.
func (k *checker) complaints(form any) []complaint {
	var found validator.ValidationErrors
	if err := k.validate.Struct(form); !errors.As(err, &found) {
		return nil
	}
	t := reflect.TypeOf(form)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var all []complaint
	for _, e := range found {
		sf, ok := t.FieldByName(e.StructField())
		if ok {
			all = append(all, complaint{sf.Tag.Get("form"), message(sf, e)})
		}
	}
	return all
}

// message says in Chinese what to do.
func message(sf reflect.StructField, e validator.FieldError) string {
	label := sf.Tag.Get("label")
	switch e.Tag() {
	case "filled":
		if ask := sf.Tag.Get("ask"); ask != "" {
			return "请" + ask + label
		}
		return "请填写" + label
	case "max":
		n := utf8.RuneCountInString(fmt.Sprint(e.Value()))
		return fmt.Sprintf("%s最多 %s 个字，现在有 %d 个字，请删减", label, e.Param(), n)
	case "phone":
		return label + "不像一个电话号码，请核对。可以写成 63104060、0871-63104060 或手机号"
	case "date":
		return label + "不是一个日期，请按 2024-05-31 的样式填写"
	case "text":
		return label + "里有不是文字的内容，可能误贴了文件，请只粘贴文字"
	case "docprefix":
		return label + "只写汉字，如“云科提”，不带年份和括号"
	case "eqfield":
		return "两次输入的新密码不一致，请重新输入"
	}
	return "请核对" + label
}

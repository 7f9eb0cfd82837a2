package service

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"dafu/internal/reply"
)

// A field that is added to a record and has no words here would change without
// a trace in the log.
func TestEveryChangeOfARecordHasWords(t *testing.T) {
	departments := map[int64]reply.Department{1: {ShortName: "甲"}, 2: {ShortName: "乙"}}
	department, account := reply.Department{NextNumber: 1}, reply.Account{DepartmentID: 1, Role: reply.Head}
	// Formerly follows from a change of the names, MustChange from a reset; both are
	// said as such.
	eachField(t, department, []string{"ID", "Revision", "NumberYear", "Formerly"}, func(d reply.Department) changes { return departmentChanges(department, d) })
	eachField(t, account, []string{"ID", "Revision", "CreatedAt", "MustChange"}, func(a reply.Account) changes { return accountChanges(account, a, departments) })
}

func eachField[T any](t *testing.T, record T, silent []string, say func(T) changes) {
	t.Helper()
	for i := range reflect.TypeFor[T]().NumField() {
		changed := record
		f := reflect.ValueOf(&changed).Elem().Field(i)
		name := reflect.TypeFor[T]().Field(i).Name
		switch {
		case f.Type() == reflect.TypeFor[time.Time]():
		case f.Kind() == reflect.String:
			f.SetString("reader")
		case f.Kind() == reflect.Bool:
			f.SetBool(true)
		case f.CanInt():
			f.SetInt(2)
		case f.CanUint():
			f.SetUint(1)
		default:
			t.Errorf("%s: the test cannot change a %s", name, f.Type())
		}
		if said := len(say(changed)) > 0; said == slices.Contains(silent, name) {
			t.Errorf("a change of %s is said: %t", name, said)
		}
	}
}

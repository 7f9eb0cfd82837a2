package service

import "testing"

func TestPasswords(t *testing.T) {
	for name, tc := range map[string]struct {
		password, login string
		good            bool
	}{
		"good":                         {"mima-2031-abc", "keji.chengban", true},
		"a one-letter login inside":    {"mima-2031-abc", "a", true},
		"a three-letter login inside":  {"mima-2031-abc", "abc", true},
		"a longer login inside":        {"mima-2031-Guanli", "guanli", false},
		"nine characters":              {"mima-2031", "keji", false},
		"letters only":                 {"mimamimamima", "keji", false},
		"digits only":                  {"203120312031", "keji", false},
		"a known one":                  {"password123", "keji", false},
		"a known one dressed up":       {"P@ssw0rd2024", "keji", false},
		"one letter again and again":   {"aaaaaaaaa1", "keji", false},
		"blanks and a letter":          {"         a", "keji", false},
		"two letters in turn":          {"ababababab12", "keji", false},
		"a row of keys":                {"qwertyuiop1", "keji", false},
		"columns of keys":              {"1qaz2wsx3edc", "keji", false},
		"a sequence":                   {"abcdefgh12", "keji", false},
		"numbers that are words":       {"woaini1314520", "keji", false},
		"the administrator's":          {"Admin@123456", "keji", false},
		"part of the login and a year": {"chengban2024", "keji.chengban", false},
		"a name that everybody has":    {"zhangsan123456", "keji", false},
		"several words":                {"correct horse 1", "keji", true},
		"Chinese words and a number":   {"红日照大江7水长流去", "keji", true},
		"made by the program":          {"k3w7q-9fjx2-m4p8t", "keji", true},
		"the house's name":             {"省科技厅2024答复", "keji", false},
	} {
		if err := checkPassword("password", tc.password, tc.login, "省科技厅", "云南省科学技术厅"); (err == nil) != tc.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

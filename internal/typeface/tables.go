package typeface

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// errCFF is what most faces from the web run into; the answer is at hand.
var errCFF = errors.New("是 CFF 轮廓的 OpenType 字体，只能使用 TrueType 轮廓的字体（.ttf）；请向厂商索取 .ttf 版本，许可准许时也可自行转换")

// FileOf is the file of a face's name: the name itself but for the number of a
// collection's face (“simsun.ttc#2”).
func FileOf(name string) string {
	file, _ := member(name)
	return file
}

// member is the face wanted of a file: of a collection the number, counted
// from 1, behind its name (“simsun.ttc#2”), or the first.
func member(name string) (file string, number int) {
	at := strings.LastIndex(name, "#")
	if at < 0 || !strings.HasSuffix(strings.ToLower(name[:at]), ".ttc") {
		return name, 1
	}
	n, err := strconv.Atoi(name[at+1:])
	if err != nil || n < 1 {
		return name, 1
	}
	return name[:at], n
}

// directory returns the tables of a TrueType file by their tags; number says
// which face of a collection.
func directory(data []byte, number int) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errors.New("不是字体文件")
	}
	at := 0
	if string(data[:4]) == "ttcf" {
		faces := u32(data, 8)
		if number > faces || faces > (len(data)-12)/4 {
			return nil, fmt.Errorf("字体合集里没有第 %d 款", number)
		}
		if at = u32(data, 12+4*(number-1)); at > len(data)-12 {
			return nil, errors.New("字体合集不完整")
		}
	}
	switch string(data[at : at+4]) {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, errCFF
	default:
		return nil, errors.New("不是 TrueType 字体")
	}
	n := u16(data, at+4)
	if n > (len(data)-at-12)/16 {
		return nil, errors.New("文件不完整，缺表目录")
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		entry := data[at+12+16*i:]
		tag, from, size := string(entry[:4]), u32(entry, 8), u32(entry, 12)
		if from > len(data) || size > len(data)-from {
			if needed(tag) {
				return nil, fmt.Errorf("文件不完整，%s 表在文件之外", tag)
			}
			continue
		}
		tables[tag] = data[from : from+size : from+size]
	}
	return tables, nil
}

// required are the tables without which nothing can be printed, and their
// least sizes. All else, OS/2, post and name included, may be missing.
var required = []struct {
	tag   string
	least int
}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"loca", 4}, {"glyf", 0}, {"cmap", 4}}

func needed(tag string) bool {
	for _, r := range required {
		if r.tag == tag {
			return true
		}
	}
	return false
}

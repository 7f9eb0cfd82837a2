package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Limits in bytes. A letter's text has 24 KB, its PDF 0.5 MB.
const (
	maxTextFile = 4 << 20
	maxPDFFile  = 64 << 20
)

// unreadable is the end of a command that was given a file that it cannot read
// or write.
func unreadable(format string, args ...any) error {
	return &exit{code: exitWrongUse, text: fmt.Sprintf(format, args...)}
}

// openingData is the end of a command that cannot open its data folder: wrong
// use if the files cannot be used, a finding if what they hold is not good.
func openingData(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return unreadable("%s", shown(err))
	}
	return err
}

// readInput reads a file, or what comes in if name is "-".
func readInput(name string, in io.Reader, limit int64) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fileError("读取", name, err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, unreadable("%s 是目录，不是文件", name)
		}
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fileError("读取", name, err)
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%s 超过 %d MB，不像是要处理的文件", name, limit>>20)
	}
	return b, nil
}

// readText reads a file of text and says so if it is not in UTF-8.
func readText(name string, c console) (string, error) {
	b, err := readInput(name, c.in, maxTextFile)
	if err != nil {
		return "", err
	}
	text, encoding, err := decodeText(b)
	if err != nil {
		return "", fmt.Errorf("%s：%w", name, err)
	}
	if encoding != "" {
		c.printf("%s：按 %s 编码读取\n", name, encoding)
	}
	return text, nil
}

// writeOutput writes a file whole or not at all.
func writeOutput(name string, b []byte) (err error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return unreadable("%s 是目录，请写明文件名", name)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".dafu-*")
	if err != nil {
		return fileError("写入", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
			err = fileError("写入", name, err)
		}
	}()
	if _, err = f.Write(b); err != nil {
		_ = f.Close()
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// notOnto refuses to write over what is read.
func notOnto(out string, inputs ...string) error {
	to, err := os.Stat(out)
	if err != nil {
		return nil
	}
	for _, in := range inputs {
		if from, err := os.Stat(in); err == nil && os.SameFile(from, to) {
			return wrongUse("-o 写的是输入文件 %s 本身，请写另一个文件名", in)
		}
	}
	return nil
}

// fileError says in Chinese why a file cannot be read or written.
func fileError(act, name string, err error) error {
	why := err.Error()
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist) && act == "写入":
		why = "目录不存在"
	case errors.Is(err, fs.ErrNotExist):
		why = "文件不存在"
	case errors.Is(err, fs.ErrPermission):
		why = "没有权限"
	case errors.Is(err, fs.ErrExist):
		why = "已经存在"
	case errors.Is(err, syscall.ENOSPC):
		why = "磁盘已满"
	case errors.Is(err, syscall.ENOTDIR):
		why = "路径中有一段不是目录"
	case errors.As(err, &path):
		why = path.Err.Error()
	}
	return unreadable("不能%s %s：%s", act, name, why)
}

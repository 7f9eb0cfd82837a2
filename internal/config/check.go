package config

import (
	"errors"
	"fmt"
	"net"
	"reflect"
	"strconv"

	"github.com/go-playground/validator/v10"
)

// Check complains in Chinese about the first value that cannot stand.
func (c Config) Check() error {
	check := validator.New(validator.WithRequiredStructEnabled())
	check.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("zh") })
	// validator's own hostname_port refuses IPv6 and port 0 (any free one).
	if err := check.RegisterValidation("address", isAddress); err != nil {
		return err
	}
	var found validator.ValidationErrors
	if err := check.Struct(c); errors.As(err, &found) {
		return complaint(found[0])
	} else if err != nil {
		return err
	}
	return nil
}

func isAddress(f validator.FieldLevel) bool {
	_, port, err := net.SplitHostPort(f.Field().String())
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

func complaint(f validator.FieldError) error {
	switch f.Tag() {
	case "required":
		return fmt.Errorf("请填写%s", f.Field())
	case "address":
		return fmt.Errorf("%s应写成“主机:端口”，如 127.0.0.1:8080，现在是“%s”", f.Field(), f.Value())
	case "min":
		return fmt.Errorf("%s不能少于 1 分钟，现在是 %v", f.Field(), f.Value())
	}
	return fmt.Errorf("%s不能超过 %s，现在是 %v", f.Field(), f.Param(), f.Value())
}

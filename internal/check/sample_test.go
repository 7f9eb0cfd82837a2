package check

import (
	"fmt"
	"testing"

	"dafu/internal/sample"
)

func TestSampleDump(t *testing.T) {
	for _, f := range Run(Input{Text: sample.Real().Printed}) {
		fmt.Printf("%d:%d %s%d %s | %.60s\n", f.Line, f.Column, f.Severity, f.Rule, f.Message, f.Text)
	}
}

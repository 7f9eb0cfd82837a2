package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// The order of elements that Word insists on (ECMA-376 part 1, the schemas of
// 17.3.1.26, 17.3.2.28, 17.6.17, 17.4.60, 17.4.70, 17.7.4.17, 17.15.1.78): a file
// that breaks it is “damaged” to Word, though other programs read it.
var orders = map[string]string{
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap " +
		"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc " +
		"textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern " +
		"position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote " +
		"titlePg textDirection bidi rtlGutter docGrid printerSettings",
	"tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout " +
		"tblCellMar tblLook tblCaption tblDescription",
	"tcPr":       "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"tcBorders":  "top start left bottom end right insideH insideV tl2br tr2bl",
	"tblBorders": "top left start bottom right end insideH insideV",
	"tblCellMar": "top left start bottom right end",
	"pBdr":       "top left bottom right between bar",
	"tbl":        "tblPr tblGrid tr",
	"tr":         "tblPrEx trPr tc",
	"tc":         "tcPr p",
	"p":          "pPr r fldSimple",
	"style":      "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr",
	"styles":     "docDefaults latentStyles style",
	"font":       "altName panose1 charset family notTrueType pitch sig",
	"settings": "writeProtection view zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders " +
		"characterSpacingControl compat themeFontLang",
	"compat": "balanceSingleByteDoubleByteWidth useFELayout compatSetting",
	"body":   "p tbl sectPr",
}

// Where elements may come in turn, no order is asked for.
var inTurn = []string{"body", "p"}

func TestElementsStandInTheOrderThatWordInsistsOn(t *testing.T) {
	for name, l := range letters() {
		t.Run(name, func(t *testing.T) {
			b := written(t, l)
			z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			if z.File[0].Name != "[Content_Types].xml" {
				t.Errorf("the first part is %s", z.File[0].Name)
			}
			for _, f := range z.File {
				r, err := f.Open()
				if err != nil {
					t.Fatal(err)
				}
				checkOrder(t, f.Name, xml.NewDecoder(r))
			}
		})
	}
}

func checkOrder(t *testing.T, part string, d *xml.Decoder) {
	t.Helper()
	type element struct {
		name string
		last int
	}
	var open []element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if n := len(open); n > 0 {
				above := &open[n-1]
				if order, known := orders[above.name]; known {
					at := slices.Index(strings.Fields(order), e.Name.Local)
					if at < 0 {
						t.Errorf("%s: %s in %s", part, e.Name.Local, above.name)
					}
					if at < above.last && !slices.Contains(inTurn, above.name) {
						t.Errorf("%s: %s too late in %s", part, e.Name.Local, above.name)
					}
					above.last = at
				}
			}
			open = append(open, element{name: e.Name.Local})
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// Every style, and every part, that a file names must be in it.
func TestWhatIsNamedIsThere(t *testing.T) {
	for name, l := range letters() {
		t.Run(name, func(t *testing.T) {
			all := partsOf(t, written(t, l))
			for _, style := range values(all["word/document.xml"], `Style w:val="`) {
				if !strings.Contains(all["word/styles.xml"], `w:styleId="`+style+`"`) {
					t.Errorf("no style %q", style)
				}
			}
			for _, target := range values(all["word/_rels/document.xml.rels"], `Target="`) {
				if all["word/"+target] == "" || !strings.Contains(all["[Content_Types].xml"], "/word/"+target) {
					t.Errorf("no part %q", target)
				}
			}
			for _, id := range values(all["word/document.xml"], `r:id="`) {
				if !strings.Contains(all["word/_rels/document.xml.rels"], `"`+id+`"`) {
					t.Errorf("no relation %q", id)
				}
			}
		})
	}
}

// values returns what stands behind each of these attributes.
func values(xml, attribute string) (all []string) {
	for _, rest := range strings.Split(xml, attribute)[1:] {
		value, _, _ := strings.Cut(rest, `"`)
		all = append(all, value)
	}
	return all
}

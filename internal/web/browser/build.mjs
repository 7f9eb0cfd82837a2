// Bundles the desk's script and that of the opinion's form, and gathers the licences of what is in it.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const result = await build({
  entryPoints: { desk: "src/main.js", opinion: "src/opinion.js" }, bundle: true, format: "esm", minify: true, target: "es2022", charset: "utf8",
  outdir: "../assets", metafile: true, legalComments: "none", logLevel: "info",
});

const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const m = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (m) packages.add(m[1]);
}
let text = "desk.js holds these libraries, from npm in the versions of internal/web/browser/package-lock.json:\n";
for (const name of [...packages].sort()) {
  const dir = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${dir}/package.json`, "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"].map((f) => `${dir}/${f}`).find(existsSync);
  text += `\n---- ${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : "no licence file; see package.json"}\n`;
}
writeFileSync("../assets/desk.LICENSE", text);

// The last line of each bundle names the digest of the sources and that of the code above it,
// so that a Go test can tell without Node whether bundle and sources belong together
// (internal/web/bundle_test.go reads both in the same way).
const sources = ["build.mjs", "package-lock.json", "package.json", ...readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)].sort();
const digest = createHash("sha256");
for (const name of sources) {
  const data = readFileSync(name);
  digest.update(`${name} ${data.length}\n`).update(data);
}
const sum = digest.digest("hex");
for (const output of Object.keys(result.metafile.outputs)) {
  const code = createHash("sha256").update(readFileSync(output)).digest("hex");
  appendFileSync(output, `//# sources ${sum} code ${code}\n`);
}

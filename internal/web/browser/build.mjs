// Bundles the desk's script and that of the opinion's form, and gathers the licences of what is in it.
import { build } from "esbuild";
import { readFileSync, writeFileSync, existsSync } from "node:fs";

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

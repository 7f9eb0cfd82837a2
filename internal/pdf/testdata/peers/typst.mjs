// Compiles the Typst sources that come in, one JSON string a line, and answers
// each with the size of its PDF. node typst.mjs PACKAGES FONTS
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [packages, fonts] = process.argv.slice(2);
const require = createRequire(packages + '/');
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const compiler = NodeCompiler.create({ workspace: packages, fontArgs: [{ fontPaths: [fonts] }] });
for await (const line of createInterface({ input: process.stdin })) {
  const file = compiler.pdf({ mainFileContent: JSON.parse(line) });
  compiler.evictCache(0); // what the next text does not share is of no use to it
  console.log(file.length);
}

// Lists the third-party parts that the programs contain, and their licences. Build tools are left out. The list under About
// has those of Mayfly, the list of the packages those of tempmailg too.
//
//   node scripts/licences.mjs               write ui/src/assets/licences.json, shown under About (`make licences`)
//   node scripts/licences.mjs --check       fail if that file is out of date
//   node scripts/licences.mjs --text FILE [TARGET]
//                                           write the list as plain text, for the packages of this system, TARGET or CARGO_BUILD_TARGET

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OUTPUT_FILE = 'ui/src/assets/licences.json';
const LICENCE_FILE_NAME = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
/** C libraries that are compiled in: the crate that contains the source, and the path of the licence in it. */
const BUNDLED_C_LIBRARIES = [
  { name: 'OpenSSL', crate: 'openssl-src', licence: 'Apache-2.0', file: 'openssl/LICENSE.txt' },
  { name: 'SQLCipher', crate: 'sqlcipher-src', licence: 'BSD-3-Clause', file: 'sqlcipher/LICENSE-sqlcipher' },
  { name: 'LibTomCrypt', crate: 'sqlcipher-src', licence: 'LicenseRef-public-domain OR WTFPL', file: 'sqlcipher/LICENSE-libtomcrypt' },
];

/** Not in the program on Linux. Cargo's metadata lists them there too, because of a feature for other systems. */
const NOT_ON_LINUX = new Set(['openssl-src', 'openssl-sys']);

const [mode, file, otherTarget] = process.argv.slice(2);
// The committed list is the same on every machine; the list in a package is for the system it is built for.
const target =
  mode === '--text' ? (otherTarget ?? process.env.CARGO_BUILD_TARGET ?? hostTarget()) : 'x86_64-unknown-linux-gnu';

const isInProgram = (crate) => !(NOT_ON_LINUX.has(crate) && target.includes('linux'));

/** Each licence text once, with its index in the list of texts. */
const texts = new Map();
const parts = [...linkedCrates(), ...npmPackages()].sort(
  (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
);
if (mode === '--text') {
  writeFileSync(file, formatAsText());
} else {
  const plain = parts.map(({ authors: _, ...part }) => part);
  const list = `${JSON.stringify({ parts: plain, texts: [...texts.keys()] })}\n`;
  if (mode !== '--check') {
    writeFileSync(OUTPUT_FILE, list);
    console.log(`${OUTPUT_FILE}: ${parts.length} parts, ${texts.size} texts`);
  } else if (readFileSync(OUTPUT_FILE, 'utf8') !== list) {
    console.error(`${OUTPUT_FILE} is out of date: make licences`);
    process.exit(1);
  }
}

/** The list as plain text: each licence text once, under the names of its parts. */
function formatAsText() {
  const rule = '='.repeat(80);
  const title = ({ name, version, licence }) => `${name} ${version} (${licence || 'see the text'})`;
  const sections = [...texts.keys()].map((text, index) => {
    const names = parts.filter((part) => part.texts.includes(index)).map(title);
    return `${rule}\n${names.join('\n')}\n${'-'.repeat(80)}\n\n${text}`;
  });
  const partsWithoutText = parts.filter((part) => part.texts.length === 0);
  const byAuthors = ({ authors }) => (authors.length > 0 ? `, by ${authors.join(', ')}` : '');
  const lines = partsWithoutText.map((part) => `${title(part)}${byAuthors(part)}`);
  const rest = `${rule}\nThese come without a text of their own:\n\n${lines.join('\n')}`;
  const head = `Mayfly contains these ${parts.length} libraries, under their own licences.`;
  return `${[head, ...sections, ...(partsWithoutText.length > 0 ? [rest] : [])].join('\n\n')}\n`;
}

/** The target triple of this machine. */
function hostTarget() {
  const rustc = execFileSync('rustc', ['-vV'], { encoding: 'utf8' });
  return /^host: (.*)$/m.exec(rustc)[1];
}

/** The crates that are linked into the programs, and the C libraries in them. */
function linkedCrates() {
  const metadata = JSON.parse(
    execFileSync(
      process.env.CARGO ?? 'cargo',
      ['metadata', '--format-version', '1', '--locked', '--filter-platform', target],
      { maxBuffer: 1 << 28 },
    ),
  );
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const programs = mode === '--text' ? ['mayfly', 'tempmailg-cli'] : ['mayfly'];
  const wanted = new Set();
  const queue = programs.map((name) => metadata.packages.find((one) => one.name === name).id);
  while (queue.length > 0) {
    const id = queue.pop();
    // A procedural macro runs at build time: neither it nor its dependencies are in the program.
    const isMacro = packages.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
    if (wanted.has(id) || isMacro) continue;
    wanted.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) queue.push(pkg);
    }
  }
  const bundled = BUNDLED_C_LIBRARIES.filter(({ crate }) => isInProgram(crate)).map(({ name, crate, licence, file }) => {
    const { version, manifest_path } = metadata.packages.find((one) => one.name === crate);
    const text = readFileSync(join(dirname(manifest_path), file), 'utf8');
    return { name, version: `${crate} ${version}`, licence, texts: [textIndex(text)], authors: [] };
  });
  const linked = [...wanted]
    .map((id) => packages.get(id))
    .filter(({ name, source }) => source !== null && isInProgram(name))
    .map(({ name, version, license, manifest_path, authors }) => ({
      name,
      version,
      licence: license ?? '',
      texts: licenceTextsIn(dirname(manifest_path), license ?? ''),
      authors,
    }));
  return [...linked, ...bundled];
}

/** The npm packages whose code is in the page of the window. */
function npmPackages() {
  const { dependencies } = JSON.parse(readFileSync('ui/package.json', 'utf8'));
  return [...Object.keys(dependencies), 'svelte'].map((name) => {
    const folder = join('ui/node_modules', name);
    const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const authors = author ? [author.name ?? author] : [];
    return { name, version, licence: license, texts: licenceTextsIn(folder, license), authors };
  });
}

/** The indices of the licence texts in a folder. If the licence is a choice that includes MIT, only MIT's. */
function licenceTextsIn(folder, licence) {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE_NAME.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const hasMitOption = /\bMIT\b/.test(licence) && !/ AND /.test(licence);
  const usesMit = hasMitOption && files.some((name) => /mit/i.test(name));
  return files
    .filter((name) => !usesMit || /mit|notice|copyright/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.trim() !== '')
    .map(textIndex);
}

/** The index of a licence text in the list of all texts; many parts share one. */
function textIndex(text) {
  const plain = text.replace(/\r\n?/g, '\n').trim();
  if (!texts.has(plain)) texts.set(plain, texts.size);
  return texts.get(plain);
}

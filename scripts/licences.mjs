// Writes which parts Mayfly is made of, and their licences. What goes into the Linux program, no build tools.
//
//   node scripts/licences.mjs               ui/src/assets/licences.json, shown under About: `make licences`
//   node scripts/licences.mjs --check       whether that is up to date
//   node scripts/licences.mjs --text FILE   the same to be read, for the packages

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OUT = 'ui/src/assets/licences.json';
const NAMES = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
/** C libraries that are compiled in: the crate that brings them, and where their licence is in it. */
const BUNDLED = [
  { name: 'OpenSSL', crate: 'openssl-src', licence: 'Apache-2.0', file: 'openssl/LICENSE.txt' },
  { name: 'SQLCipher', crate: 'sqlcipher-src', licence: 'BSD-3-Clause', file: 'sqlcipher/LICENSE-sqlcipher' },
  { name: 'LibTomCrypt', crate: 'sqlcipher-src', licence: 'LicenseRef-public-domain OR WTFPL', file: 'sqlcipher/LICENSE-libtomcrypt' },
];

/** The system's own on Linux. Cargo's metadata lists them all the same, for a feature that other systems have. */
const ELSEWHERE = new Set(['openssl-src', 'openssl-sys']);

const [mode, file] = process.argv.slice(2);
// The list that is checked in is the same on every machine; a package lists what is in it.
const target = mode === '--text' ? host() : 'x86_64-unknown-linux-gnu';

const isIn = (crate) => !(ELSEWHERE.has(crate) && target.includes('linux'));

const texts = new Map();
const parts = [...crates(), ...packages()].sort(
  (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
);
if (mode === '--text') {
  writeFileSync(file, toRead());
} else {
  const plain = parts.map(({ authors: _, ...part }) => part);
  const list = `${JSON.stringify({ parts: plain, texts: [...texts.keys()] })}\n`;
  if (mode !== '--check') {
    writeFileSync(OUT, list);
    console.log(`${OUT}: ${parts.length} parts, ${texts.size} texts`);
  } else if (readFileSync(OUT, 'utf8') !== list) {
    console.error(`${OUT} is out of date: make licences`);
    process.exit(1);
  }
}

/** Each text once, with the names of the parts that come under it. */
function toRead() {
  const rule = '='.repeat(80);
  const title = ({ name, version, licence }) => `${name} ${version} (${licence || 'see the text'})`;
  const under = [...texts.keys()].map((text, place) => {
    const names = parts.filter((part) => part.texts.includes(place)).map(title);
    return `${rule}\n${names.join('\n')}\n${'-'.repeat(80)}\n\n${text}`;
  });
  const bare = parts.filter((part) => part.texts.length === 0);
  const by = ({ authors }) => (authors.length > 0 ? `, by ${authors.join(', ')}` : '');
  const lines = bare.map((part) => `${title(part)}${by(part)}`);
  const rest = `${rule}\nThese come without a text of their own:\n\n${lines.join('\n')}`;
  const head = `Mayfly contains these ${parts.length} libraries, under their own licences.`;
  return `${[head, ...under, ...(bare.length > 0 ? [rest] : [])].join('\n\n')}\n`;
}

function host() {
  const rustc = execFileSync('rustc', ['-vV'], { encoding: 'utf8' });
  return /^host: (.*)$/m.exec(rustc)[1];
}

/** The crates that are linked into the app. */
function crates() {
  const metadata = JSON.parse(
    execFileSync(
      process.env.CARGO ?? 'cargo',
      ['metadata', '--format-version', '1', '--locked', '--filter-platform', target],
      { maxBuffer: 1 << 28 },
    ),
  );
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const root = metadata.packages.find((one) => one.name === 'mayfly');
  const wanted = new Set();
  const queue = [root.id];
  while (queue.length > 0) {
    const id = queue.pop();
    // A procedural macro runs while building: neither it nor what it is made of is in the program.
    const macro = packages.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
    if (wanted.has(id) || macro) continue;
    wanted.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) queue.push(pkg);
    }
  }
  const bundled = BUNDLED.filter(({ crate }) => isIn(crate)).map(({ name, crate, licence, file }) => {
    const { version, manifest_path } = metadata.packages.find((one) => one.name === crate);
    const text = readFileSync(join(dirname(manifest_path), file), 'utf8');
    return { name, version: `${crate} ${version}`, licence, texts: [place(text)], authors: [] };
  });
  const linked = [...wanted]
    .map((id) => packages.get(id))
    .filter(({ name, source }) => source !== null && isIn(name))
    .map(({ name, version, license, manifest_path, authors }) => ({
      name,
      version,
      licence: license ?? '',
      texts: textsIn(dirname(manifest_path), license ?? ''),
      authors,
    }));
  return [...linked, ...bundled];
}

/** The packages whose code is in the window's page. */
function packages() {
  const { dependencies } = JSON.parse(readFileSync('ui/package.json', 'utf8'));
  return [...Object.keys(dependencies), 'svelte'].map((name) => {
    const folder = join('ui/node_modules', name);
    const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const authors = author ? [author.name ?? author] : [];
    return { name, version, licence: license, texts: textsIn(folder, license), authors };
  });
}

/** The texts in a folder. Of a choice that has MIT in it, MIT is taken. */
function textsIn(folder, licence) {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && NAMES.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const choice = /\bMIT\b/.test(licence) && !/ AND /.test(licence);
  const mit = choice && files.some((name) => /mit/i.test(name));
  return files
    .filter((name) => !mit || /mit|notice|copyright/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.trim() !== '')
    .map(place);
}

/** Where a text is in the list of all: many parts share one. */
function place(text) {
  const plain = text.replace(/\r\n?/g, '\n').trim();
  if (!texts.has(plain)) texts.set(plain, texts.size);
  return texts.get(plain);
}

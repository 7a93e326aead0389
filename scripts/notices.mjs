// Writes what the licences of the built-in libraries ask to be passed on: their texts, each once, with the names of
// the libraries that come under it.
//
//   node scripts/notices.mjs OUTPUT
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const CARGO = process.env.CARGO ?? 'cargo';
const IS_NOTICE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
// Compiled into the page by Vite, though package.json calls it a tool.
const IN_THE_PAGE = ['svelte'];

/** The licence files in a folder, and in its folders down to a depth. */
function notices(folder, depth) {
    return readdirSync(folder)
        .sort()
        .flatMap((name) => {
            const path = join(folder, name);
            if (statSync(path).isDirectory()) {
                const into = depth > 0 || IS_NOTICE.test(name);
                return into ? notices(path, Math.max(depth - 1, 0)) : [];
            }
            return IS_NOTICE.test(name) && !/\.(rs|html|c|h|pl|pm)$/.test(name) ? [path] : [];
        });
}

/** The crates that are linked into the program. */
function crates() {
    const run = (...args) => execFileSync(CARGO, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))[1];
    const metadata = JSON.parse(run('metadata', '--format-version', '1', '--locked', '--filter-platform', host));
    const packages = new Map(metadata.packages.map((one) => [one.id, one]));
    const nodes = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));
    const found = new Set();
    const visit = (id) => {
        if (found.has(id)) return;
        found.add(id);
        for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
            // C sources are compiled by a build script, and linked all the same.
            const source = packages.get(pkg).name.endsWith('-src');
            if (kinds.some(({ kind }) => kind === null || (source && kind === 'build'))) visit(pkg);
        }
    };
    visit(metadata.resolve.root);
    return [...found]
        .map((id) => packages.get(id))
        .filter(({ source, targets }) => source && !targets.some(({ kind }) => kind.includes('proc-macro')))
        .map(({ name, version, license, manifest_path: manifest, authors }) => ({
            title: `${name} ${version}`,
            license: license ?? 'see the text',
            authors,
            files: notices(dirname(manifest), name.endsWith('-src') ? 1 : 0),
        }));
}

/** The npm packages that are part of the page. */
function modules() {
    const page = JSON.parse(readFileSync('ui/package.json', 'utf8'));
    return [...Object.keys(page.dependencies), ...IN_THE_PAGE].map((name) => {
        const folder = join('ui/node_modules', name);
        const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const authors = author ? [author.name ?? author] : [];
        return { title: `${name} ${version} (npm)`, license, authors, files: notices(folder, 0) };
    });
}

const everything = [...crates(), ...modules()].sort((a, b) => (a.title < b.title ? -1 : 1));
const texts = new Map();
const bare = [];
for (const { title, license, authors, files } of everything) {
    if (files.length === 0) bare.push(`${title}: ${license}${authors.length > 0 ? `, by ${authors.join(', ')}` : ''}`);
    for (const file of files) {
        const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n').trim();
        // A note without words, or one that only points to the texts beside it.
        if (text.length < 40) continue;
        const key = text.replace(/\s+/g, ' ');
        const entry = texts.get(key) ?? { text, under: [] };
        entry.under.push(files.length > 1 ? `${title} (${license}; ${basename(file)})` : `${title} (${license})`);
        texts.set(key, entry);
    }
}

const rule = '='.repeat(80);
const parts = [
    `Mayfly contains these ${everything.length} libraries, under their own licences.`,
    ...[...texts.values()].map(({ text, under }) => `${rule}\n${under.join('\n')}\n${'-'.repeat(80)}\n\n${text}`),
];
if (bare.length > 0) parts.push(`${rule}\nThese come without a text of their own:\n\n${bare.join('\n')}`);
writeFileSync(process.argv[2], `${parts.join('\n\n')}\n`);

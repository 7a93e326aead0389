// Fails when modules of src/ import each other in a circle. Imports of types and dynamic imports count too.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const modules = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => join('src', name));

/** The module that an import refers to; undefined for packages and assets. */
function resolveImport(specifier, importer) {
  const path = specifier.startsWith('$lib/')
    ? specifier.replace('$lib', 'src/lib')
    : specifier.startsWith('.') && normalize(join(dirname(importer), specifier));
  const candidates = [path, `${path}.ts`, `${path}/index.ts`];
  return modules.find((name) => candidates.includes(name));
}

function listImports(name) {
  const source = readFileSync(name, 'utf8');
  const scripts = name.endsWith('.svelte')
    ? [...source.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script)
    : [source];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .map(({ fileName }) => resolveImport(fileName, name))
    .filter((target) => target !== undefined);
}

const imports = new Map(modules.map((name) => [name, listImports(name)]));
const finished = new Set();

/** A circle that is reachable from a module; undefined if there is none. */
function findCycle(name, path = []) {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  if (finished.has(name)) return undefined;
  for (const target of imports.get(name) ?? []) {
    const cycle = findCycle(target, [...path, name]);
    if (cycle) return cycle;
  }
  finished.add(name);
  return undefined;
}

for (const name of modules) {
  const cycle = findCycle(name);
  if (!cycle) continue;
  console.error(`import cycle: ${cycle.join(' -> ')}`);
  process.exit(1);
}

import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = import.meta.dirname;
const components = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte'))
  .map((name) => join('src', name))
  .sort();

// A component's class is its place among all: class names stand twice in what a phone loads, and chance cannot be packed.
function cssHash({ filename }) {
  const place = components.indexOf(relative(root, resolve(root, filename)));
  if (place < 0) throw new Error(`${filename} is not below src`);
  return `s${place.toString(36)}`;
}

// `fragments: 'tree'` builds templates node by node instead of through innerHTML, so that the pages run under
// `require-trusted-types-for 'script'` without any policy.
export default { compilerOptions: { runes: true, fragments: 'tree', discloseVersion: false, cssHash } };

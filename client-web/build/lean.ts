// Takes out of Svelte's runtime what these pages never do, a twentieth of what a phone loads: hydration, since no page is made
// on the server, and the modes that are off. Both are variables that the bundler cannot know to stay false; here they are said
// to be constants, and it drops what hangs on them.
//
// Each edit must find its place exactly once, so that a Svelte that changed fails the build and not the page.
import type { Plugin } from 'vite';

type Edit = readonly [from: string, to: string];

const HYDRATION: readonly Edit[] = [
  ['export let hydrating = false;', 'export const hydrating = false;'],
  ['\thydrating = value;\n', ''],
];
const FLAGS: readonly Edit[] = [
  ['export let async_mode_flag = false;', 'export const async_mode_flag = false;'],
  ['export let legacy_mode_flag = false;', 'export const legacy_mode_flag = false;'],
  ['export let tracing_mode_flag = false;', 'export const tracing_mode_flag = false;'],
  ['\tasync_mode_flag = true;\n', ''],
  ['\tasync_mode_flag = false;\n', ''],
  ['\tlegacy_mode_flag = true;\n', ''],
  ['\ttracing_mode_flag = true;\n', ''],
];
// Waiting inside a template is part of the async mode: without it nothing is ever awaited there.
const ASYNC: readonly Edit[] = [['if (async.length === 0 && pending.length === 0) {', 'if (true) {']];
// State is replaced here, never changed in place (tests/sources.test.ts), so nothing needs to watch the inside of an object.
const PROXY: readonly Edit[] = [['export function proxy(value) {\n', 'export function proxy(value) {\n\treturn value;\n']];
const EDITS: readonly [file: string, edits: readonly Edit[]][] = [
  ['/svelte/src/internal/client/dom/hydration.js', HYDRATION],
  ['/svelte/src/internal/flags/index.js', FLAGS],
  ['/svelte/src/internal/client/reactivity/async.js', ASYNC],
  ['/svelte/src/internal/client/proxy.js', PROXY],
];

export function lean(): Plugin {
  return {
    name: 'lean',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const found = EDITS.find(([file]) => id.endsWith(file));
      return found?.[1].reduce(edit, code);
    },
  };
}

function edit(code: string, [from, to]: Edit): string {
  if (code.split(from).length !== 2) throw new Error(`Svelte has changed: "${from.trim()}" does not stand there once; see build/lean.ts`);
  return code.replace(from, to);
}

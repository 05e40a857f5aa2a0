// Takes out of Svelte's runtime what these pages never do, a fifth of it: each edit says so to the bundler, which drops what
// hangs on it. tests/sources.test.ts keeps the sources to what is promised here.
//
// Each edit must find its place exactly once, so that a Svelte that changed fails the build and not the page.
import type { Plugin } from 'vite';

type Edit = readonly [from: string, to: string];

// No page is made on the server.
const HYDRATION: readonly Edit[] = [
  ['export let hydrating = false;', 'export const hydrating = false;'],
  ['\thydrating = value;\n', ''],
];
// The modes that are off. Both these and the one above are variables that the bundler cannot know to stay false.
const FLAGS: readonly Edit[] = [
  ['export let async_mode_flag = false;', 'export const async_mode_flag = false;'],
  ['export let legacy_mode_flag = false;', 'export const legacy_mode_flag = false;'],
  ['export let tracing_mode_flag = false;', 'export const tracing_mode_flag = false;'],
  ['\tasync_mode_flag = true;\n', ''],
  ['\tasync_mode_flag = false;\n', ''],
  ['\tlegacy_mode_flag = true;\n', ''],
  ['\ttracing_mode_flag = true;\n', ''],
];
// Waiting inside a template, and forks, are part of the async mode: without it nothing is ever awaited there, a batch of changes
// is done when it has run, and no other is under way that it could belong to.
const ASYNC: readonly Edit[] = [['if (async.length === 0 && pending.length === 0) {', 'if (true) {']];
const BATCH: readonly Edit[] = [
  ['if (this.#is_deferred()) {', 'if (false) {'],
  ['const earlier_batch = this.#find_earlier_batch();', 'const earlier_batch = null;'],
];
const DEFER: Edit = ['var defer = should_defer_append();', 'const defer = false;'];
// State is replaced here, never changed in place, so nothing needs to watch the inside of an object.
const PROXY: readonly Edit[] = [['export function proxy(value) {\n', 'export function proxy(value) {\n\treturn value;\n']];
// There is no <svelte:boundary>; mount() puts one around the page, which catches nothing. A page goes with its tab, never before.
const MOUNT: readonly Edit[] = [
  ["import { component_root } from './reactivity/effects.js';", "import { branch, component_root } from './reactivity/effects.js';"],
  ["import { boundary } from './dom/blocks/boundary.js';", 'const boundary = (anchor, _, render) => branch(() => render(anchor));'],
  ['\t\treturn () => {\n\t\t\tfor (var event_name of registered_events) {', '\t\tif (false) return () => {\n\t\t\tfor (var event_name of registered_events) {'],
  ['\tmounted_components.set(component, unmount);\n', ''],
];
const UNMOUNT: Edit = ['\treturn (options = {}) => {\n', '\tif (false) return (options = {}) => {\n'];
const PENDING: Edit = ['effect.b?.is_pending &&', 'false &&'];
const ERRORS: readonly Edit[] = [['if ((effect.f & BOUNDARY_EFFECT) !== 0 && (effect.f & (DESTROYED | DESTROYING)) === 0) {', 'if (false) {']];
// Nothing moves with `transition:` or `animate:`: what goes is gone at once.
const EACH: readonly Edit[] = [
  DEFER,
  ['var is_animated = (flags & EACH_IS_ANIMATED) !== 0;', 'const is_animated = false;'],
  ['if (remaining === 0) {', 'if (true) {'],
  ['if (group) {', 'if (false) {'],
  ['\t\tif (state.outrogroups !== null) {\n', '\t\tif (false) {\n'],
  ['\n\tif (state.outrogroups !== null) {\n', '\n\tif (false) {\n'],
];
const OUTRO: readonly Edit[] = [
  ['var transitions = effect.nodes && effect.nodes.t;', 'const transitions = null;'],
  ['\teffect.f ^= INERT;\n\n\tvar t = effect.nodes && effect.nodes.t;', '\teffect.f ^= INERT;\n\n\tconst t = null;'],
  ['\t}\n\n\tvar t = effect.nodes && effect.nodes.t;', '\t}\n\n\tconst t = null;'],
  ['if (remaining > 0) {', 'if (false) {'],
];
// No `style` attribute (the policy forbids it) and no `class:`.
const ATTRIBUTES: readonly Edit[] = [
  ['\t\tif (value) {\n', '\t\tif (false) {\n'],
  ['\tif (directives) {\n', '\tif (false) {\n'],
  ["const whitespace = [...' \\t\\n\\r\\f\\u00a0\\u000b\\ufeff'];\n", ''],
];
// A page gets no props from outside, and nothing is bound to a store.
const PROPS: readonly Edit[] = [
  ['var is_entry_props = STATE_SYMBOL in props || LEGACY_PROPS in props;', 'const is_entry_props = false;'],
  ['[initial_value, is_store_sub] = capture_store_binding(() => /** @type {V} */ (props[key]));', 'initial_value = props[key];'],
];
// Nothing is `$state.eager` or inspected.
const SOURCES: readonly Edit[] = [
  ['if ((flags & EAGER_EFFECT) !== 0) {', 'if (false) {'],
  ['if (!batch.is_fork && eager_effects.size > 0 && !eager_effects_deferred) {', 'if (false) {'],
];
// Nobody takes an abort signal.
const ABORT: Edit = ['if (controller !== null) {', 'if (false) {'];
const DERIVEDS: readonly Edit[] = [
  ['if (e.teardown || e.ac) {', 'if (e.teardown) {'],
  ['if (e.ac !== null) {', 'if (false) {'],
];
const RUNTIME: readonly Edit[] = [
  ['if (reaction.ac !== null) {', 'if (false) {'],
  ['if (derived.ac !== null) {', 'if (false) {'],
];
// Of what isn't HTML there is only SVG, and no <template>.
const TEMPLATE: readonly Edit[] = [
  ['(flags & TEMPLATE_USE_MATHML) !== 0\n', 'false\n'],
  ["name === 'math' ? NAMESPACE_MATHML : ns", 'ns'],
  ['element.nodeName === TEMPLATE_TAG\n', 'false\n'],
  ["element.nodeName === 'foreignObject' ? undefined : namespace", 'namespace'],
];
// A list for the compiler, which stays because its making looks as if it did something.
const UTILS: readonly Edit[] = [['\t...DOM_BOOLEAN_ATTRIBUTES,\n', '']];

const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  'internal/client/dom/hydration.js': HYDRATION,
  'internal/flags/index.js': FLAGS,
  'internal/client/reactivity/async.js': ASYNC,
  'internal/client/reactivity/batch.js': [...BATCH, PENDING],
  'internal/client/dom/blocks/branches.js': [DEFER],
  'internal/client/proxy.js': PROXY,
  'internal/client/render.js': MOUNT,
  'internal/client/error-handling.js': ERRORS,
  'internal/client/dom/template.js': TEMPLATE,
  'internal/client/dom/blocks/each.js': EACH,
  'internal/client/reactivity/effects.js': [UNMOUNT, ...OUTRO, ABORT],
  'internal/client/reactivity/deriveds.js': DERIVEDS,
  'internal/client/runtime.js': RUNTIME,
  'internal/shared/attributes.js': ATTRIBUTES,
  'internal/client/reactivity/props.js': PROPS,
  'internal/client/reactivity/sources.js': SOURCES,
  'utils.js': UTILS,
};

// What the compiler writes for components that have a <slot>.
const SLOTS = /,?\s*\$\$slots: \{ (\w+: true(, )?)+ \}/g;

export function lean(): Plugin[] {
  return [
    {
      name: 'lean-runtime',
      apply: 'build',
      enforce: 'pre',
      transform: (code, id) => EDITS[id.split('/svelte/src/')[1] ?? '']?.reduce(edit, code),
    },
    {
      name: 'lean-components',
      apply: 'build',
      enforce: 'post',
      transform: (code, id) => (id.endsWith('.svelte') ? code.replace(SLOTS, '') : undefined),
    },
  ];
}

function edit(code: string, [from, to]: Edit): string {
  if (code.split(from).length !== 2) throw new Error(`Svelte has changed: "${from.trim()}" does not stand there once; see build/lean.ts`);
  return code.replace(from, to);
}

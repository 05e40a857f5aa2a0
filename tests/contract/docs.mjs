// What the pages say, held against the code: every link leads somewhere, every file, function and name exists, every command
// line can be typed, every message passes its schema, and the client that docs/API.md quotes is the one that is run.
//
//   node tests/contract/docs.mjs [CHECK_CLI]      without the checker all but the messages
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemas } from '../../protocol/compose.mjs';
import { askChecker } from './cli.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const made = new Set(['.git', 'build', 'data', 'dist', 'node_modules', 'generated']);

function walk(folder, wanted) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : walk(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });
}

const read = (path) => readFileSync(join(root, path), 'utf8');
const result = (name, fault) => ({ name, fault: fault ? fault : null });

// ── a page, cut into what is prose and what is not ──

/** { fences: [{ info, text }], prose: the lines outside, with fenced ones left empty }. */
function pageCut(text) {
  const fences = [], prose = [];
  let fence = null;
  for (const line of text.split('\n')) {
    const mark = /^\s*```(.*)$/.exec(line);
    if (mark && !fence) fence = { info: mark[1].trim(), lines: [] };
    else if (mark) {
      fences.push({ info: fence.info, text: fence.lines.join('\n') });
      fence = null;
    } else if (fence) fence.lines.push(line);
    prose.push(mark || fence ? '' : line);
  }
  return { fences, prose };
}

const pages = walk('.', /\.md$/).map((path) => ({ path, ...pageCut(read(path)) }));
const spansOf = (line) => [...line.matchAll(/`([^`]+)`/g)].map(([, span]) => span);

// ── links ──

/** As GitHub makes them. */
function anchorsOf(prose) {
  const headings = prose.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  return new Set(headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')));
}

function linkFault(page, target) {
  const [file, anchor] = target.split('#');
  const path = file ? relative(root, resolve(root, dirname(page.path), file)) : page.path;
  if (!existsSync(join(root, path))) return `${target} leads nowhere`;
  const to = pages.find((each) => each.path === path);
  return anchor && to && !anchorsOf(to.prose).has(anchor) ? `${target}: there is no such heading` : null;
}

function linkCases() {
  return pages.map((page) => {
    const text = page.prose.join('\n').replace(/`[^`]*`/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));
    return result(`links of ${page.path}`, targets.map((target) => linkFault(page, target)).filter(Boolean).join('; '));
  });
}

// ── files, functions, names ──

const named = /^(docs\/(WALK|ARCHITECTURE|API|OPERATIONS|PRIVACY)\.md|docs\/decisions\/|server\/(engine\/)?README\.md)/;
const from = ['', 'server', 'protocol', 'client-web', 'client-web/src', 'tests', 'docs'];
const sources = new Map(
  ['server', 'protocol', 'client-web/src', 'tests', 'cmake', 'scenarios']
    .flatMap((folder) => walk(folder, /\.(c|h|in|ts|mjs|svelte|sql|json|cmake|sh|css|txt|yaml)$/))
    .concat(walk('protocol/c/generated', /\.[ch]$/), ['start', 'check'])
    .map((path) => [path, read(path)]),
);
const words = new Set([...sources.values()].flatMap((text) => text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []));

const isFile = (span) => /^[\w.@-]+(\/[\w.@-]+)*(\.(c|h|ts|mjs|svelte|sql|json|md|html|css|cmake|sh|yaml)|\/)$/.test(span);
const isFunction = (span) => /^\w+\(\)$/.test(span);
const isForeign = (span) => /^(lws|uv|sqlite3|crypto|epoll|u8)_/.test(span); // of libraries
const isName = (span) => /^[A-Za-z]\w*$/.test(span) && /_|[a-z][A-Z]/.test(span) && !isForeign(span);

/** From the page's own folder, or from one of those that pages may leave out. */
const fileFind = (span, page) => [dirname(page), ...from].map((folder) => join(folder, span)).find((path) => existsSync(join(root, path)));

/** In C a definition begins its line; in TypeScript and JavaScript a name is declared or is a method. */
function defines(path, name) {
  const pattern = /\.[ch]$/.test(path) ? `^(#define |[a-z][^;=\\n]*\\b)${name}\\(` : `\\b(function|const|let) ${name}\\b|^\\s*(async )?${name}\\([^;]*\\{$`;
  return new RegExp(pattern, 'm').test(sources.get(path) ?? '');
}

/** A row of a table that names files says that its functions are in one of them. */
function functionFault(span, line, page) {
  const name = span.slice(0, -2);
  const files = line.startsWith('|') ? spansOf(line).filter(isFile).map((file) => fileFind(file, page)) : [];
  const here = files.filter((path) => sources.has(path));
  const found = (here.length ? here : [...sources.keys()]).some((path) => defines(path, name));
  return found ? null : `there is no ${span}${here.length ? ` in ${here.join(' or ')}` : ''}`;
}

function nameFault(span, line, page) {
  if (isFile(span)) return fileFind(span, page) ? null : `there is no ${span}`;
  if (isFunction(span)) return functionFault(span, line, page);
  return isName(span) && !words.has(span) ? `nothing is called ${span}` : null;
}

function nameCases() {
  return pages.filter(({ path }) => named.test(path)).map((page) => {
    const faults = page.prose.flatMap((line) => spansOf(line).map((span) => nameFault(span, line, page.path)));
    return result(`names in ${page.path}`, faults.filter(Boolean).join('; '));
  });
}

// ── command lines ──

const known = ['./start', './check', 'coolhead', 'node', 'cmake', 'ctest', 'ninja', 'systemctl', 'sudo', 'apt-get', 'curl', 'find', 'git'];

/** What server/cli.c understands: { words: ["trainer", "add"], options: the long ones }. */
function readCommands() {
  const text = read('server/cli.c');
  const letters = new Map([...text.matchAll(/\{ "(\w+)", \w+_argument, NULL, '(\w)' \}/g)].map(([, name, letter]) => [letter, `--${name}`]));
  return [...text.matchAll(/\{ "(\w+)", (?:NULL|"(\w+)"), COMMAND_\w+, TAKES_\w+, "(\w*)",/g)].map(([, first, second, own]) => ({
    words: second ? [first, second] : [first],
    options: [...own].map((letter) => letters.get(letter)).concat('--help'),
  }));
}

const commands = readCommands();
const startOptions = [...read('start').matchAll(/^ {4}(?:-h \| )?(--[\w-]+)\)/gm)].map(([, option]) => option);
const checkSteps = [...read('check').matchAll(/^ {2}"([\w-]+) *\|/gm)].map(([, step]) => step).concat('--list');

function coolheadFault(words) {
  if (['--help', '--version'].includes(words[0])) return null;
  const command = commands.find((each) => each.words.every((word, index) => index >= words.length || words[index] === word));
  if (!command) return `coolhead has no command "${words.slice(0, 2).join(' ')}"`;
  const strange = words.find((word) => word.startsWith('--') && !command.options.includes(word.replace(/=.*/, '')));
  return strange ? `coolhead ${command.words.join(' ')} has no ${strange}` : null;
}

function lineFault(line) {
  const [first, ...words] = line.trim().split(/\s+/).map((word) => word.replace(/^\[|[\],.;]+$/g, ''));
  const command = first === 'sudo' ? words.find((word) => !word.startsWith('-')) : first;
  if (command?.split('/').pop() === 'coolhead') return coolheadFault(words.slice(first === 'sudo' ? words.indexOf(command) + 1 : 0));
  if (!known.includes(first)) return `"${first}" is not a command that a reader is known to have`;
  if (first === './start') return words.filter((word) => word.startsWith('--') && !startOptions.includes(word)).map((word) => `./start has no ${word}`)[0];
  if (first === './check') return words.filter((word) => !checkSteps.includes(word) && !/^[A-Z]/.test(word)).map((word) => `./check has no ${word}`)[0];
  return null;
}

const linesOf = (text) => text.replace(/\\\n\s*/g, '').split('\n').map((line) => line.replace(/(^|\s)#.*$/, '')).filter((line) => line.trim());

function commandCases() {
  const found = result('cli.c names its commands', commands.length < 4 || startOptions.length < 3 || checkSteps.length < 5 ? 'they could not be read' : '');
  return [found, ...pages.map(({ path, fences, prose }) => {
    const typed = fences.filter(({ info }) => info === 'sh').flatMap(({ text }) => linesOf(text));
    const inline = spansOf(prose.join(' ')).filter((span) => /^(coolhead|\.\/start|\.\/check) \S/.test(span));
    return result(`command lines of ${path}`, [...typed, ...inline].map(lineFault).filter(Boolean).join('; '));
  })];
}

// ── the client that is quoted ──

const CLIENT = 'docs/examples/client.mjs';
const CLIENT_LINES = 60;

function clientCases() {
  const client = read(CLIENT).trimEnd();
  const quoted = pages.find(({ path }) => path === 'docs/API.md').fences.filter(({ info }) => info === 'js');
  return [
    result(`docs/API.md quotes ${CLIENT}`, quoted.some(({ text }) => text.trimEnd() === client) ? '' : 'they differ'),
    result(`${CLIENT} is short`, client.split('\n').length > CLIENT_LINES ? `more than ${CLIENT_LINES} lines` : ''),
  ];
}

// ── docs/API.md leaves nothing out ──

const typesOf = (file, wanted = () => true) => Object.entries(schemas.get(file).$defs).filter(([, def]) => !def['x-shared'] && wanted(def)).map(([type]) => type);
const isFromClient = (def) => def['x-from'].join() !== 'engine';

function wholeCases() {
  const { refusal, notice } = schemas.get('server_message.json').$defs;
  const parts = {
    'what clients send': typesOf('client_message.json'),
    'what the server sends': typesOf('server_message.json'),
    commands: ['session_command.json', 'class_command.json', 'sheet_command.json'].flatMap((file) => typesOf(file, isFromClient)),
    events: ['session_event.json', 'sheet_event.json'].flatMap((file) => typesOf(file)),
    refusals: refusal.enum,
    notices: notice.properties.code.enum,
    questions: [...read('server/engine/ask.c').matchAll(/\[ASK_\w+\] = \{ "([\w/]+)"/g)].map(([, path]) => path),
  };
  const text = read('docs/API.md');
  const tells = (name) => [`\`${name}\``, `"type":"${name}"`, `/api/${name}`].some((form) => text.includes(form));
  return Object.entries(parts).map(([part, names]) => result(`docs/API.md tells all ${part}`, names.filter((name) => !tells(name)).join(', ')));
}

// ── docs/TRAINERS.md: what stands in bold stands on a screen ──

const entities = { '&amp;': '&', '&nbsp;': ' ' };

function screenCases() {
  const screens = [...sources].filter(([path]) => path.startsWith('client-web/src/')).map(([, text]) => text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity)).join('\n');
  const page = pages.find(({ path }) => path === 'docs/TRAINERS.md').prose.join('\n');
  const labels = [...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label]) => label.replace(/\s+/g, ' ')).filter((label) => !/\.$/.test(label));
  return [result('docs/TRAINERS.md names what is on the screens', labels.filter((label) => !screens.includes(label)).join('; '))];
}

export function docCases() {
  return [...linkCases(), ...nameCases(), ...commandCases(), ...clientCases(), ...wholeCases(), ...screenCases()];
}

// ── messages: ```json client, ```json server, ```json api#NAME ──

/** The JSON values of a block, each of which begins on a line of its own. */
function valuesOf(text) {
  const values = [];
  let part = '';
  for (const line of text.split('\n')) {
    part += line;
    try {
      values.push(JSON.parse(part));
      part = '';
    } catch {
      // goes on in the next line
    }
  }
  if (part.trim()) throw new Error(`not JSON: ${part.slice(0, 80)}`);
  return values;
}

/** A view may hide fields of an event, but never adds one. */
function eventFault({ type, ...fields }) {
  const def = ['session_event.json', 'sheet_event.json'].map((file) => schemas.get(file).$defs[type]).find(Boolean);
  const strange = def && Object.keys(fields).find((name) => !def.properties[name]);
  return def ? strange && `${type} has no ${strange}` : `there is no event ${type}`;
}

const askers = {
  client: (value) => ['decode', '-', JSON.stringify(value)],
  server: (value) => ['check', `server_message.json#/$defs/${value.type}`, JSON.stringify(value)],
};

function asksOf({ path, fences }) {
  return fences.filter(({ info }) => /^json (client|server|api#\w+)$/.test(info)).flatMap(({ info, text }) => {
    const [kind, def] = info.slice(5).split('#');
    return valuesOf(text).flat().map((value) => ({
      name: `${path}: ${kind} ${def ?? value.type}`,
      line: def ? ['check', `api.json#/$defs/${def}`, JSON.stringify(value)] : askers[kind](value),
      fault: kind === 'server' && value.type === 'event' ? eventFault(value.event) : null,
    }));
  });
}

export function docMessageCases(program) {
  const asks = pages.flatMap(asksOf);
  const answers = askChecker(program, asks.map(({ line }) => line));
  return asks.map(({ name, fault }, index) => {
    const { ok, path, text } = answers[index];
    return result(name, ok ? fault : `at ${path}: ${text}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cases = [...docCases(), ...(process.argv[2] ? docMessageCases(process.argv[2]) : [])];
  const failed = cases.filter(({ fault }) => fault !== null);
  for (const { name, fault } of failed) console.log(`FAILED ${name}: ${fault}`);
  console.log(`${cases.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

// Every bound of every message, at its limit and one beyond, in a good example: the limit itself is judged by C and by ajv
// alike, and one beyond it is refused by both, in C at that place and for that bound.
import { messages, qualify, schemas } from '../../protocol/compose.mjs';
import { newMessageJudge } from './ajv.mjs';
import { askChecker } from './cli.mjs';
import { checkLine, goodExamples } from './examples.mjs';
import { stricter } from './strict.mjs';

const integerMax = Number.MAX_SAFE_INTEGER;
// What a socket says before a schema is asked: these two have sentences of their own.
const envelope = new Set(['/id', '/stream']);

function referred(ref) {
  const [file, pointer] = ref.split('#');
  const part = (pointer ?? '').split('/').slice(1).reduce((schema, key) => schema[key], schemas.get(file));
  return qualify(part, file);
}

/** The plain schemas that a value here has to fit: what $ref names, and of a choice the branch that the value's type names. */
function layersOf(schema, value) {
  const { $ref, oneOf, anyOf, ...own } = schema;
  const branches = [...(oneOf ?? []), ...(anyOf ?? [])].map((branch) => ({ ...branch }));
  const named = branches.filter((branch) => layersOf(branch, value).some(({ properties }) => properties?.type?.const !== undefined && properties.type.const === value?.type));
  return [own, ...($ref ? layersOf(referred($ref), value) : []), ...named.flatMap((branch) => layersOf(branch, value))];
}

const clone = (value) => structuredClone(value);
const entries = (list, count) => Array.from({ length: count }, (_, index) => clone(list[index] ?? list.at(-1) ?? 0));

/** [keyword, value at the limit, value one beyond] for every bound that a layer sets on a value. */
function bounds(layer, value) {
  const found = [];
  const add = (keyword, at, beyond) => found.push([keyword, at, beyond]);
  if (typeof value === 'number') {
    if (layer.minimum > -integerMax) add('minimum', layer.minimum, layer.minimum - 1);
    if (layer.maximum < integerMax) add('maximum', layer.maximum, layer.maximum + 1);
  }
  if (typeof value === 'string') {
    if (layer.minLength > 0) add('minLength', 'a'.repeat(layer.minLength), 'a'.repeat(layer.minLength - 1));
    if (layer.maxLength !== undefined)
      for (const character of ['a', '🙂']) add('maxLength', character.repeat(layer.maxLength), character.repeat(layer.maxLength + 1));
  }
  if (Array.isArray(value)) {
    if (layer.minItems > 0) add('minItems', entries(value, layer.minItems), entries(value, layer.minItems - 1));
    if (layer.maxItems !== undefined && value.length > 0) add('maxItems', entries(value, layer.maxItems), entries(value, layer.maxItems + 1));
  }
  for (const name of layer.required ?? []) {
    const { [name]: _, ...without } = value;
    add('required', value, without);
  }
  if (layer.additionalProperties === false) add('additionalProperties', value, { ...value, colour: 1 });
  return found;
}

/** Every bound in a value: { path, keyword, at, beyond }, the last two as the whole value. */
function boundsIn(schema, value, path = [], put = (part) => part) {
  const layers = layersOf(schema, value);
  const here = layers.flatMap((layer) => bounds(layer, value)).map(([keyword, at, beyond]) => ({ path, keyword, at: put(at), beyond: put(beyond) }));
  const below = layers.flatMap((layer) =>
    Array.isArray(value)
      ? value.slice(0, 1).flatMap((entry) => (layer.items ? boundsIn(layer.items, entry, [...path, 0], (part) => put([part, ...value.slice(1)])) : []))
      : Object.entries(layer.properties ?? {}).flatMap(([name, property]) =>
          value !== null && typeof value === 'object' && name in value
            ? boundsIn(property, value[name], [...path, name], (part) => put({ ...value, [name]: part }))
            : []));
  return [...here, ...below];
}

// What no socket carries is found by its type, before the checker sees it.
const isEnvelopes = ({ kind }, { path, keyword, beyond }) =>
  (kind === 'event' || kind === 'engine') && path.length === 0 && keyword === 'required' && !('type' in beyond);

export function boundaryCases(program) {
  const ajv = newMessageJudge();
  const cases = messages.flatMap((message) => {
    const seen = new Set(); // one case for each bound: other examples meet most of them again
    return goodExamples(message).flatMap((example) =>
      boundsIn(message.schema, example).filter((bound) => !isEnvelopes(message, bound)).flatMap(({ path, keyword, at, beyond }) => {
        const pointer = path.map((key) => `/${key}`).join('');
        return [['at', at], ['beyond', beyond]]
          .map(([side, value]) => ({ message, pointer, keyword, side, value }))
          .filter((each) => {
            const key = `${pointer} ${keyword} ${each.side} ${keyword === 'required' || keyword === 'maxLength' ? JSON.stringify(each.value) : ''}`;
            return !seen.has(key) && seen.add(key);
          });
      }));
  });
  const lines = cases.map(({ message, value }) => (message.kind === 'command' ? ['decode', '-', JSON.stringify(value)] : checkLine(message, value)));
  const answers = askChecker(program, lines);
  return cases.map((each, index) => ({
    name: `boundary: ${each.message.type}${each.pointer} ${each.side} ${each.keyword}`,
    fault: judge(each, ajv(each.message, each.value) === true, answers[index]),
  }));
}

function judge({ side, pointer, keyword }, fits, answer) {
  if (side === 'beyond') {
    if (fits) return 'ajv takes it';
    if (answer.ok) return 'C takes it';
    if (answer.keyword in stricter || envelope.has(pointer)) return null;
    // An envelope's field that is missing is asked for by its own sentence; so is a type that nobody knows.
    if (!answer.path.startsWith(pointer)) return `C refuses it at ${answer.path}: ${answer.text}`;
    return answer.keyword === keyword || (keyword === 'required' && answer.keyword === 'type') ? null : `C refuses it for its ${answer.keyword}`;
  }
  if (answer.ok === fits) return null;
  if (fits && (answer.keyword in stricter || answer.path === '/stream')) return null;
  return fits ? `ajv takes it, C does not: ${answer.path} ${answer.text}` : 'C takes it, ajv does not';
}

// The contract over real traffic: every message that people.mjs sends or gets is judged by ajv, and what was seen is
// remembered, so that vocabulary.test.mjs can say what no test has ever put on the wire.
import { newAjv } from '../../contract/ajv.mjs';
import { messages, schemas } from '../../../protocol/compose.mjs';

const ajv = newAjv();
for (const schema of schemas.values()) ajv.addSchema(schema);

// What a role may not see is left out of its view of an event: there no field but the type is owed.
const asSeen = ({ kind, schema }) => (kind === 'event' ? { ...schema, required: ['type'] } : schema);
const travelling = messages.filter(({ file, kind }) => kind !== 'engine' && file !== 'class_event.json' && file !== 'api.json');
const judges = new Map(travelling.map((message) => [`${message.file}#${message.type}`, ajv.compile(asSeen(message))]));

const ANSWERS = {
  me: 'me', setup: 'me', sign_in: 'me', sign_out: 'done', classes: 'classes', 'classes/new': 'class_made', 'classes/delete': 'done',
  library: 'library', recordings: 'recordings', recording: 'recording', handover: 'handover', erase_person: 'erased',
  erase_text: 'erased',
};
const answerOf = (path) => (path === 'page' ? 'sheet_command.json#/$defs/page' : `api.json#/$defs/${ANSWERS[path]}`);

/** Every type that may travel, as "file#type". */
export const vocabulary = new Set(judges.keys());
/** Those that did; of commands, those that were accepted: to be refused takes no rule at all. */
export const seen = new Set();

function judge(key, value, who) {
  const validate = judges.get(key);
  if (!validate) throw new Error(`${who}: ${key} is not in the contract`);
  if (validate(value)) return;
  const [{ instancePath, message }] = validate.errors;
  throw new Error(`${who}: ${key} breaks the contract at "${instancePath}": ${message}\n${JSON.stringify(value).slice(0, 500)}`);
}

const scorerOf = (stream) => stream % 512;

export function judgeReceived(message, who) {
  const keys = [`server_message.json#${message.type}`];
  judge(keys[0], message, who);
  if (message.type === 'event') keys.push(`${scorerOf(message.stream) ? 'sheet' : 'session'}_event.json#${message.event.type}`);
  if (message.type === 'event') judge(keys[1], message.event, who);
  for (const key of keys) seen.add(key);
}

const FROM_CLIENTS = ['client_message.json', 'session_command.json', 'class_command.json', 'sheet_command.json'];
const keyOfSent = ({ type }) => FROM_CLIENTS.map((file) => `${file}#${type}`).find((key) => judges.has(key));

export function judgeSent(message) {
  judge(keyOfSent(message), message, 'a client');
  if (!message.id) seen.add(keyOfSent(message));
}

export function noteAccepted(command) {
  seen.add(keyOfSent(command));
}

export function judgeAnswer(path, status, value) {
  const key = status === 200 ? answerOf(path) : 'api.json#/$defs/problem';
  const validate = ajv.getSchema(key);
  if (!validate(value)) throw new Error(`the answer to ${path} is no ${key}: ${ajv.errorsText(validate.errors)}`);
}

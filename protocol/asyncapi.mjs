// Makes asyncapi.yaml from the schemas: every message of the socket, in both directions, for whoever writes a client.
// `node protocol/asyncapi.mjs` writes it, `--check` says whether the committed one is fresh.
import { createRequire } from 'node:module';
import { messages, qualify, schemas, withoutNotes } from './compose.mjs';
import { keepFile } from './keep.mjs';

// The packages of the generators live with the tests: nothing of them is shipped.
const { dump } = createRequire(new URL('../tests/package.json', import.meta.url))('js-yaml');

const fromClient = messages.filter(({ file, kind }) => kind === 'command' || file === 'client_message.json');
const fromServer = messages.filter(({ file }) => file === 'server_message.json');
const events = messages.filter(({ kind }) => kind === 'event');

/** "common.json#/$defs/chat" → "#/components/schemas/common.chat" */
function relink(schema) {
  if (Array.isArray(schema)) return schema.map(relink);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== '$ref') return [key, relink(value)];
      const [file, name] = value.split('.json#/$defs/');
      return [key, `#/components/schemas/${file}.${name}`];
    }),
  );
}

const nameOf = ({ file, type }) => `${file.replace('.json', '')}.${type}`;
const refTo = (message) => ({ $ref: `#/components/schemas/${nameOf(message)}` });

const shared = [...schemas].flatMap(([file, schema]) =>
  Object.entries(schema.$defs)
    .filter(([, def]) => file === 'common.json' || def['x-shared'])
    .map(([type, def]) => [nameOf({ file, type }), relink(withoutNotes(qualify(def, file)))]),
);

/** Who may give a command, and when, in a sentence. */
function conditions({ notes }) {
  const from = notes['x-from'] ?? [];
  const when = notes['x-phase'] ?? notes['x-round'] ?? notes['x-kinds'] ?? [];
  const by = from.length > 0 ? `Given by: ${from.filter((role) => role !== 'engine').join(', ')}.` : '';
  const during = when.length > 0 && !when.includes('*') ? `During: ${when.join(', ')}.` : '';
  return [notes.description, by, during].filter(Boolean).join(' ');
}

const messageOf = (message) => ({
  name: message.type,
  title: message.type,
  ...(conditions(message) ? { summary: conditions(message) } : {}),
  contentType: 'application/json',
  payload: refTo(message),
});

const oneOf = (list) => ({ oneOf: list.map(refTo) });

/** The event of a server's message `event` is one of all of them; a role may not see every field. */
function serverSchema(message) {
  const schema = relink(message.schema);
  if (message.type !== 'event') return schema;
  const names = events.map(({ type }) => type).sort();
  const description = `Its type is one of: ${names.join(', ')}. Their fields stand in components/schemas; of these, a role gets those that it may see.`;
  return { ...schema, properties: { ...schema.properties, event: { ...schema.properties.event, description } } };
}

const batch = {
  name: 'batch',
  title: 'batch',
  summary: 'Every text message of the server is a list of messages, in order.',
  contentType: 'application/json',
  payload: { type: 'array', minItems: 1, items: oneOf(fromServer) },
};

const document = {
  asyncapi: '3.0.0',
  info: {
    title: 'Coolhead',
    version: '1.0.0',
    description:
      'The WebSocket of Coolhead, a live role-play server for training classes. A client speaks the sub-protocol coolhead.v1, ' +
      'sends hello or join first, and then one JSON object a text message. The server answers with lists of messages. ' +
      'Made from protocol/schema; docs/API.md tells the story.',
  },
  defaultContentType: 'application/json',
  servers: { local: { host: 'localhost:8080', pathname: '/ws', protocol: 'ws', description: 'A server on this machine.' } },
  channels: {
    socket: {
      address: '/ws',
      title: 'The socket',
      servers: [{ $ref: '#/servers/local' }],
      messages: {
        ...Object.fromEntries(fromClient.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
        batch: { $ref: '#/components/messages/batch' },
      },
      bindings: {
        ws: {
          method: 'GET',
          headers: {
            type: 'object',
            required: ['Sec-WebSocket-Protocol'],
            properties: { 'Sec-WebSocket-Protocol': { type: 'string', const: 'coolhead.v1' } },
          },
        },
      },
    },
  },
  operations: {
    take: {
      action: 'receive',
      summary: 'What a client sends: one object a text message.',
      channel: { $ref: '#/channels/socket' },
      messages: fromClient.map(({ type }) => ({ $ref: `#/channels/socket/messages/${type}` })),
    },
    tell: {
      action: 'send',
      summary: 'What the server sends: a list of messages a text message.',
      channel: { $ref: '#/channels/socket' },
      messages: [{ $ref: '#/channels/socket/messages/batch' }],
    },
  },
  components: {
    messages: { ...Object.fromEntries(fromClient.map((message) => [message.type, messageOf(message)])), batch },
    schemas: Object.fromEntries([
      ...shared,
      ...fromClient.map((message) => [nameOf(message), relink(message.schema)]),
      ...fromServer.map((message) => [nameOf(message), serverSchema(message)]),
      ...events.map((message) => [nameOf(message), relink(message.schema)]),
    ]),
  },
};

const head = '# Generated from protocol/schema by protocol/asyncapi.mjs: change the schema, not this file.\n';
keepFile(new URL('asyncapi.yaml', import.meta.url), head + dump(document, { lineWidth: 120, noRefs: true }));

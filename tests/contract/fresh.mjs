// What is made from the schemas is what is committed, and asyncapi.yaml is a valid AsyncAPI document.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asyncapi from '@asyncapi/parser';
import { messages } from '../../protocol/compose.mjs';

const protocol = new URL('../../protocol/', import.meta.url);

function freshness(script) {
  const run = spawnSync(process.execPath, [fileURLToPath(new URL(script, protocol)), '--check'], { encoding: 'utf8' });
  return { name: `fresh: protocol/${script} has nothing to write`, fault: run.status === 0 ? null : run.stderr.trim() };
}

async function documentCases() {
  const text = readFileSync(new URL('asyncapi.yaml', protocol), 'utf8');
  const { document, diagnostics } = await new asyncapi.Parser().parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('/')}: ${message}`);
  const results = [{ name: 'fresh: asyncapi.yaml is valid', fault: document && errors.length === 0 ? null : errors.join('; ') }];
  const documented = new Set(document?.allMessages().all().map((message) => message.id()));
  for (const { file, type, kind } of messages) {
    if (kind !== 'command' && file !== 'client_message.json') continue;
    results.push({ name: `fresh: asyncapi.yaml documents ${type}`, fault: documented.has(type) ? null : 'it is not there' });
  }
  return results;
}

export async function freshCases() {
  return [...['generate.mjs', 'asyncapi.mjs'].map(freshness), ...(await documentCases())];
}

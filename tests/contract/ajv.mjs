// The second judge: ajv in strict mode, with our formats and our notes ("x-...") as a vocabulary.
import Ajv2020 from 'ajv/dist/2020.js';
import { messages, schemas } from '../../protocol/compose.mjs';
import { formats } from '../../protocol/formats.mjs';

function notesIn(schema, found = new Set()) {
  if (schema !== null && typeof schema === 'object') {
    for (const [key, value] of Object.entries(schema)) {
      if (key.startsWith('x-') && !Array.isArray(schema)) found.add(key);
      notesIn(value, found);
    }
  }
  return found;
}

/** strict false: for the official suite, which is written for its own sake. */
export function newAjv(strict = true) {
  const ajv = new Ajv2020({ strict, allowUnionTypes: true, formats, validateSchema: strict });
  ajv.addVocabulary([...notesIn([...schemas.values()])]);
  return ajv;
}

/** A function (message, value) → true or the JSON pointer of what ajv found wrong first. */
export function newMessageJudge() {
  const ajv = newAjv();
  for (const schema of schemas.values()) ajv.addSchema(schema);
  const compiled = new Map(messages.map((message) => [message, ajv.compile(message.schema)]));
  return (message, value) => {
    const validate = compiled.get(message);
    return validate(value) ? true : validate.errors[0].instancePath;
  };
}

// Messages of the protocol that transport tests send. The stream is any valid session id.
export const STREAM = 2 ** 26 + 2 ** 18 + 2 ** 9;
export const TOKEN = 'A'.repeat(43);

export const say = (id, text) => ({ type: 'say', id, stream: STREAM, act: 'plain', text });
export const typing = (id, on) => ({ type: 'typing', id, stream: STREAM, on });
export const join = (code) => ({ type: 'join', code, name: 'Ana', recorded: true, token: TOKEN });
export const watch = (n) => ({ type: 'watch', stream: STREAM, n });

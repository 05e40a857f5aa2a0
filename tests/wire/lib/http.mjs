// HTTP by hand: what goes out is exactly what the test says.
import net from 'node:net';

// Sends `bytes`, and gives everything that comes back until the server closes or `enough` says so.
export function exchange(port, bytes, enough = () => false) {
  return new Promise((done, fail) => {
    const socket = net.connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (more) => {
      text += more;
      if (enough(text)) socket.destroy();
    });
    socket.on('close', () => done(text));
    socket.on('error', (error) => (error.code === 'ECONNRESET' ? done(text) : fail(error)));
    socket.write(bytes);
  });
}

export function parseHead(text) {
  const [head] = text.split('\r\n\r\n');
  const [statusLine, ...lines] = head.split('\r\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: text.slice(head.length + 4) };
}

function isWhole(text) {
  if (!text.includes('\r\n\r\n')) return false;
  const { status, headers, body } = parseHead(text);
  return status === 304 || status === 101 || body.length >= Number(headers['content-length'] ?? Infinity);
}

// One request, one answer. headers: null leaves one of the usual out.
export async function request(port, { method = 'GET', path = '/', headers = {}, body = '' } = {}) {
  const all = { Host: `localhost:${port}`, ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}), ...headers };
  const lines = Object.entries(all).filter(([, value]) => value !== null);
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const enough = method === 'HEAD' ? (text) => text.includes('\r\n\r\n') : isWhole;
  return parseHead(await exchange(port, `${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`, enough));
}

export function post(port, path, body, headers = {}) {
  return request(port, {
    method: 'POST',
    path,
    body,
    headers: { Origin: `http://localhost:${port}`, 'Content-Type': 'application/json', ...headers },
  });
}

export async function health(port) {
  return JSON.parse((await request(port, { path: '/healthz' })).body);
}

// The client's pages and files, out of the binary. Needs a build with the client in it.
import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from './lib/http.mjs';
import { test } from './lib/test.mjs';

const PAGES = ['/', '/trainer', '/review', '/page', '/projector'];

// The files that a page names.
async function filesOf(port, page) {
  const { body } = await request(port, { path: page });
  return [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
}

test('every page is there, and every file that it names, by its own type', async (t) => {
  const { port } = await t.serve();
  const types = { js: /^text\/javascript/, css: /^text\/css/, svg: /^image\/svg\+xml/, woff2: /^font\/woff2/ };
  for (const page of PAGES) {
    const { status, headers } = await request(port, { path: page });
    assert.equal(status, 200, page);
    assert.match(headers['content-type'], /^text\/html; charset=utf-8$/);
    assert.equal(headers['cache-control'], 'no-cache');
    const files = await filesOf(port, page);
    assert.ok(files.length > 0, page);
    for (const path of files) {
      const file = await request(port, { path });
      assert.equal(file.status, 200, path);
      assert.match(file.headers['content-type'], types[path.split('.').pop()], path);
      assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable', path);
    }
  }
});

test('a page obeys its own policy: nothing in it is inline', async (t) => {
  const { port } = await t.serve();
  for (const page of PAGES) {
    const { body } = await request(port, { path: page });
    assert.doesNotMatch(body, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/, page);
  }
});

test('files go out in the smallest form that the browser takes, and are the same in each', async (t) => {
  const { port } = await t.serve();
  const path = (await filesOf(port, '/')).find((file) => file.endsWith('.js'));
  const get = async (accept) => {
    const answer = await request(port, { path, headers: { 'Accept-Encoding': accept } });
    return { coding: answer.headers['content-encoding'], bytes: Buffer.from(answer.body, 'latin1'), headers: answer.headers };
  };
  const [raw, gzip, brotli] = [await get('identity'), await get('gzip, deflate'), await get('gzip, deflate, br, zstd')];
  assert.deepEqual([raw.coding, gzip.coding, brotli.coding], [undefined, 'gzip', 'br']);
  assert.ok(brotli.bytes.length < gzip.bytes.length && gzip.bytes.length < raw.bytes.length);
  assert.ok(gunzipSync(gzip.bytes).equals(raw.bytes));
  assert.ok(brotliDecompressSync(brotli.bytes).equals(raw.bytes));
  assert.equal(raw.headers.vary, 'Accept-Encoding');
  assert.equal((await get('br;q=0, gzip;q=0')).coding, undefined);
  assert.equal((await get('br;q=0.5')).coding, 'br');
});

// What the content security policy and the style forbid is not in the sources: markup from strings, inline style or
// script, and APIs that a plain-http LAN address doesn't have.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const sources = [
  ...readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).map((name) => `src/${name}`),
  ...readdirSync(root).filter((name) => name.endsWith('.html')),
].filter((name) => /\.(svelte|ts|html)$/.test(name));

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\{@html\b/, '{@html} makes markup from a string'],
  [/\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b/, 'markup from a string'],
  [/\sstyle="/, 'a style attribute: use style:name={value}'],
  [/\son\w+="/, 'an inline handler'],
  [/<script(?![^>]*(\ssrc=|\slang="ts"|\smodule))[^>]*>/, 'an inline script'],
  [/\beval\(|new Function\(/, 'code from a string'],
  [/crypto\.randomUUID|crypto\.subtle/, 'only on https: not on a LAN address'],
  [/\$state(<[^;]*>)?\((\[|\{|new )/, 'state that is watched from inside: replace it whole, with $state.raw'],
  [/<svelte:boundary|<slot\b|<template\b|<math\b|foreignObject|\{#await\b|\s(transition|in|out|animate|class):\w|\$state\.eager|\$inspect|svelte\/(store|legacy|transition|animate)|\b(hydrate|unmount|fork|flushSync|getAbortSignal)\b.*from 'svelte'/, 'of Svelte, what build/lean.ts takes out'],
  [/:\s*any\b|\bas any\b|<any>/, 'any'],
  [/https?:\/\/(?!www\.w3\.org)/, 'an address of somebody else'],
];

for (const name of sources) {
  test(name, () => {
    const text = readFileSync(root + name, 'utf8');
    for (const [pattern, why] of FORBIDDEN) expect(pattern.exec(text)?.[0], why).toBeUndefined();
  });
}

import { readdirSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lucide } from './build/lucide.ts';

// Every html file in this folder is an entry. Nothing is inlined: the pages' content security policy allows only files.
export default defineConfig({
  plugins: [lucide(), svelte()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: readdirSync(import.meta.dirname).filter((name) => name.endsWith('.html')) },
  },
  server: { proxy: { '/ws': { target: 'ws://localhost:8080', ws: true }, '/api': 'http://localhost:8080' } },
  test: { include: ['tests/**/*.test.ts'] },
});

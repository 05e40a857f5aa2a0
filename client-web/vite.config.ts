import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lean } from './build/lean.ts';
import { lucide } from './build/lucide.ts';

// Every html file in this folder is an entry; build/pages.ts builds them. Nothing is inlined: the pages' content security policy allows only files.
export default defineConfig({
  plugins: [lucide(), lean(), svelte()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/ws': { target: 'ws://localhost:8080', ws: true }, '/api': 'http://localhost:8080' } },
  test: { include: ['tests/**/*.test.ts'] },
});

// Builds all pages: node build/pages.ts. Three builds, since what several pages share becomes files of its own, and a phone
// would load a dozen, with parts of the trainer's desk in them. A trainer's pages do share: they are opened side by side.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { pack } from './pack.ts';

const TOGETHER = [['index.html'], ['page.html'], ['trainer.html', 'review.html', 'projector.html']] as const;

/** Into `folder`, which is emptied first. */
export async function pagesBuild(folder: string, pages: readonly (readonly string[])[] = TOGETHER): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const [i, input] of pages.entries())
    await build({ root, logLevel: 'warn', build: { outDir: folder, emptyOutDir: i === 0, rolldownOptions: { input: [...input] } } });
  await pack(folder);
}

if (import.meta.main) await pagesBuild('dist');

// Builds all pages: node build/pages.ts. Three builds, since what several pages share becomes files of its own, and a phone
// would load a dozen, with parts of the trainer's desk in them. A trainer's pages do share: they are opened side by side.
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { alike } from './alike.ts';
import { pack } from './pack.ts';

const TOGETHER = [['index.html'], ['page.html'], ['trainer.html', 'review.html', 'projector.html']] as const;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Into `folder`, which is emptied first. */
export async function pagesBuild(folder: string, pages: readonly (readonly string[])[] = TOGETHER): Promise<void> {
  for (const [i, input] of pages.entries()) {
    const plugins = input.length === 1 ? [alike(await modulesOf(input))] : [];
    await pageBuild(input, { outDir: folder, emptyOutDir: i === 0 }, plugins);
  }
  await pack(folder);
}

async function modulesOf(input: readonly string[]): Promise<readonly string[]> {
  const { output } = (await pageBuild(input, { write: false })) as Rolldown.RolldownOutput;
  return output[0].moduleIds;
}

function pageBuild(input: readonly string[], options: InlineConfig['build'], plugins: InlineConfig['plugins'] = []) {
  return build({ root, logLevel: 'warn', plugins, build: { ...options, rolldownOptions: { input: [...input] } } });
}

if (import.meta.main) await pagesBuild('dist');

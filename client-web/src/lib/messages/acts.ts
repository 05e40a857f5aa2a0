// What a line was meant as, and what the tools are called.
import type { Act } from '../protocol.ts';

export function actWord(act: Act): string | undefined {
  switch (act) {
    case 'restate':
      return 'In my words';
    case 'boundary':
      return 'Boundary';
    case 'plain':
      return undefined;
  }
}

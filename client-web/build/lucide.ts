// Turns `import phone from 'lucide:phone'` into the outline of that icon, as one path string.
// One string an icon keeps the bundle small and lets Icon.svelte draw it without markup from outside.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PREFIX = 'lucide:';
const SHAPE = /<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)\/>/g;
const FRACTION = /\d*\.\d+/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;

export function lucide(): Plugin {
  return {
    name: 'lucide',
    resolveId: (id) => (id.startsWith(PREFIX) ? '\0' + id : undefined),
    load(id) {
      if (!id.startsWith('\0' + PREFIX)) return undefined;
      const name = id.slice(PREFIX.length + 1);
      const file = new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
      return `export default ${JSON.stringify(outline(readFileSync(fileURLToPath(file), 'utf8')))};`;
    },
  };
}

export function outline(svg: string): string {
  return [...svg.matchAll(SHAPE)].map(([, shape, source]) => path(shape!, attributes(source!))).join('').replace(FRACTION, hundredth);
}

// A hundredth of a unit is less than a hundredth of a pixel. What begins with its point may stand right behind another number,
// so it keeps it.
function hundredth(fraction: string): string {
  if (!/\.\d{3}/.test(fraction)) return fraction;
  const rounded = Number(fraction).toFixed(2).replace(/^0/, '');
  return fraction.startsWith('.') && !rounded.startsWith('.') ? '.99' : rounded;
}

function attributes(source: string): Record<string, string> {
  return Object.fromEntries([...source.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value]));
}

function path(shape: string, a: Record<string, string>): string {
  const n = (key: string) => Number(a[key] ?? 0);
  switch (shape) {
    case 'path':
      return absolute(a.d ?? '');
    case 'circle':
      return ellipse(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse':
      return ellipse(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'rect':
      return rounded(n('x'), n('y'), n('width'), n('height'), n('rx') || n('ry'));
    case 'line':
      return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`;
    default:
      return `M${a.points ?? ''}${shape === 'polygon' ? 'Z' : ''}`;
  }
}

// Paths are joined into one, so each must begin at an absolute point; what follows a relative start stays relative.
function absolute(d: string): string {
  const start = /^m\s*(-?\d*\.?\d+)[\s,]*(-?\d*\.?\d+)\s*(.*)$/s.exec(d);
  if (!start) return d;
  const [, x, y, rest] = start as unknown as [string, string, string, string];
  return `M${x} ${y}${/^[-\d.]/.test(rest) ? 'l' : ''}${rest}`;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function rounded(x: number, y: number, w: number, h: number, r: number): string {
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}` +
    `h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}Z`
  );
}

// A tile's curve comes as play seconds and values in turn; a spark wants points.
import type { Tile } from '../lib/protocol.ts';

export function curvePoints({ curve, dial }: Pick<Tile, 'curve' | 'dial'>): [number, number][] {
  const points: [number, number][] = [];
  for (let i = 0; i + 1 < curve.length; i += 2) points.push([curve[i]!, curve[i + 1]!]);
  return points.length > 0 ? points : [[0, dial]];
}

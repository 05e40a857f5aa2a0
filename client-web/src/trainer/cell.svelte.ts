// One pair on the wall: a state of its own, so that a tile that changes redraws one row and not the wall.
import type { Tile } from '../lib/protocol.ts';
import type { Standing } from './need.ts';

export interface Cell {
  readonly session: number;
  readonly tile: Tile;
  tell(tile: Tile, at: number): void;
  /** How the pair stands at a moment of the reader's clock. */
  standing(at: number): Standing;
}

export function cellNew(first: Tile, firstAt: number): Cell {
  let told = $state.raw({ tile: first, at: firstAt, stoodAt: firstAt });
  return {
    session: first.session,
    get tile() {
      return told.tile;
    },
    tell(tile, at) {
      told = { tile, at, stoodAt: !tile.running && !told.tile.running ? told.stoodAt : at };
    },
    standing(at) {
      const { tile } = told;
      return tile.running ? { tile, play: tile.play + Math.max(0, at - told.at), stoodMs: 0 } : { tile, play: tile.play, stoodMs: Math.max(0, at - told.stoodAt) };
    },
  };
}

// When the customer may give a fact away.
import type { Kit } from '../protocol.ts';

type Fact = NonNullable<Kit['facts']>[number];

export function releaseWord(fact: Fact, dial: number): string {
  switch (fact.rule) {
    case 'any_time':
      return 'Give it away whenever it fits.';
    case 'asked_openly':
      return 'Only when they ask you an open question about it.';
    case 'asked_with_permission':
      return 'Only when they have asked whether they may ask.';
    case 'calm_below':
      return dial < fact.calm_below
        ? `Your dial is at ${dial}: now you would say it.`
        : `Only when your dial is below ${fact.calm_below}. It is at ${dial}.`;
  }
}

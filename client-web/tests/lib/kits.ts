// What the three seats of a scene are handed, as the server would send it.
import type { Criterion, Kit } from '../../src/lib/protocol.ts';

const doctrine = { id: 'facts_first', title: 'Facts first', line: 'Listen to the end, get the facts, then apologise for what the facts warrant.' };

const guide = [
  { title: 'Reactions', prompts: ['How do you feel right now, in one word each?', 'What was the hardest moment?'] },
  { title: 'Description', prompts: ['Tell in three sentences what this call was about.'] },
  { title: 'Analysis', prompts: ['Which line moved the dial, and what was in it?', 'Where did the story get cut short?', 'Did the desks agree? How did you find out?'] },
  { title: 'Summary', prompts: ['What will each of you try in the next call?'] },
];

const glossary = [
  { word: 'pallet', meaning: 'A wooden platform that goods are stacked and shipped on.' },
  { word: 'proof', meaning: 'The sample page that a customer approves before printing.' },
];

function focus(titles: readonly [string, string, string]): Criterion[] {
  return [
    {
      id: 'listens',
      place: 0,
      title: titles[0],
      short: '1 denied before the story was out · 3 one slip, then listened · 5 only “I see” until the end',
      anchors: ['Denied or explained before the story was out.', 'Cut in more than once.', 'One slip, then listened.', 'Listened, with a question too early.', 'Only “I see” until the customer had said it all.'],
    },
    {
      id: 'feeling',
      place: 1,
      title: titles[1],
      short: '1 not at all · 3 a formula · 5 what this customer stands to lose',
      anchors: ['Not at all.', 'Only when asked to.', 'With a formula.', 'In own words, late.', 'In own words: what this customer stands to lose.'],
    },
    {
      id: 'facts',
      place: 4,
      title: titles[2],
      short: '1 asked nobody · 3 one desk · 5 all desks, and noticed that they disagree',
      anchors: ['Asked nobody.', 'Guessed, then asked.', 'Asked one desk.', 'Asked more than one.', 'Asked all, and noticed that they disagree.'],
    },
  ];
}

const common = { scenario: 'Two days late', customer: 'Dana Whitlock', doctrine, guide, glossary };

export const csrKit: Kit = {
  ...common,
  seat: 'csr',
  about: 'Whitlock Events. Customer for ten years, 41 orders, always paid on time. Order 7731: 6,000 programmes for an event on Friday. Status: “in production”.',
  cards: [
    { title: 'Who you are', text: 'You are with customer service at a printing company. Dana Whitlock is on the line about order 7731.' },
    { title: 'What you know', text: 'Your screen says “in production”. Why it is late, the screen doesn’t say. Production, shipping and billing can be asked.' },
    { title: 'What a good end is', text: 'Dana knows what happens, by when, and from whom. You have promised nothing that nobody can keep.' },
  ],
  focus: focus(['I let the customer finish', 'I named the feeling', 'I got the facts']),
  authority: ['A partial delivery by courier', 'Up to 15 % off this order', 'A written confirmation today'],
  desks: [
    { id: 'production', name: 'Production' },
    { id: 'shipping', name: 'Shipping' },
    { id: 'billing', name: 'Billing' },
  ],
  offers: [
    { id: 'partial', title: 'Two pallets by Thursday', terms: 'By courier, the rest on Saturday', needs_supervisor: false },
    { id: 'discount', title: '15 % off this order', terms: 'On the next invoice', needs_supervisor: false },
    { id: 'free', title: 'The whole order free', terms: 'Only a supervisor can give it', needs_supervisor: true },
  ],
};

export const customerKit: Kit = {
  ...common,
  seat: 'customer',
  about: '',
  cards: [
    { title: 'Who you are', text: 'You are Dana Whitlock. You run events. For ten years you have ordered from this company, and you have never been late with a payment.' },
    { title: 'What you want', text: 'Your programmes for Friday. Somebody told you in passing that they ship two days late. You want to know what happens now, and by when.' },
    { title: 'What you hide', text: 'Two pallets for Thursday would save the evening. You say so only when somebody asks what you need most.' },
  ],
  focus: focus(['They let me finish', 'They named what I felt', 'They got the facts']),
  dial_start: 7,
  dial_ceiling: 9,
  cools: ['Being heard to the end', 'A time that somebody stands for', 'Your name, used once'],
  heats: ['“Calm down”', 'Whose fault it is', 'Being passed on'],
  ladder: [
    { dial: 9, line: 'That’s it. Put somebody on who can actually help.' },
    { dial: 8, line: 'Then tell me what you’re going to DO about it.' },
    { dial: 7, line: 'Ten years. Ten! And this is what I get.' },
    { dial: 5, line: 'Fine. And when exactly will I know?' },
    { dial: 3, line: 'All right. That would do it, thank you.' },
  ],
  facts: [
    { id: 'pallets', title: 'Two pallets are enough', text: 'The first 2,000 programmes are for Thursday’s press evening. The rest can wait till Saturday.', rule: 'asked_openly', calm_below: 0, sensitive: false },
    { id: 'proof', title: 'The proof was late', text: 'You approved the proof one day after the date on it. You hope nobody noticed.', rule: 'calm_below', calm_below: 5, sensitive: true },
  ],
};

export const observerKit: Kit = {
  ...common,
  seat: 'observer',
  about: '',
  cards: [{ title: 'The scene', text: 'A customer of ten years is told in passing that an order for Friday ships two days late. Watch the three behaviours under “Focus”, not everything.' }],
  focus: focus(['Lets the customer finish', 'Names the feeling', 'Gets the facts']),
};

// A whole client: joins a class, reads its brief, answers every line of its partner, and comes back after a lost connection.
//   node client.mjs http://localhost:8080 KM7Q4P Ana          (a node that has WebSocket: 22 or newer)
import { randomBytes } from 'node:crypto';

const [base, code, name] = process.argv.slice(2);
const token = randomBytes(32).toString('base64url'); // who we are; a page keeps it for the next visit
const open = new Map(); // commands without an answer, by id, in order
const positions = new Map(); // stream → the last n that we have seen
let socket, place, welcomed = false, instance = 0, counter = 0, pause = 500;

const send = (message) => socket.send(JSON.stringify(message));

function command(message) {
  const whole = { ...message, id: ++counter, stream: place.session };
  open.set(whole.id, whole);
  if (welcomed) send(whole); // else it goes out after the next welcome
}
const on = {
  welcome(message) {
    if (message.who === 'nobody') return send({ type: 'join', code, name, recorded: true, token });
    if (message.instance !== instance) open.clear(), (counter = 0); // a new life: what was open may or may not have happened
    [welcomed, instance, pause] = [true, message.instance, 500];
    for (const [stream, n] of positions) send({ type: 'watch', stream, n });
    open.forEach((each) => send(each));
  },
  place(message) {
    const [before, after] = [place?.session ?? 0, message.session]; // 0: the lobby
    if (before && before !== after) positions.delete(before), send({ type: 'unwatch', stream: before });
    if (after && before !== after) positions.set(after, 0), send({ type: 'watch', stream: after, n: 0 });
    place = message;
    console.log(`${name}: ${place.stage}, ${place.seat}, with ${place.partner.join(' and ') || 'nobody'}`);
  },
  event({ stream, n, play, event }) {
    if (n <= positions.get(stream) && n > 1) return; // seen before; 1 begins the stream anew
    positions.set(stream, n);
    console.log(`${name}: ${(play / 1000).toFixed(1)} s ${JSON.stringify(event).slice(0, 160)}`);
    const goesOn = event.type === 'resumed' || (event.type === 'phase_began' && event.phase === 'call');
    const [speaks, answers] = [goesOn && place.seat === 'customer', event.type === 'said' && event.by !== place.seat];
    if (event.type === 'kit_dealt' && place.seat !== 'observer') command({ type: 'ready' });
    if (speaks || (answers && place.seat !== 'observer'))
      setTimeout(command, 2000, { type: 'say', act: 'plain', text: speaks ? 'Where is my order?' : 'I see.' });
  },
  accepted: ({ id }) => open.delete(id),
  refused({ id, code, text }) {
    console.log(`${name}: ${text}`);
    if (code === 'not_saved') setTimeout(() => welcomed && open.forEach((each) => send(each)), 700);
    else open.delete(id);
  },
  notice: ({ code, text }) => (console.log(`${name}: ${text}`), ['moved', 'removed', 'class_deleted'].includes(code) && process.exit()),
};
(function connect() {
  const mine = (socket = new WebSocket(`${base.replace('http', 'ws')}/ws`, { protocols: ['coolhead.v1'], headers: { origin: base } }));
  mine.onopen = () => send({ type: 'hello', version: 1, token, instance });
  mine.onmessage = ({ data }) => JSON.parse(data).forEach((message) => on[message.type]?.(message));
  mine.onclose = mine.onerror = () => {
    if (socket !== mine) return; // a failed connection tells of itself by error, by close, or by both
    [socket, welcomed] = [undefined, false];
    setTimeout(connect, (pause = Math.min(8000, pause * 2)) * (0.5 + Math.random() / 2));
  };
})();

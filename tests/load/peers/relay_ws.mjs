// The smallest pair relay on ws: "J" and the number of the pair joins, everything after that goes to the partner, and the
// sender gets "A".   node relay_ws.mjs PORT
import { WebSocketServer } from 'ws';

const waiting = new Map(); // pair → who came first

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false, backlog: 4096 });
server.on('connection', (socket) => {
  let partner = null;
  socket.meet = (other) => (partner = other);
  const join = (pair) => {
    const first = waiting.get(pair);
    if (!first) return waiting.set(pair, socket);
    waiting.delete(pair);
    first.meet(socket);
    socket.meet(first);
  };
  let joined = false;
  socket.on('message', (data) => {
    if (!joined) {
      joined = true;
      join(data.toString().slice(1));
      return socket.send('J');
    }
    partner?.send(data, { binary: false });
    socket.send('A');
  });
});

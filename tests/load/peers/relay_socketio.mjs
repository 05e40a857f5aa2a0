// The smallest pair relay on socket.io: WebSocket only, the partner's socket kept at hand instead of a room, and the
// library's own acknowledgements.   node relay_socketio.mjs PORT
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const waiting = new Map(); // pair → who came first

const http = createServer();
const server = new Server(http, { transports: ['websocket'], serveClient: false });
server.on('connection', (socket) => {
  let partner = null;
  socket.data.meet = (other) => (partner = other);
  socket.on('join', (pair, acknowledge) => {
    const first = waiting.get(pair);
    if (first) {
      waiting.delete(pair);
      first.data.meet(socket);
      partner = first;
    } else waiting.set(pair, socket);
    acknowledge();
  });
  socket.on('line', (text, acknowledge) => {
    partner?.emit('line', text);
    acknowledge();
  });
});
http.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });

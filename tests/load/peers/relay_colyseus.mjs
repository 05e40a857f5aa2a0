// The smallest pair relay on Colyseus: a room for two without state, found by the number of the pair; "l" is a line, "a" its
// acknowledgement.   node relay_colyseus.mjs PORT
import { Room, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';

class PairRoom extends Room {
  maxClients = 2;

  onCreate() {
    this.onMessage('l', (client, text) => {
      for (const other of this.clients) if (other !== client) other.send('l', text);
      client.send('a', 'a');
    });
  }
}

const server = new Server({ transport: new WebSocketTransport(), greet: false });
server.define('pair', PairRoom).filterBy(['pair']);
await server.listen(Number(process.argv[2]), '127.0.0.1', 4096);

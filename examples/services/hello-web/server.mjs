/** Serves the release in whose folder it lies, on 127.0.0.1. Usage: node server.mjs <port> */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const page = readFileSync(new URL('./index.html', import.meta.url));
const release = JSON.parse(readFileSync(new URL('./release.json', import.meta.url), 'utf8'));
const health = JSON.stringify({
  service: 'pilothouse-hello-web',
  version: release.version,
  id: release.id,
  pid: process.pid,
});

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  else if (pathname === '/health') response.writeHead(200, { 'content-type': 'application/json' }).end(health);
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
});

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
server.listen(port, '127.0.0.1', () => console.log(`${release.version} listens on http://127.0.0.1:${port}`));

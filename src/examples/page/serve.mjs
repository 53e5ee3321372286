// Two files, as any web server would serve them.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const CLIENT = process.env.SALLYPORT_CLIENT ?? new URL('../../main/webui/client/sallyport.js', import.meta.url);
const FILES = {
  '/': [new URL('index.html', import.meta.url), 'text/html; charset=utf-8'],
  '/sallyport.js': [CLIENT, 'text/javascript; charset=utf-8'],
};

createServer(async (request, response) => {
  const [file, type] = FILES[request.url.split('?')[0]] ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(await readFile(file));
}).listen(Number(process.argv[2]), '127.0.0.1', function listening() {
  console.log(`http://localhost:${this.address().port}`);
});

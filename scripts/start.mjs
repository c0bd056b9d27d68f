/** `npm start`: installs what is missing, prepares the base model, builds, serves on localhost, opens the browser. */
import { spawn } from 'node:child_process';
import { getReady } from './get-ready.mjs';

await getReady();

const { serveBuild } = await import('./serve.mjs');
// Other projects are served on this port, too: below a path, what works offline does not take their place.
const { url } = await serveBuild({ firstPort: 4173, basePath: '/graft/' });
console.log(`\nGraft is ready: ${url}\nStop it with Ctrl+C.`);
openBrowser(url);

function openBrowser(address) {
  if (
    process.env.CI ||
    (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
  )
    return;
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address],
  }[process.platform] ?? ['xdg-open', address];
  // Without a browser command the address printed above is all there is to do.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

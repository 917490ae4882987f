/** What a release consists of: the page, and its server, which must outlive the checkout that it was deployed from. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const colors = { blue: '#2563eb', green: '#15803d', orange: '#c2410c', purple: '#7e22ce' };

const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function page({ version, environment, greeting, color }) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(greeting)}</title>
    <style>
      body { font: 18px system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-content: center;
             text-align: center; color: white; background: ${colors[color] ?? colors.blue}; }
      h1 { font-size: 3rem; margin: 0; }
    </style>
  </head>
  <body>
    <h1>${escapeHtml(greeting)}</h1>
    <p>Version <strong id="version">${escapeHtml(version)}</strong> in ${escapeHtml(environment)}</p>
  </body>
</html>
`;
}

/** Builds the release into `folder`: complete, or not there at all. */
export function buildRelease(folder, facts) {
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'index.html'), page(facts));
  writeFileSync(join(draft, 'release.json'), JSON.stringify(facts, null, 2));
  copyFileSync(new URL('./server.mjs', import.meta.url), join(draft, 'server.mjs'));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

/** Removes all but the newest releases and the one in use. Returns how many. */
export function removeOldReleases(releasesDir, inUse, keepCount) {
  const releases = readdirSync(releasesDir)
    .filter((name) => name !== inUse)
    .map((name) => ({ name, at: statSync(join(releasesDir, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  const old = releases.slice(keepCount - 1);
  for (const { name } of old) rmSync(join(releasesDir, name), { recursive: true, force: true });
  return old.length;
}

// Copies what vite does not bundle: the sprite of the icons in use, the flags, and the map of the world. Each name that changes with its
// content is added to the manifest, where the pages look it up.
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { world } from './map.mjs';

const out = new URL('../../wwwroot/assets/', import.meta.url);
const modules = new URL('../node_modules/', import.meta.url);
const manifestFile = new URL('manifest.json', out);
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

function add(name, content) {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const file = name.replace(/(\.[a-z]+)$/, `-${hash}$1`);
  writeFileSync(new URL(file, out), content);
  manifest[name] = { file };
}

function symbol(name) {
  const svg = readFileSync(new URL(`@tabler/icons/icons/outline/${name}.svg`, modules), 'utf8');
  const paths = svg.replace(/<!--[\s\S]*?-->/g, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
}

const names = readFileSync(new URL('../icons.txt', import.meta.url), 'utf8').split('\n').map((l) => l.trim()).filter(Boolean);
add('icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${[...new Set(names)].map(symbol).join('')}</svg>`);

add('world.json', world());

for (const flag of readdirSync(new URL('@tabler/core/dist/img/flags/', modules)).filter((f) => /^[a-z]{2}\.svg$/.test(f))) {
  cpSync(new URL(`@tabler/core/dist/img/flags/${flag}`, modules), new URL(`flags/${flag}`, out));
}

writeFileSync(manifestFile, JSON.stringify(manifest, null, 1));

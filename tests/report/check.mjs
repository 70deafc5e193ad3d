// Opens reports in Chromium and checks what a reader relies on. Called by tests/report/run.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { files, MARK } from './hostile.mjs';

const modules = createRequire(resolve('target/report/package.json'));
const { chromium } = modules('playwright-core');
const axe = readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [390, 820, 1280];
const SCHEMES = ['light', 'dark'];
const MAX_CPU_SECONDS = 1;
const MAX_FIXED_BYTES = 1_000_000;
const MAX_BYTES_PER_TEXT_BYTE = 3;

let passed = 0;
let failed = 0;
function check(name, isTrue, detail = '') {
  if (isTrue) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED: ${name} ${detail}`);
  }
}

const [ingest, compare] = process.argv.slice(2).map((path) => resolve(path));
const folder = mkdtempSync(join(tmpdir(), 'sectile-report-'));
const run = (program, ...args) =>
  execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });

for (const [name, content] of Object.entries(files)) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
const testdata = resolve('testdata/retrieval');
const questions = join(testdata, 'questions.jsonl');
const reports = {
  'ingest': () => run(ingest, join(testdata, 'docs'), '-o', 'chunks.jsonl', '--report', 'ingest.html'),
  'ingest-hostile': () => run(ingest, 'docs', '-o', 'chunks.jsonl', '--report', 'ingest-hostile.html'),
  'compare': () => run(compare, join(testdata, 'docs'), '--questions', questions, '--report', 'compare.html'),
  'compare-hostile': () =>
    run(compare, 'docs', '--questions', 'questions.jsonl', '--k', '1', '--report', 'compare-hostile.html'),
};

const browser = await chromium.launch({
  executablePath: process.env.SECTILE_CHROMIUM,
  args: ['--no-sandbox'], // CI runs as root
});

for (const [name, make] of Object.entries(reports)) {
  try {
    make();
  } catch (error) {
    // 1 is a verdict, and a file that cannot be read; the report is written all the same.
    check(`${name} ends with a status of its own`, error.status === 1, error);
  }
  const file = join(folder, `${name}.html`);
  for (const scheme of SCHEMES) for (const width of WIDTHS) await look(name, file, scheme, width);
  await print(name, file);
}

await browser.close();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function look(name, file, colorScheme, width) {
  const at = `${name} ${colorScheme} ${width}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const messages = [];
  const requests = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('dialog', (dialog) => dialog.dismiss().then(() => messages.push('dialog')));
  page.on('request', (request) => requests.push(request.url()));
  const metrics = await context.newCDPSession(page);
  await metrics.send('Performance.enable');
  await page.goto(`file://${file}`, { waitUntil: 'domcontentloaded' });
  const { metrics: values } = await metrics.send('Performance.getMetrics');
  const cpu = values.find((value) => value.name === 'TaskDuration').value;
  check(`${at}: DOMContentLoaded after less than ${MAX_CPU_SECONDS} s`, cpu < MAX_CPU_SECONDS, `${cpu} s`);
  await page.screenshot({ path: `target/report/shots/${name}-${colorScheme}-${width}.png`, fullPage: true });

  await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
  for (const link of await page.$$('a[href^="#"]').then((links) => links.slice(0, 20))) await link.evaluate((element) => element.click());
  await page.mouse.move(200, 200);
  const found = await page.evaluate((mark) => ({
    ran: window[mark] !== undefined,
    scripts: document.querySelectorAll('script, iframe, object, embed, link, img').length,
    handlers: [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some((attribute) => attribute.name.startsWith('on'))).length,
    foreign: [...document.querySelectorAll('[href], [src]')].filter((element) =>
      !(element.getAttribute('href') ?? '').startsWith('#')).length,
    broken: [...document.querySelectorAll('a[href]')].filter((link) =>
      !document.getElementById(link.getAttribute('href').slice(1))).length,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    text: [...document.querySelectorAll('[data-text], .c .t')].reduce((sum, element) => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll('.x').forEach((context) => context.remove());
      return sum + new TextEncoder().encode(copy.textContent).length;
    }, 0),
  }), MARK);
  check(`${at}: nothing of a document runs`, !found.ran);
  check(`${at}: no scripts, frames or images`, found.scripts === 0, found.scripts);
  check(`${at}: no event handlers`, found.handlers === 0, found.handlers);
  check(`${at}: links stay on the page`, found.foreign === 0, found.foreign);
  check(`${at}: links lead somewhere`, found.broken === 0, found.broken);
  check(`${at}: no wider than the window`, !found.wide);
  check(`${at}: no messages`, messages.length === 0, messages);
  check(`${at}: no requests`, requests.length === 1, requests);
  const size = statSync(file).size;
  const limit = MAX_FIXED_BYTES + MAX_BYTES_PER_TEXT_BYTE * found.text;
  check(`${at}: small`, size <= limit, `${size} of ${limit} bytes`);

  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter((violation) => ['serious', 'critical'].includes(violation.impact));
  const detail = serious.map((violation) =>
    `${violation.id}: ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 120)).join(' | ')}`);
  check(`${at}: accessible`, serious.length === 0, detail.join('; '));
  if (colorScheme === 'light' && width === 1280) {
    console.log(`${name}: ${size} bytes, ${found.text} of text, ${cpu.toFixed(2)} s, ${violations.length} lesser findings of axe`);
  }
  await context.close();
}

async function print(name, file) {
  const page = await browser.newPage();
  await page.goto(`file://${file}`);
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  writeFileSync(`target/report/shots/${name}.pdf`, pdf);
  check(`${name}: prints`, pdf.length > 10_000, `${pdf.length} bytes`);
  await page.close();
}

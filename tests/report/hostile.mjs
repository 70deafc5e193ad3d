// Documents and questions that try to run code in a report.

/// The variable that a document would set.
export const MARK = 'wasHacked';

const RUN = `window.${MARK}=1`;
const tags = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"></svg>`,
  `</style></title></textarea><script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `' onmouseover='${RUN}' x='`,
  `</details></main></body><iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<a href="javascript:${RUN}">click</a>`,
  `<style>@import "http://example.invalid/x.css"; body{background:url(http://example.invalid/y.png)}</style>`,
  `{{ 7 * 7 }} {% include "x" %} \${${RUN}}`,
  `\u202egnihton\u202c \u0000 \ufffe`,
];

const quote = (n) => `The ${n}th valve opens when the inner ${n} pressure is above ${n + 3} bar at noon.`;

const markdown = tags
  .map((tag, n) => `# ${tag}\n\n${quote(n)} [link](javascript:${RUN}) ${tag}\n\n| ${tag} | b |\n|---|---|\n| ${tag} | 2 |\n\n\`\`\`html\n${tag}\n\`\`\`\n`)
  .join('\n');

const html = `<!doctype html><title>${'<script>'.replace('<', '&lt;')}</title><body onload="${RUN}">${tags
  .map((tag, n) => `<h2 id="x" onclick="${RUN}">${tag.replaceAll('<', '&lt;')}</h2><p>${tag}</p><p>${quote(n + 50)} ${tag.replaceAll('<', '&lt;')}</p>`)
  .join('')}`;

const question = (n, text) =>
  JSON.stringify({ id: `q${n}${tags[n % tags.length]}`, question: text, document: 'a.md', evidence: [{ quote: quote(n) }] });

/// The files by their names; the names are hostile too.
export const files = {
  'docs/a.md': markdown,
  'docs/b.html': html,
  [`docs/<img src=x onerror=${RUN}>.md`]: markdown.replaceAll('valve', 'pump'),
  [`docs/" onmouseover="${RUN}.md`]: markdown.replaceAll('valve', 'drum'),
  'docs/c.pdf': 'no PDF <script>',
  'questions.jsonl': tags.map((tag, n) => question(n, `${tag} zzz ${n}?`)).join('\n') + '\n',
};

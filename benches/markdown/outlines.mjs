// Prints the headings of MDX files as remark-mdx reads them, one JSON object a file.
//
//   npm install unified remark-parse remark-mdx remark-gfm remark-frontmatter remark-directive
//   node outlines.mjs < list-of-paths
//
// A heading in a component, a directive, `<details>` or `<figure>` closes no section outside.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { unified } from "unified";
import remarkParse from "remark-parse";
import remarkMdx from "remark-mdx";
import remarkGfm from "remark-gfm";
import remarkFrontmatter from "remark-frontmatter";
import remarkDirective from "remark-directive";

const parser = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm)
  .use(remarkDirective)
  .use(remarkFrontmatter, ["yaml", "toml"]);

function text(node) {
  if (node.type === "mdxTextExpression") {
    return /^\s*\/\*/.test(node.value) ? "" : `{${node.value}}`;
  }
  if (node.type === "textDirective" && !node.children.length) return `:${node.name}`;
  return node.value ?? node.alt ?? (node.children ?? []).map(text).join("");
}

/** The level of `<h2>`, also where it is the only thing in a paragraph. */
function htmlLevel(node) {
  const only = node.type === "paragraph" && node.children.length === 1 ? node.children[0] : node;
  const level = only.type?.startsWith("mdxJsx") && /^h([1-6])$/.exec(only.name ?? "");
  return level ? Number(level[1]) : 0;
}

function isScope(node) {
  if (node.type === "containerDirective") return true;
  if (node.type !== "mdxJsxFlowElement") return false;
  return !node.name || /^[A-Z]|\./.test(node.name) || ["details", "figure"].includes(node.name);
}

function walk(node, open, found) {
  for (const child of node.children ?? []) {
    const level = child.type === "heading" ? child.depth : htmlLevel(child);
    if (level) {
      while (open.length && open.at(-1).level >= level && !open.at(-1).outside) open.pop();
      found.push([level, text(child), open.at(-1)?.text ?? null]);
      open.push({ level, text: text(child) });
    } else if (isScope(child)) {
      const inner = open.map((section) => ({ ...section, outside: true }));
      walk(child, inner, found);
    } else if (child.type === "mdxJsxFlowElement") {
      walk(child, open, found);
    }
  }
}

for await (const path of createInterface({ input: process.stdin })) {
  try {
    const found = [];
    walk(parser.parse(readFileSync(path, "utf8")), [], found);
    console.log(JSON.stringify({ path, headings: found }));
  } catch (error) {
    console.log(JSON.stringify({ path, error: String(error.reason ?? error) }));
  }
}

// Prints the words of MDX files as remark-mdx reads them: a line of JSON for each path on stdin.
// Attributes of components that pages show (titles, labels) are words too.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(remarkGfm).use(remarkMdx);
const SHOWN = ["title", "label", "heading", "summary", "caption", "alt", "description", "text", "question", "header", "subtitle"];

function words(node, out) {
  if (["text", "inlineCode", "code"].includes(node.type)) out.push(node.value);
  if (node.type === "image" && node.alt) out.push(node.alt);
  for (const attribute of node.attributes ?? []) {
    if (SHOWN.includes(attribute.name) && typeof attribute.value === "string") out.push(attribute.value);
  }
  for (const child of node.children ?? []) words(child, out);
  return out;
}

for await (const path of createInterface({ input: process.stdin })) {
  let text = null;
  try {
    text = words(parser.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, "")), []).join(" ");
  } catch {
    // Not MDX: rejected.
  }
  console.log(JSON.stringify({ path, text }));
}

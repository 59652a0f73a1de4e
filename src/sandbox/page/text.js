// Renders text with Telegram's entities as elements; offsets are UTF-16 units, which is how JavaScript counts too.

import { el } from "/page/tools.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

/** The nodes for a text; `onCommand` is called with the command that was clicked. */
export function rich(text, entities = [], onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, onCommand);
}

function nodes(text, from, to, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at || entity.offset >= to) continue;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > at) fragment.append(text.slice(at, entity.offset));
    const inner = entities.slice(index + 1).filter((it) => it.offset < end);
    fragment.append(wrap(entity, text.slice(entity.offset, end), nodes(text, entity.offset, end, inner, onCommand), onCommand));
    at = end;
    // A block ends its line by itself; the line break behind it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  if (at < to) fragment.append(text.slice(at, to));
  return fragment;
}

function wrap(entity, plain, children, onCommand) {
  switch (entity.type) {
    case "pre": {
      const code = el("code", {}, children);
      return el("pre", { "data-language": entity.language }, code);
    }
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(plain, children);
    case "bot_command":
      return el("button", { class: "command-link", type: "button", onclick: () => onCommand?.(plain) }, children);
    case "spoiler": {
      const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" }, children);
      const show = () => {
        node.classList.add("shown");
        node.removeAttribute("aria-label");
      };
      node.addEventListener("click", show);
      node.addEventListener("keydown", (event) => event.key === "Enter" && show());
      return node;
    }
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote": {
      const quote = el("blockquote", { class: "folded", tabindex: "0", title: "Show or hide the rest" }, children);
      const turn = () => quote.classList.toggle("folded");
      quote.addEventListener("click", turn);
      quote.addEventListener("keydown", (event) => event.key === "Enter" && turn());
      return quote;
    }
    default:
      return SIMPLE[entity.type] ? el(SIMPLE[entity.type], {}, children) : el("span", {}, children);
  }
}

function link(address, children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el("span", {}, children);
  }
  if (!["http:", "https:"].includes(url.protocol)) return el("span", {}, children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, children);
}

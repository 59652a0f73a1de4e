// Draws messages: one list item for each, kept by its id and redrawn in place, so that nothing flickers.

import { dayOf, el, icon, sizeOf, timeOf } from "/page/tools.js";
import { rich } from "/page/text.js";

const GROUP_GAP_S = 300;

/** What a message says in one line, for previews. */
export function lineOf(message, botName) {
  if (!message) return "";
  if (message.pinned_message) return `${botName} pinned a message`;
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (message.photo) return words ? `🖼 ${words}` : "🖼 Photo";
  if (message.document) return words || message.document.file_name || "Document";
  return words;
}

export class MessageList {
  /** `acts` holds what a click does: press, command, open, jump, menu, isPending, botName. */
  constructor(list, acts) {
    this.list = list;
    this.acts = acts;
    this.items = new Map();
  }

  reset(messages) {
    this.items.clear();
    this.list.replaceChildren();
    for (const message of messages) this.put(message, false);
    this.regroup();
  }

  prepend(messages) {
    const entries = messages.map((message) => [message.message_id, { message, item: this.make(message) }]);
    this.list.prepend(...entries.map(([, entry]) => entry.item));
    // In front in the map too: neighbours are read from its order.
    this.items = new Map([...entries, ...this.items]);
    this.regroup();
  }

  /** Adds or redraws a message; says whether it is new. */
  put(message, alive = true) {
    const known = this.items.get(message.message_id);
    if (known) {
      known.message = message;
      known.item.replaceChildren(...this.inside(message));
      this.regroup();
      return false;
    }
    const item = this.make(message);
    if (alive) item.classList.add("arrives");
    this.items.set(message.message_id, { message, item });
    this.list.append(item);
    if (alive) this.regroup();
    return true;
  }

  remove(id) {
    this.items.get(id)?.item.remove();
    this.items.delete(id);
    this.regroup();
  }

  removeAll(ids) {
    for (const id of ids) {
      this.items.get(id)?.item.remove();
      this.items.delete(id);
    }
    this.regroup();
  }

  redraw(id) {
    const known = this.items.get(id);
    if (known) known.item.replaceChildren(...this.inside(known.message));
    this.regroup();
  }

  firstId() {
    return this.items.size ? Math.min(...this.items.keys()) : undefined;
  }

  lastOwn() {
    return [...this.items.values()].reverse().map((it) => it.message).find((it) => !it.from.is_bot && it.text !== undefined);
  }

  flash(id) {
    const known = this.items.get(id);
    if (!known) return false;
    known.item.scrollIntoView({ block: "center", behavior: "smooth" });
    known.item.classList.remove("flash");
    requestAnimationFrame(() => known.item.classList.add("flash"));
    return true;
  }

  /** Puts neighbours of one sender together and a date before each new day. */
  regroup() {
    let before = null;
    for (const { message, item } of this.items.values()) {
      const newDay = !before || dayOf(before.message.date) !== dayOf(message.date);
      const joins =
        !newDay && before.message.from.id === message.from.id && message.date - before.message.date < GROUP_GAP_S &&
        !before.message.pinned_message && !message.pinned_message;
      item.classList.toggle("joins", joins);
      item.classList.add("tail");
      if (joins) before.item.classList.remove("tail");
      const day = item.querySelector(":scope > .day");
      if (newDay && !day) item.prepend(el("div", { class: "day" }, el("time", { text: dayOf(message.date) })));
      if (!newDay) day?.remove();
      before = { message, item };
    }
  }

  make(message) {
    const side = message.pinned_message ? "note" : message.from.is_bot ? "theirs" : "mine";
    return el("li", { class: `message ${side}`, "data-id": message.message_id }, ...this.inside(message));
  }

  inside(message) {
    if (message.pinned_message) {
      const words = lineOf(message.pinned_message, this.acts.botName());
      const text = `${this.acts.botName()} pinned “${words.length > 44 ? `${words.slice(0, 44)}…` : words}”`;
      return [el("button", { class: "service", type: "button", text, onclick: () => this.acts.jump(message.pinned_message.message_id) })];
    }
    const bubble = el("div", { class: "bubble" });
    bubble.addEventListener("contextmenu", (event) => {
      if (String(getSelection()) !== "" || event.target.closest("a")) return;
      event.preventDefault();
      this.acts.menu(message, event.clientX, event.clientY);
    });
    if (message.forward_origin) bubble.append(el("p", { class: "forwarded", text: `Forwarded from ${message.forward_origin.sender_user_name}` }));
    if (message.reply_to_message) bubble.append(this.quote(message.reply_to_message));
    if (message.photo) bubble.append(this.photo(message));
    if (message.document) bubble.append(this.document(message.document));
    const words = message.text ?? message.caption;
    const entities = message.entities ?? message.caption_entities;
    const stamp = this.stamp(message);
    if (words === undefined) {
      bubble.classList.add(message.photo ? "bare" : "plain");
      bubble.append(stamp);
    } else {
      bubble.append(el("div", { class: "words", dir: "auto" }, rich(words, entities, this.acts.command), stamp));
    }
    bubble.append(
      el("button", {
        class: "bubble-more", type: "button", "aria-label": "Reply, edit or copy",
        onclick: (event) => this.acts.menu(message, event.clientX, event.clientY, event.currentTarget),
      }, icon("down")),
    );
    const parts = [bubble];
    if (message.reply_markup?.inline_keyboard) parts.push(this.keyboard(message));
    return [el("div", { class: message.photo ? "stack has-photo" : "stack" }, ...parts)];
  }

  stamp(message) {
    const edited = message.edit_date ? `edited ${timeOf(message.date)}` : timeOf(message.date);
    const full = new Date(message.date * 1000);
    return el("span", { class: "stamp" }, el("time", { text: edited, datetime: full.toISOString(), title: full.toLocaleString() }));
  }

  quote(reply) {
    const who = reply.from.is_bot ? this.acts.botName() : reply.from.first_name;
    const line = lineOf(reply, this.acts.botName());
    return el("button", { class: "quote", type: "button", onclick: () => this.acts.jump(reply.message_id) }, el("b", { text: who }), el("span", { text: line }));
  }

  photo(message) {
    const size = message.photo.at(-1);
    const address = `/page/file/${encodeURIComponent(size.file_id)}`;
    const words = message.caption ?? "Photo";
    const image = el("img", { src: address, width: size.width, height: size.height, alt: words, loading: "lazy" });
    const frame = el("button", { class: "photo", type: "button", "aria-label": "Enlarge the photo", onclick: () => this.acts.open(address, words) }, image);
    image.addEventListener("error", () => frame.classList.add("lost"));
    return frame;
  }

  document(file) {
    const address = `/page/file/${encodeURIComponent(file.file_id)}`;
    return el("a", { class: "document", href: address, download: file.file_name ?? "document" },
      el("span", { class: "document-icon" }, icon("file")),
      el("span", { class: "document-name" }, el("b", { text: file.file_name ?? "Document" }), el("small", { text: sizeOf(file.file_size ?? 0) })));
  }

  keyboard(message) {
    const rows = message.reply_markup.inline_keyboard.map((row) =>
      el("div", { class: "row" }, ...row.map((button) => {
        const pending = button.callback_data !== undefined && this.acts.isPending(message.message_id, button.callback_data);
        const node = el("button", { type: "button", class: pending ? "pending" : "", "aria-busy": pending ? "true" : undefined, onclick: () => this.acts.press(message, button) },
          el("span", { text: button.text }));
        if (button.url) node.append(icon("link"));
        if (button.copy_text) node.append(icon("copy"));
        return node;
      })));
    return el("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" }, ...rows);
  }
}

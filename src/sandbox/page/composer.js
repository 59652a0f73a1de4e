// The text box: sending, editing, answering, photos, and the list of commands that opens on "/".

import { byId, el, post } from "/page/tools.js";
import { lineOf } from "/page/view.js";

export class Composer {
  /** `host` gives person, messages, botName and fail. */
  constructor(host) {
    this.host = host;
    this.text = byId("text");
    this.drafts = new Map();
    this.editing = null;
    this.replying = null;
    this.chosen = -1;
    this.wire();
  }

  wire() {
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => {
      const picture = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
      if (picture) {
        event.preventDefault();
        this.photo(picture);
      }
    });
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    byId("context-close").addEventListener("click", () => this.leaveContext());
    byId("menu-button").addEventListener("click", () => this.toggleMenu());
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => {
      if (event.target.files[0]) this.photo(event.target.files[0]);
      event.target.value = "";
    });
    const chat = byId("chat");
    chat.addEventListener("dragover", (event) => event.preventDefault());
    chat.addEventListener("drop", (event) => {
      event.preventDefault();
      const picture = [...event.dataTransfer.files].find((file) => file.type.startsWith("image/"));
      if (picture) this.photo(picture);
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#foot")) this.closeMenu();
    });
  }

  key(event) {
    if (event.isComposing) return;
    const open = !byId("commands").hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Tab") {
      event.preventDefault();
      this.complete(this.shown[Math.max(this.chosen, 0)]);
    } else if (open && event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.send(`/${this.shown[this.chosen].command}`);
    } else if (event.key === "Escape") {
      if (open) this.closeMenu();
      else this.leaveContext();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && this.text.value === "" && !this.editing) {
      const last = this.host.messages.lastOwn();
      if (last) {
        event.preventDefault();
        this.edit(last);
      }
    }
  }

  changed() {
    this.grow();
    const typed = /^\/(\w*)$/.exec(this.text.value);
    if (typed) this.showCommands(typed[1].toLowerCase());
    else this.closeMenu();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 180)}px`;
    byId("send").classList.toggle("ready", this.text.value.trim() !== "");
  }

  toggleMenu() {
    if (!byId("commands").hidden) return this.closeMenu();
    this.showCommands("");
    this.text.focus({ preventScroll: true });
  }

  showCommands(start) {
    const all = this.host.person()?.commands ?? [];
    this.shown = all.filter((it) => it.command.startsWith(start));
    const list = byId("commands");
    list.replaceChildren(...this.shown.map((it, index) =>
      el("li", { role: "option", id: `command-${index}`, onmousedown: (event) => event.preventDefault(), onclick: () => this.send(`/${it.command}`) },
        el("b", { text: `/${it.command}` }), el("span", { text: it.description }))));
    list.hidden = this.shown.length === 0;
    byId("menu-button").setAttribute("aria-expanded", String(!list.hidden));
    this.choose(start && this.shown.length ? 0 : -1);
  }

  choose(index) {
    const items = [...byId("commands").children];
    this.chosen = items.length && index !== -1 ? (index + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.chosen)));
    items[this.chosen]?.scrollIntoView({ block: "nearest" });
    if (this.chosen >= 0) this.text.setAttribute("aria-activedescendant", `command-${this.chosen}`);
    else this.text.removeAttribute("aria-activedescendant");
  }

  complete(command) {
    this.text.value = `/${command.command} `;
    this.closeMenu();
    this.grow();
  }

  closeMenu() {
    byId("commands").hidden = true;
    byId("menu-button").setAttribute("aria-expanded", "false");
    this.chosen = -1;
  }

  async submit() {
    const words = this.text.value.trim();
    if (!words) return;
    if (!this.editing) return this.send(words);
    try {
      await post("edit", { person: this.host.person().id, message: this.editing.message_id, text: words });
      this.leaveContext();
    } catch (error) {
      this.host.fail(error);
    }
  }

  /** Sends words and keeps them in the box if that fails. */
  async send(words) {
    const reply_to = this.replying?.message_id ?? null;
    const fromBox = this.text.value.trim() === words || this.text.value.startsWith("/");
    this.closeMenu();
    try {
      await post("say", { person: this.host.person().id, text: words, reply_to });
      if (fromBox) this.text.value = "";
      this.leaveContext(false);
      this.grow();
      this.host.toBottom();
    } catch (error) {
      this.host.fail(error);
    }
  }

  async photo(file) {
    const caption = this.editing ? "" : this.text.value.trim();
    const query = new URLSearchParams({ person: this.host.person().id, caption });
    try {
      await post(`photo?${query}`, file);
      this.text.value = "";
      this.grow();
      this.host.toBottom();
    } catch (error) {
      this.host.fail(error);
    }
  }

  edit(message) {
    this.replying = null;
    this.editing = message;
    this.text.value = message.text ?? message.caption ?? "";
    this.context("edit", "Edit message", message);
    byId("send-icon").setAttribute("href", "#i-check");
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  reply(message) {
    if (this.editing) this.leaveContext();
    this.replying = message;
    this.context("reply", `Reply to ${message.from.is_bot ? this.host.botName() : message.from.first_name}`, message);
  }

  context(symbol, title, message) {
    byId("context").hidden = false;
    byId("context-icon").setAttribute("href", `#i-${symbol}`);
    byId("context-title").textContent = title;
    byId("context-words").textContent = lineOf(message, this.host.botName());
    this.text.focus();
    this.grow();
  }

  leaveContext(clearEdit = true) {
    if (this.editing && clearEdit) this.text.value = "";
    this.editing = null;
    this.replying = null;
    byId("context").hidden = true;
    byId("send-icon").setAttribute("href", "#i-send");
    this.grow();
  }

  /** Keeps what was typed as one person and brings back what was typed as another. */
  swap(from, to) {
    if (from !== undefined && !this.editing) this.drafts.set(from, this.text.value);
    this.leaveContext();
    this.closeMenu();
    this.text.value = this.drafts.get(to) ?? "";
    this.grow();
  }
}

// The page itself: who is writing, what they see, and the stream of changes from the server.

import { byId, el, icon, load, momentOf, paintAvatar, post } from "/page/tools.js";
import { MessageList, lineOf } from "/page/view.js";
import { Composer } from "/page/composer.js";

const TAP_PATIENCE_MS = 20000;
const TYPING_MS = 5000;
const AT_BOTTOM_PX = 60;
const KEPT_LEN_MAX = 600;

const state = { bot: { name: "Chat" }, people: new Map(), current: undefined };
const scroll = byId("scroll");
const pendingTaps = new Map();
const earlyAnswers = new Map();
let unseen = 0;
let typingTimer;
let loadingOlder = false;

const person = () => state.people.get(state.current);
const atBottom = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < AT_BOTTOM_PX;
const remember = (key, value) => localStorage.setItem(key, value);
const fail = (error) => toast(error.message, "bad");

const list = new MessageList(byId("messages"), {
  press, jump, command: (text) => composer.send(text), open: enlarge, menu: messageMenu,
  isPending: (id, data) => pendingTaps.has(`${state.current}:${id}:${data}`),
  botName: () => state.bot.name,
});
const composer = new Composer({ person, messages: list, fail, toBottom, botName: () => state.bot.name });

// ---- people -------------------------------------------------------------------------------------------------

function drawPeople() {
  const rows = [...state.people.values()].map((it) => {
    const last = it.messages.at(-1);
    const mine = last && !last.from.is_bot ? "You: " : "";
    const preview = it.chat.blocked ? "You blocked the bot" : last ? mine + lineOf(last, state.bot.name) : "Not started yet";
    const count = it.id === state.current ? 0 : it.unread;
    return el("li", { role: "option", tabindex: "0", "aria-selected": String(it.id === state.current), onclick: () => choose(it.id), onkeydown: (event) => event.key === "Enter" && choose(it.id) },
      paintAvatar(el("span", { class: "avatar", "aria-hidden": "true" }), it.id, it.name),
      el("span", { class: "person" },
        el("span", { class: "person-top" }, el("b", { text: it.name }), el("span", { class: "role", text: it.role }), el("time", { text: last ? momentOf(last.date) : "" })),
        el("span", { class: "person-bottom" }, el("span", { class: "preview", text: preview }), count ? el("span", { class: "badge", text: String(count), "aria-label": `${count} new` }) : null)));
  });
  byId("people-list").replaceChildren(...rows);
  const total = [...state.people.values()].reduce((sum, it) => sum + (it.id === state.current ? 0 : it.unread), 0) + (document.hidden ? unseen : 0);
  document.title = total ? `(${total}) ${state.bot.name}` : state.bot.name;
  byId("people-open").classList.toggle("has-news", [...state.people.values()].some((it) => it.id !== state.current && it.unread));
}

function choose(id) {
  composer.swap(state.current, id);
  state.current = id;
  remember("person", id);
  person().unread = 0;
  markRead(person());
  document.body.classList.remove("people-shown");
  list.reset(person().messages);
  drawAll();
  scroll.scrollTop = scroll.scrollHeight;
  unseen = 0;
  drawNewer();
  if (matchMedia("(hover: hover)").matches) byId("text").focus({ preventScroll: true });
}

function markRead(it) {
  remember(`read:${it.id}`, it.messages.at(-1)?.message_id ?? 0);
}

function drawAll() {
  const me = person();
  paintAvatar(byId("me-avatar"), me.id, me.name);
  byId("bot-name").textContent = state.bot.name;
  byId("side-name").textContent = state.bot.name;
  byId("welcome-name").textContent = state.bot.name;
  byId("welcome-words").textContent = me.description || "Press Start to begin the conversation.";
  byId("welcome").hidden = me.messages.length > 0;
  byId("start").hidden = me.chat.opened || me.chat.blocked;
  byId("unblock").hidden = !me.chat.blocked;
  byId("composer").hidden = me.chat.blocked || !me.chat.opened;
  byId("menu-button").hidden = me.commands.length === 0;
  byId("text").placeholder = `Write as ${me.name}`;
  setStatus();
  drawPinned();
  drawPeople();
}

function drawPinned() {
  const pin = person().chat.pins.at(-1);
  byId("pinned").hidden = !pin;
  if (!pin) return;
  const fresh = person().messages.find((it) => it.message_id === pin.message_id) ?? pin;
  byId("pinned-words").textContent = lineOf(fresh, state.bot.name);
  byId("pinned").dataset.id = pin.message_id;
}

function setStatus(words) {
  const node = byId("bot-status");
  node.classList.toggle("typing", Boolean(words));
  node.textContent = words ?? (person()?.chat.blocked ? "blocked" : "bot");
}

// ---- taps ---------------------------------------------------------------------------------------------------

async function press(message, button) {
  if (button.url) return void window.open(button.url, "_blank", "noopener,noreferrer");
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text);
    return toast("Copied");
  }
  const key = `${state.current}:${message.message_id}:${button.callback_data}`;
  if (pendingTaps.has(key)) return;
  const tap = { person: state.current, message: message.message_id };
  pendingTaps.set(key, tap);
  list.redraw(message.message_id);
  try {
    const update = await post("tap", { person: tap.person, message: tap.message, data: button.callback_data });
    tap.id = update.callback_query.id;
    if (earlyAnswers.has(tap.id)) return settle(key, tap);
    setTimeout(() => {
      if (pendingTaps.get(key) !== tap) return;
      settle(key, tap);
      toast("The bot did not answer this button.", "bad");
    }, TAP_PATIENCE_MS);
  } catch (error) {
    settle(key, tap);
    fail(error);
  }
}

function settle(key, tap) {
  earlyAnswers.delete(tap.id);
  pendingTaps.delete(key);
  if (tap.person === state.current) list.redraw(tap.message);
}

function answered(event) {
  const found = [...pendingTaps.entries()].find(([, tap]) => tap.id === event.tap);
  // The answer can be here before the press itself was acknowledged.
  if (found) settle(...found);
  else earlyAnswers.set(event.tap, true);
  if (event.chat !== state.current) return;
  if (event.url) window.open(event.url, "_blank", "noopener,noreferrer");
  if (!event.text) return;
  if (event.alert) {
    byId("alert-words").textContent = event.text;
    byId("alert").showModal();
  } else {
    toast(event.text);
  }
}

function toast(words, kind = "") {
  const node = el("div", { class: `toast ${kind}`, text: words });
  byId("toasts").append(node);
  setTimeout(() => node.classList.add("leaves"), 3600);
  setTimeout(() => node.remove(), 4000);
}

// ---- scrolling ----------------------------------------------------------------------------------------------

function toBottom() {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: "smooth" });
}

function drawNewer() {
  byId("newer").hidden = atBottom();
  byId("newer-count").textContent = unseen ? String(unseen) : "";
}

async function jump(id) {
  while (!list.flash(Number(id)) && person().more) await older();
}

async function older() {
  const me = person();
  const before = list.firstId();
  if (!me.more || loadingOlder || before === undefined) return;
  loadingOlder = true;
  try {
    const page = await load(`history?person=${me.id}&before=${before}`);
    me.messages.unshift(...page.messages);
    me.more = page.more;
    if (me.id === state.current) {
      const height = scroll.scrollHeight;
      list.prepend(page.messages);
      scroll.scrollTop += scroll.scrollHeight - height;
    }
  } catch (error) {
    me.more = false;
    fail(error);
  } finally {
    loadingOlder = false;
  }
}

scroll.addEventListener("scroll", () => {
  if (atBottom()) unseen = 0;
  drawNewer();
  if (scroll.scrollTop < 200) older();
}, { passive: true });
byId("newer").addEventListener("click", toBottom);
byId("pinned").addEventListener("click", (event) => jump(event.currentTarget.dataset.id));
new ResizeObserver(() => {
  if (stuck) scroll.scrollTop = scroll.scrollHeight;
}).observe(byId("foot"));
let stuck = true;
scroll.addEventListener("scroll", () => { stuck = atBottom(); }, { passive: true });

// ---- menus and windows --------------------------------------------------------------------------------------

function showMenu(entries, x, y) {
  const menu = byId("popup");
  menu.replaceChildren(...entries.map(([symbol, words, act, kind]) =>
    el("button", { role: "menuitem", type: "button", class: kind ?? "", onclick: () => { hideMenu(); act(); } }, icon(symbol), el("span", { text: words }))));
  menu.hidden = false;
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  menu.firstChild.focus();
}

function hideMenu() {
  byId("popup").hidden = true;
}

byId("popup").addEventListener("keydown", (event) => {
  const items = [...byId("popup").children];
  const at = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") hideMenu();
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#popup, #more, .bubble-more")) hideMenu();
});

function messageMenu(message, x, y, anchor) {
  const place = anchor?.getBoundingClientRect();
  const entries = [["reply", "Reply", () => composer.reply(message)]];
  if (!message.from.is_bot && !message.forward_origin && !person().chat.blocked) entries.push(["edit", "Edit", () => composer.edit(message)]);
  const words = message.text ?? message.caption;
  if (words) entries.push(["copy", "Copy text", () => navigator.clipboard?.writeText(words).then(() => toast("Copied"), fail)]);
  showMenu(entries, place ? place.left : x, place ? place.bottom + 4 : y);
}

byId("more").addEventListener("click", (event) => {
  const place = event.currentTarget.getBoundingClientRect();
  const me = person();
  const entries = [["theme", "Light or dark", turnTheme]];
  if (me.chat.pins.length) entries.push(["pin", "Go to the pinned message", () => jump(me.chat.pins.at(-1).message_id)]);
  entries.push(me.chat.blocked
    ? ["block", "Unblock the bot", () => setBlocked(false)]
    : ["block", `Block the bot as ${me.name}`, () => setBlocked(true), "danger"]);
  showMenu(entries, place.right, place.bottom + 6);
});

function setBlocked(blocked) {
  post("block", { person: state.current, blocked }).catch(fail);
}

function turnTheme() {
  const now = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  remember("theme", next);
}

function enlarge(address, words) {
  byId("lightbox-image").src = address;
  byId("lightbox-image").alt = words;
  byId("lightbox").showModal();
}

byId("lightbox").addEventListener("click", () => byId("lightbox").close());
byId("theme").addEventListener("click", turnTheme);
byId("people-open").addEventListener("click", () => document.body.classList.add("people-shown"));
byId("veil").addEventListener("click", () => document.body.classList.remove("people-shown"));
byId("start").addEventListener("click", () => composer.send("/start"));
byId("unblock").addEventListener("click", () => setBlocked(false));
document.addEventListener("keydown", (event) => event.key === "Escape" && document.body.classList.remove("people-shown"));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && person()) {
    if (atBottom()) unseen = 0;
    drawPeople();
  }
});

// ---- the stream ---------------------------------------------------------------------------------------------

const heard = {
  reset: () => begin(),
  message(event) {
    const it = state.people.get(event.chat);
    if (!it) return;
    const message = event.message;
    const at = it.messages.findIndex((old) => old.message_id === message.message_id);
    if (at >= 0) it.messages[at] = message;
    // An edit of a message from before what is loaded here has no place to be drawn.
    else if (!it.messages.length || message.message_id > it.messages.at(-1).message_id) it.messages.push(message);
    else return drawPinnedIn(it, message);
    drawPinnedIn(it, message);
    if (event.chat !== state.current) {
      if (at < 0 && message.from.is_bot) it.unread += 1;
      if (it.messages.length > KEPT_LEN_MAX) forgetOldest(it);
      return drawPeople();
    }
    const follow = atBottom();
    if (follow && it.messages.length > KEPT_LEN_MAX) forgetOldest(it);
    const fresh = list.put(message);
    byId("welcome").hidden = true;
    if (fresh && message.from.is_bot) {
      clearTimeout(typingTimer);
      setStatus();
    }
    if (follow) scroll.scrollTop = scroll.scrollHeight;
    if (fresh && message.from.is_bot && (!follow || document.hidden)) unseen += 1;
    if (!document.hidden) markRead(it);
    drawNewer();
    drawPinned();
    drawPeople();
  },
  gone(event) {
    const it = state.people.get(event.chat);
    if (!it) return;
    it.messages = it.messages.filter((old) => old.message_id !== event.id);
    it.chat.pins = it.chat.pins.filter((pin) => pin.message_id !== event.id);
    if (event.chat === state.current) {
      list.remove(event.id);
      drawAll();
    } else {
      drawPeople();
    }
  },
  chat(event) {
    const it = state.people.get(event.chat);
    if (!it) return;
    it.chat = event.state;
    if (event.chat === state.current) drawAll();
    else drawPeople();
  },
  answer: answered,
  action(event) {
    if (event.chat !== state.current) return;
    const words = { typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file" };
    setStatus(words[event.action] ?? "busy");
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => setStatus(), TYPING_MS);
  },
  commands(event) {
    state.bot.name = event.name;
    for (const menu of event.menus) Object.assign(state.people.get(menu.id) ?? {}, menu);
    drawAll();
  },
};

/** Lets go of what is far above; scrolling up brings it back. */
function forgetOldest(it) {
  const gone = it.messages.splice(0, KEPT_LEN_MAX / 2);
  it.more = true;
  if (it.id === state.current) list.removeAll(gone.map((message) => message.message_id));
}

function drawPinnedIn(it, message) {
  it.chat.pins = it.chat.pins.map((pin) => (pin.message_id === message.message_id ? message : pin));
}

let stream;

function listen(since) {
  stream?.close();
  stream = new EventSource(`/page/events?since=${since}`);
  stream.onopen = () => { byId("offline").hidden = true; };
  stream.onmessage = (event) => {
    const data = JSON.parse(event.data);
    heard[data.kind]?.(data);
  };
  stream.onerror = () => {
    byId("offline").hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(begin, 2000);
  };
}

async function begin() {
  let fresh;
  try {
    fresh = await load("state");
  } catch {
    byId("offline").hidden = false;
    return void setTimeout(begin, 2000);
  }
  state.bot = fresh.bot;
  state.people = new Map(fresh.people.map((it) => {
    const read = Number(localStorage.getItem(`read:${it.id}`) ?? 0);
    const unread = it.messages.filter((message) => message.from.is_bot && message.message_id > read).length;
    return [it.id, { ...it, unread }];
  }));
  byId("banner").textContent = fresh.banner ?? "";
  byId("banner").hidden = !fresh.banner;
  const asked = Number(new URLSearchParams(location.search).get("person") ?? localStorage.getItem("person"));
  const id = [state.current, asked].find((it) => state.people.has(it)) ?? state.people.keys().next().value;
  if (id !== undefined) choose(id);
  listen(fresh.note);
}

const theme = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
begin();

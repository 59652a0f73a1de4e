// Small tools the other files share: elements, icons, requests and times.

export const byId = (id) => document.getElementById(id);

/** Makes an element; text is always set as text, never as markup. */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** A round picture with the first letter of a name, in a colour of its own. */
export function paintAvatar(node, id, name) {
  const hues = [212, 152, 24, 276, 340, 190, 48];
  node.textContent = [...name][0] ?? "?";
  node.style.setProperty("--hue", hues[Math.abs(id) % hues.length]);
  return node;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "2-digit", month: "2-digit", year: "2-digit" });

const date = (seconds) => new Date(seconds * 1000);
export const timeOf = (seconds) => clock.format(date(seconds));
export const dayOf = (seconds) => dayOfYear.format(date(seconds));
export const momentOf = (seconds) => (dayOf(seconds) === dayOfYear.format(new Date()) ? timeOf(seconds) : shortDay.format(date(seconds)));

/** Posts to the page's own endpoints; throws the sentence the server answers with. */
export async function post(path, body) {
  const isFile = body instanceof Blob;
  const headers = { "content-type": isFile ? body.type || "application/octet-stream" : "application/json" };
  let response;
  try {
    response = await fetch(`/page/${path}`, { method: "POST", headers, body: isFile ? body : JSON.stringify(body) });
  } catch {
    throw new Error("The chat cannot be reached. Is the program still running?");
  }
  if (!response.ok) {
    const answer = await response.text();
    let reason = answer;
    try {
      reason = JSON.parse(answer).error ?? answer;
    } catch {
      // Not JSON: the sentence is the answer itself.
    }
    throw new Error(reason.trim() || `The chat answered ${response.status}.`);
  }
  return response.json();
}

export async function load(path) {
  const response = await fetch(`/page/${path}`);
  if (!response.ok) throw new Error(`The chat answered ${response.status}.`);
  return response.json();
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

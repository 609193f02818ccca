/** The component around the document in the Streamlit page: mounts it once, passes choices both ways, follows the theme. */

const UNTOUCHED = { selected: '""', visible: "null", range: "null", filters: '{"query":"","undated":true}' };
const KEEP = Symbol.for("dateline.explorer");
const LONGEST = 1500; // characters of a view that the address of the page carries

/**
 * Streamlit calls this again whenever data or theme change: everything that must last hangs on the parent element.
 * @param {any} component
 */
export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const own = (parentElement[KEEP] ??= create(parentElement));
  own.setStateValue = setStateValue;
  if (data.html && data.digest !== own.digest) mount(own, data);
  if (!own.digest || own.digest !== data.digest) setTriggerValue("missing", data.digest);
  if (own.frame) own.frame.style.height = `${data.height}px`;
  const theme = data.theme || themeOf(own.box);
  if (theme !== own.theme) post(own, { kind: "theme", theme: (own.theme = theme) });
  if (data.pick && data.pick.serial !== own.pick) {
    own.pick = data.pick.serial;
    post(own, { kind: "pick", event: data.pick.event });
  }
  return () => {
    window.removeEventListener("message", own.listen);
    own.frame?.remove();
    own.box.remove();
    delete parentElement[KEEP];
  };
}

function create(parentElement) {
  const box = document.createElement("div");
  parentElement.appendChild(box);
  const own = { box, frame: null, html: "", digest: "", theme: "", pick: 0, ready: false, waiting: [], sent: {}, listen: null };
  own.listen = (event) => {
    if (!own.frame || event.source !== own.frame.contentWindow || event.data?.channel !== "dateline") return;
    if (event.data.kind === "ready") ready(own);
    if (event.data.kind === "view") report(own, event.data);
    if (event.data.kind === "restart") restart(own, event.data.fragment);
  };
  window.addEventListener("message", own.listen);
  return own;
}

/** A new document: in a frame without the page's origin, so that it can do nothing but draw and talk. */
function mount(own, { html, digest, height }) {
  own.frame?.remove();
  own.ready = false;
  own.waiting = own.theme ? [{ kind: "theme", theme: own.theme }] : [];
  own.sent = {};
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads");
  frame.title = "Map, timeline and text of the events";
  frame.style.cssText = `display:block;width:100%;height:${height}px;border:1px solid var(--st-border-color, #ddd);border-radius:12px`;
  frame.srcdoc = withView(html, viewOf(digest));
  own.box.appendChild(frame);
  own.frame = frame;
  own.html = html;
  own.digest = digest;
}

/** The document asked to start anew with a view: it goes into its root element, since a frame like this has no address. */
function restart(own, fragment) {
  own.ready = false;
  own.waiting = own.theme ? [{ kind: "theme", theme: own.theme }] : [];
  own.frame.srcdoc = withView(own.html, String(fragment));
}

function withView(html, fragment) {
  const quoted = fragment.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return fragment ? html.replace('<html lang="en">', () => `<html lang="en" data-fragment="${quoted}">`) : html;
}

/** The view in the page's address, if it is one of this document; a link opens no online map. */
function viewOf(digest) {
  if ((window[KEEP] ??= digest) !== digest) keepView(digest, "");
  const view = new URLSearchParams(location.search).get("view") ?? "";
  return view.replace(/(^|&)layer=[^&]*/g, "");
}

/** Write the view of a document into the page's address, where Python finds it at the next run without being run for it. */
function keepView(digest, fragment) {
  window[KEEP] = digest;
  const address = new URL(location.href);
  if (fragment && fragment.length <= LONGEST) address.searchParams.set("view", fragment);
  else address.searchParams.delete("view");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function ready(own) {
  own.ready = true;
  for (const message of own.waiting.splice(0)) post(own, message);
}

function post(own, message) {
  if (own.ready) own.frame.contentWindow.postMessage({ channel: "dateline", ...message }, "*");
  else own.waiting.push(message);
}

/** Send on what changed, and only that: each value set reruns the page. */
function report(own, { selected, visible, from, to, query, undated, sets, fragment }) {
  keepView(own.digest, String(fragment ?? ""));
  const filled = Object.entries(sets).filter(([, values]) => values.length);
  const values = {
    selected: selected || "",
    visible,
    range: from === undefined ? null : [from, to],
    filters: { query, undated, ...Object.fromEntries(filled) },
  };
  for (const [name, value] of Object.entries(values)) {
    const text = JSON.stringify(value);
    if (text === (own.sent[name] ?? UNTOUCHED[name])) continue;
    own.sent[name] = text;
    own.setStateValue(name, value);
  }
}

/** Light or dark, from the page's own colours. */
function themeOf(box) {
  const color = getComputedStyle(box).getPropertyValue("--st-background-color");
  const probe = document.createElement("canvas").getContext("2d");
  if (!color || !probe) return "";
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
}

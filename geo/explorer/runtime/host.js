/** The page around the document, when there is one: what was chosen goes out, a choice and a theme come in. */

const CHANNEL = "dateline";

/**
 * Talk to the window that embeds this one; the messages carry names and times, never a text.
 * @param {(message: {kind: string, [key: string]: any}) => void} receive
 */
export function createHost(receive) {
  const outer = window.parent;
  const inside = outer !== window;
  window.addEventListener("message", (event) => {
    if (!inside || event.source !== outer || event.data?.channel !== CHANNEL) return;
    receive(event.data);
  });
  return {
    inside,
    /** @param {Record<string, any>} message */
    send(message) {
      if (inside) outer.postMessage({ channel: CHANNEL, ...message }, "*");
    },
  };
}

/**
 * Call `act` with the latest value once nothing has changed for a while.
 * @template Value
 * @param {number} wait milliseconds
 * @param {(value: Value) => void} act
 */
export function settled(wait, act) {
  let timer = 0;
  return (/** @type {Value} */ value) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => act(value), wait);
  };
}

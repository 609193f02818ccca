/** Playing the timeline: the period grows bin by bin, or a window of its length moves on. */

import { h, lessMotion } from "./elements.js";
import { icon } from "./icons.js";

const SPEEDS = [1, 2, 4, 0.5];
const PACE = 700;

/**
 * The period after one step; null at the end.
 * @param {number[]} edges rising
 * @param {number} from
 * @param {number} to
 * @param {boolean} grows whether the start stays where it is
 * @returns {[number, number] | null}
 */
export function nextPeriod(edges, from, to, grows) {
  const next = edges.find((edge) => edge > to);
  if (next === undefined) return null;
  return grows ? [from, next] : [from + (next - to), next];
}

/**
 * @param {object} clock
 * @param {() => number[]} clock.edges
 * @param {() => [number, number]} clock.period
 * @param {(from: number, to: number, done: boolean) => void} clock.change
 */
export function createPlayer({ edges, period, change }) {
  let timer = 0;
  let speed = 0;
  let grows = true;
  const play = h("button", { class: "play", type: "button", on: { click: () => (timer ? pause() : start()) } });
  const pace = h("button", { class: "pill", type: "button", on: { click: faster } });
  const mode = h("button", { class: "pill", type: "button", on: { click: turn } });

  function dress() {
    play.replaceChildren(icon(timer ? "pause" : "play", 20));
    play.setAttribute("aria-label", timer ? "Pause" : "Play through time");
    pace.textContent = `${SPEEDS[speed] === 0.5 ? "½" : SPEEDS[speed]}×`;
    pace.setAttribute("aria-label", `${pace.textContent} speed`);
    mode.textContent = grows ? "Adds up" : "Step by step";
    mode.setAttribute("aria-label", grows ? "Adds up: playing lets the period grow" : "Step by step: playing moves the period on");
  }

  function start() {
    const all = edges();
    const [from, to] = period();
    const atEnd = to >= all[all.length - 1];
    if (atEnd) change(from <= all[0] || grows ? all[0] : from, grows || from <= all[0] ? all[1] : to, false);
    if (atEnd && !grows && from > all[0]) change(all[0], all[0] + (to - from), false);
    timer = window.setInterval(step, (lessMotion() ? 2 : 1) * (PACE / SPEEDS[speed]));
    dress();
  }

  function step() {
    const [from, to] = period();
    const next = nextPeriod(edges(), from, to, grows);
    if (next) change(next[0], next[1], false);
    else pause();
  }

  function pause() {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    dress();
    change(...period(), true);
  }

  function faster() {
    speed = (speed + 1) % SPEEDS.length;
    if (timer) {
      clearInterval(timer);
      timer = window.setInterval(step, PACE / SPEEDS[speed]);
    }
    dress();
  }

  function turn() {
    grows = !grows;
    dress();
  }

  dress();
  return { play, pace, mode, pause };
}

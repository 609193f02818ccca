/** The explorer's state: one frozen record, changed by patches, watched by parts that name the keys they care about. */

/**
 * @template {object} State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  /** @type {{keys: (keyof State)[], react: (state: Readonly<State>, changed: Set<keyof State>) => void}[]} */
  const watchers = [];
  return {
    get state() {
      return state;
    },
    /**
     * Change some keys; those that keep their value count as unchanged.
     * @param {Partial<State>} patch
     */
    set(patch) {
      const changed = new Set(/** @type {(keyof State)[]} */ (Object.keys(patch)).filter((key) => !Object.is(patch[key], state[key])));
      if (!changed.size) return;
      state = Object.freeze({ ...state, ...patch });
      for (const { keys, react } of watchers) if (keys.some((key) => changed.has(key))) react(state, changed);
    },
    /**
     * @param {(keyof State)[]} keys
     * @param {(state: Readonly<State>, changed: Set<keyof State>) => void} react
     */
    watch(keys, react) {
      watchers.push({ keys, react });
    },
  };
}

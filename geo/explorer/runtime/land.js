/** The land on a canvas: coasts, borders, lakes and rivers, traced without what the window does not show. */

/**
 * @typedef {import("./world.js").Shape} Shape
 * @typedef {import("./world.js").World} World
 * @typedef {{ scale: number, left: number, top: number, width: number, height: number, copies: number[] }} View
 *     a window on the world: pixels are x * scale - left, y * scale - top
 * @typedef {Record<string, string>} Colors
 */

/** @type {Record<string, Colors>} */
export const BASEMAP_COLORS = {
  light: {
    sea: "#dbe6ec", shore: "#d0dee6", land: "#f6f3ec", coast: "#a5bcca", border: "#cfc4b2", disputed: "#b3a48c",
    river: "#c6d9e3", country: "#776f62", city: "#5d574d", water: "#55798f", halo: "rgba(250, 248, 243, 0.9)", wet: "rgba(219, 230, 236, 0.9)",
  },
  dark: {
    sea: "#0f151b", shore: "#131b22", land: "#232b33", coast: "#3a4753", border: "#3d4853", disputed: "#5a6774",
    river: "#161e26", country: "#94a0ab", city: "#aab4bd", water: "#6c8496", halo: "rgba(27, 34, 41, 0.9)", wet: "rgba(15, 21, 27, 0.9)",
  },
};

/** The copies of the world that a window shows. @param {number} left @param {number} width @param {number} worldWidth @returns {number[]} */
export function worldCopies(left, width, worldWidth) {
  const first = Math.floor(left / worldWidth);
  const last = Math.floor((left + width) / worldWidth);
  // Russia and Fiji run over the edge of their own copy, so each copy has a neighbour on both sides.
  return Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i);
}

/** Whether a shape is in the window and not too small to be seen. @param {Shape} shape @param {View} view @param {number} copy */
export function isInView({ box: [west, north, east, south] }, { scale, left, top, width, height }, copy) {
  const [x, y] = [(west + copy) * scale - left, north * scale - top];
  const [w, h] = [(east - west) * scale, (south - north) * scale];
  return x + w > -4 && x < width + 4 && y + h > -4 && y < height + 4 && (w > 0.5 || h > 0.5);
}

/**
 * Trace a shape, leaving out what cannot be seen: points closer than a pixel, and runs that stay beyond one edge.
 * @param {CanvasRenderingContext2D|Path2D} path @param {Shape} shape @param {View} view @param {number} copy offset in map units
 * @param {boolean} filled a filled shape keeps the ends of hidden runs, a stroked one is broken there
 */
export function traceShape(path, shape, view, copy, filled) {
  const { scale, width, height } = view;
  const dx = copy * scale - view.left;
  const dy = -view.top;
  const { xy } = shape;
  const stop = xy.length - 2;
  let [x, y, code] = [0, 0, 0]; // this point, and the edges of the window that it lies beyond
  let [px, py] = [0, 0]; // the point that was drawn last
  let beyond = 0; // the edges that it and all points left out since lie beyond
  let skipped = false;
  for (let i = 0; i <= stop; i += 2) {
    const [bx, by, before] = [x, y, code];
    x = xy[i] * scale + dx;
    y = xy[i + 1] * scale + dy;
    code = (x < -4 ? 1 : x > width + 4 ? 2 : 0) | (y < -4 ? 4 : y > height + 4 ? 8 : 0);
    if (skipped && !(beyond & code)) {
      if (filled) path.lineTo(bx, by);
      else path.moveTo(bx, by);
      beyond = before;
      skipped = false;
    }
    if (i > 0 && i < stop && beyond & code) {
      beyond &= code;
      skipped = true;
      continue;
    }
    if (i > 0 && i < stop && !(beyond | code) && Math.abs(x - px) < 0.7 && Math.abs(y - py) < 0.7) continue;
    if (i === 0 || (skipped && !filled)) path.moveTo(x, y);
    else path.lineTo(x, y);
    [px, py, beyond, skipped] = [x, y, code, false];
  }
  if (filled) path.closePath();
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {World} world @param {View} view @param {Colors} colors @param {number} zoom
 */
export function drawWorld(ctx, world, view, colors, zoom) {
  // Shape by shape: one path of all of them takes a browser ten times as long.
  const each = (/** @type {Shape[]} */ shapes, /** @type {boolean} */ filled, /** @type {(shape: Shape) => void} */ paint) => {
    for (const copy of view.copies) {
      for (const shape of shapes) {
        if (!isInView(shape, view, copy * world.size)) continue;
        ctx.beginPath();
        traceShape(ctx, shape, view, copy * world.size, filled);
        paint(shape);
      }
    }
  };
  const fill = (/** @type {Shape[]} */ shapes, /** @type {string} */ color) => each(shapes, true, (shape) => {
    ctx.fillStyle = shape.hole ? colors.sea : color;
    ctx.fill();
  });
  const stroke = (/** @type {string} */ kind, /** @type {string} */ color, /** @type {number} */ width, /** @type {number[]} */ dash = []) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    each(world.kinds[kind], false, () => ctx.stroke());
  };
  ctx.fillStyle = colors.sea;
  ctx.fillRect(0, 0, view.width, view.height);
  ctx.lineJoin = "bevel"; // round joins double the time, and at this width nobody sees them
  if (zoom >= 2.5) stroke("coast", colors.shore, Math.min(8, 2 + zoom));
  fill(world.land, colors.land);
  drawPole(ctx, world, view, colors);
  if (zoom >= 3.5) stroke("river", colors.river, zoom < 5 ? 0.8 : zoom < 7 ? 1.2 : 1.8);
  fill(world.kinds.lake, colors.sea);
  stroke("lake", colors.coast, 0.6);
  stroke("border", colors.border, zoom < 4 ? 0.8 : 1.1);
  stroke("disputed", colors.land, 1.6);
  stroke("disputed", colors.disputed, zoom < 4 ? 0.9 : 1.2, [4, 3]);
  stroke("coast", colors.coast, zoom < 3 ? 0.6 : 0.9);
  ctx.setLineDash([]);
}

/**
 * Web Mercator ends before the South Pole does: ice goes on below.
 * @param {CanvasRenderingContext2D} ctx @param {World} world @param {View} view @param {Colors} colors
 */
function drawPole(ctx, world, view, colors) {
  const edge = world.size * view.scale - view.top - 1;
  ctx.fillStyle = colors.land;
  if (edge < view.height) ctx.fillRect(0, edge, view.width, view.height - edge);
}

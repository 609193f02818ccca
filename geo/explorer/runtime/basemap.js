/** The map underneath: Natural Earth's land drawn as vectors in a Leaflet layer, with names that never overlap. */

import { BASEMAP_COLORS, drawWorld, worldCopies } from "./land.js";
import { drawLabels, isPointIn, movedRect, placeLabels, rectsMeet, roomiestSpot, setSpacing, spaced, wrapName } from "./names.js";
import { countryRings, countryShapes, decodeWorld, unproject } from "./world.js";

/**
 * @typedef {import("./world.js").PackedWorld} PackedWorld
 * @typedef {import("./world.js").World} World
 * @typedef {import("./world.js").Shape} Shape
 * @typedef {import("./names.js").Label} Label
 * @typedef {import("./names.js").Placed} Placed
 * @typedef {import("./names.js").Rect} Rect
 * @typedef {import("./names.js").Scene} Scene
 */

/**
 * @param {any} L Leaflet @param {any} map a Leaflet map
 * @param {PackedWorld} world @param {Record<string, any[][]>} labels rows by kind, as data/labels.py packs them
 * @param {string} theme light or dark
 */
export function createBasemap(L, map, world, labels, theme) {
  const decoded = decodeWorld(world);
  const rows = Object.entries(labels).flatMap(([kind, ofKind]) => ofKind.map((row) => /** @type {Label} */ (/** @type {unknown} */ ([kind, ...row]))));
  const ordered = rows.sort((a, b) => a[4] - b[4]);
  const layer = new (basemapLayer(L))(decoded, ordered, theme);
  layer.addTo(map);
  return {
    layer,
    /** @param {string} name light or dark */
    setTheme: (name) => layer.setTheme(name),
    /**
     * Boxes in pixels of the map's container that no name may touch, and names that are said there already.
     * @param {Rect[]} rects @param {Iterable<string>} said names in small letters, and codes of countries
     */
    setReserved: (rects, said) => layer.setReserved(rects, said),
    /** Names off, for an online layer that brings its own. @param {boolean} shown */
    showLabels: (shown) => layer.showLabels(shown),
    /** @param {string} code */
    countryPaths: (code) => countryRings(decoded, code.toUpperCase()),
    /** The name under a point of the map's container. @param {{x: number, y: number}} point */
    labelAt: (point) => layer.labelAt(point),
  };
}

/** The class of the layer. @param {any} L Leaflet @returns {any} */
function basemapLayer(L) {
  return L.Layer.extend({
    options: { padding: 0.3, attribution: "Natural Earth; boundaries are for orientation" },

    /** @param {World} world @param {Label[]} labels @param {string} theme */
    initialize(world, labels, theme) {
      Object.assign(this, { _world: world, _labels: labels, _theme: theme, _reserved: [], _said: new Set(), _placed: [], _labelsShown: true });
      this._shapes = new Map();
      this._countries = new Map();
      for (const label of labels.filter((/** @type {Label} */ [kind]) => kind === "country")) {
        this._countries.set(label[6], [...(this._countries.get(label[6]) || []), label]);
      }
    },

    /** @param {any} map */
    onAdd(map) {
      this._canvas = this._createCanvas(map, "basemap", 150);
      this._names = this._createCanvas(map, "basemap-names", 450);
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (!still) this._names.parentNode.style.transition = "opacity 0.12s linear";
      this._redraw();
    },

    onRemove() {
      cancelAnimationFrame(this._frame);
      cancelAnimationFrame(this._namesFrame);
      this._frame = this._namesFrame = 0;
      this._canvas.remove();
      this._names.remove();
    },

    getEvents() {
      return {
        zoomstart: this._hideNames,
        zoomanim: (/** @type {any} */ event) => this._follow(event.center, event.zoom),
        zoom: this._onZoom,
        move: this._onMove,
        moveend: this._redraw,
        resize: this._redraw,
        viewreset: this._redraw,
      };
    },

    /** @param {string} theme */
    setTheme(theme) {
      this._theme = theme;
      if (this._map) this._redraw();
    },

    /** @param {Rect[]} rects @param {Iterable<string>} said */
    setReserved(rects, said) {
      if (!this._map) return;
      this._said = new Set(said);
      const { x, y } = this._map.containerPointToLayerPoint([0, 0]);
      this._reserved = rects.map((rect) => movedRect(rect, x, y));
      this._redrawNamesSoon();
    },

    /** @param {boolean} shown */
    showLabels(shown) {
      this._labelsShown = shown;
      if (this._map) this._redrawNamesSoon();
    },

    /** @param {{ x: number, y: number }} point */
    labelAt({ x, y }) {
      const corner = this._map.layerPointToContainerPoint(this._topLeft);
      const at = { left: x - corner.x, right: x - corner.x + 0.1, top: y - corner.y, bottom: y - corner.y + 0.1 };
      const found = this._placed.find((/** @type {Placed} */ item) => rectsMeet(item.box, at));
      return found ? { kind: found.label[0], name: found.label[1], lat: found.label[2], lon: found.label[3] } : null;
    },

    /** @param {any} map @param {string} name @param {number} zIndex */
    _createCanvas(map, name, zIndex) {
      const pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = String(zIndex);
      pane.style.pointerEvents = "none";
      const canvas = L.DomUtil.create("canvas", map.options.zoomAnimation && L.Browser.any3d ? "leaflet-zoom-animated" : "", pane);
      canvas.setAttribute("aria-hidden", "true");
      return canvas;
    },

    /** Set the canvas over the window and a margin; returns the window in map units. */
    _measure() {
      const map = this._map;
      const size = map.getSize();
      const margin = size.multiplyBy(this.options.padding).round();
      this._margin = margin;
      this._topLeft = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
      this._center = map.getCenter();
      this._zoom = map.getZoom();
      const origin = map.getPixelOrigin().add(this._topLeft);
      const worldWidth = 256 * 2 ** this._zoom;
      const [width, height] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
      this._view = {
        scale: worldWidth / this._world.size, left: origin.x, top: origin.y, width, height,
        copies: worldCopies(origin.x, width, worldWidth),
      };
    },

    /** @param {HTMLCanvasElement} canvas @returns {CanvasRenderingContext2D} */
    _context(canvas) {
      const { width, height } = this._view;
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== w || canvas.height !== h) {
        Object.assign(canvas, { width: w, height: h });
        Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      }
      L.DomUtil.setPosition(canvas, this._topLeft);
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      return ctx;
    },

    _redraw() {
      if (!this._map || this._map._animatingZoom) return;
      cancelAnimationFrame(this._frame);
      this._frame = 0;
      this._drawLand();
      this._redrawNamesSoon();
    },

    _drawLand() {
      this._measure();
      const colors = BASEMAP_COLORS[this._theme];
      this._map.getContainer().style.background = colors.sea;
      drawWorld(this._context(this._canvas), this._world, this._view, colors, this._zoom);
    },

    _redrawNamesSoon() {
      this._namesFrame = this._namesFrame || requestAnimationFrame(() => {
        this._namesFrame = 0;
        if (this._map && !this._map._animatingZoom) this._drawNames();
      });
    },

    _drawNames() {
      const { width, height } = this._view;
      const ctx = this._context(this._names);
      const colors = BASEMAP_COLORS[this._theme];
      ctx.clearRect(0, 0, width, height);
      this._placed = this._labelsShown ? this._placeNames(this._scene(ctx, colors)) : [];
      drawLabels(ctx, this._placed, colors);
      this._names.parentNode.style.opacity = "1";
    },

    /** @param {CanvasRenderingContext2D} ctx @param {Record<string, string>} colors @returns {Scene} */
    _scene(ctx, colors) {
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._topLeft);
      const size = this._map.getSize();
      const measure = (/** @type {string} */ text, /** @type {string} */ font, /** @type {number} */ spacing) => {
        ctx.font = font;
        setSpacing(ctx, spacing);
        return ctx.measureText(spaced(ctx, text, spacing)).width;
      };
      const { x, y } = this._topLeft;
      const frame = this._map.getContainer().getBoundingClientRect();
      const controls = [...this._map.getContainer().querySelectorAll(".leaflet-control")]
        .map((control) => movedRect(control.getBoundingClientRect(), corner.x - frame.left, corner.y - frame.top));
      return {
        zoom: this._zoom, view: this._view, said: this._said, colors, measure,
        window: { left: corner.x + 2, top: corner.y + 2, right: corner.x + size.x - 2, bottom: corner.y + size.y - 2 },
        reserved: [...controls, ...this._reserved.map((/** @type {Rect} */ rect) => movedRect(rect, -x, -y))],
        family: getComputedStyle(this._map.getContainer()).fontFamily,
      };
    },

    /** A country that has no usual place in the window gets one, so that one always knows where one is. @param {Scene} scene */
    _placeNames(scene) {
      const moved = new Map();
      if (this._zoom >= 2) {
        for (const rows of this._countries.values()) {
          const row = rows[0];
          if (this._zoom < row[5] || (this._zoom < 4 && row[4] > 2) || rows.some((/** @type {Label} */ r) => isPointIn(r, scene))) continue;
          const place = this._placeInWindow(row, scene);
          if (place) moved.set(row, place);
        }
      }
      return placeLabels(this._labels.map((/** @type {Label} */ label) => moved.get(label) || label), scene);
    },

    /** @param {Label} row @param {Scene} scene @returns {Label | null} */
    _placeInWindow(row, scene) {
      const width = 9.5 * Math.max(...wrapName(row[1], 13).map((line) => line.length));
      for (const copy of scene.view.copies) {
        const spot = roomiestSpot(this._shapesOf(row[6] ?? ""), scene.view, scene.window, width, copy * this._world.size);
        if (!spot) continue;
        const [x, y] = [(spot[0] + scene.view.left) / scene.view.scale, (spot[1] + scene.view.top) / scene.view.scale];
        const [lat, lon] = unproject(x, y, this._world.size);
        return [row[0], row[1], lat, lon - 360 * copy, row[4], row[5], row[6]];
      }
      return null;
    },

    /** @param {string} code @returns {Shape[]} */
    _shapesOf(code) {
      if (!this._shapes.has(code)) this._shapes.set(code, countryShapes(this._world, code));
      return this._shapes.get(code);
    },

    _hideNames() {
      this._names.parentNode.style.opacity = "0";
    },

    /** Without an animation of Leaflet's own (pinch, flyTo) the lines are drawn anew in each frame, so they stay sharp. */
    _onZoom() {
      if (this._map._animatingZoom) return;
      this._follow(this._map.getCenter(), this._map.getZoom());
      this._drawSoon();
    },

    _onMove() {
      if (this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
      const { x, y } = this._map.layerPointToContainerPoint(this._topLeft);
      if (x > 0 || y > 0 || x < -2 * this._margin.x || y < -2 * this._margin.y) this._drawSoon();
    },

    _drawSoon() {
      this._frame = this._frame || requestAnimationFrame(() => {
        this._frame = 0;
        if (this._map && !this._map._animatingZoom) this._drawLand();
      });
    },

    /** Scale and move what has been drawn to where it belongs at another zoom. @param {any} center @param {number} zoom */
    _follow(center, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, this._zoom);
      const middle = map.getSize().multiplyBy(0.5).add(this._margin);
      const offset = middle.multiplyBy(-scale).add(map.project(this._center, zoom)).subtract(map._getNewPixelOrigin(center, zoom));
      for (const canvas of [this._canvas, this._names]) L.DomUtil.setTransform(canvas, offset, scale);
    },
  });
}

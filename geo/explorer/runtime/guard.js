/** Before anything else: unless the link asks for an online layer, the page may load no picture from outside. */

if (!/(^#?|&)layer=/.test(document.documentElement.dataset.fragment || location.hash)) {
  const strict = document.createElement("meta");
  strict.httpEquiv = "Content-Security-Policy";
  strict.content = "img-src data: blob:";
  document.head.append(strict);
}

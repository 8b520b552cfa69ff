/**
 * PDF.js makes things to draw with when it is loaded, also where it is asked for words alone. The package that draws is
 * not there on every machine, and need not be: what stands in its place here is an object that draws nothing.
 */
for (const name of ['DOMMatrix', 'ImageData', 'Path2D'])
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: Object, configurable: true });

import { type PageViewport, type PDFDocumentProxy, type RenderTask, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Browsers draw nothing on a canvas with more pixels than this. */
const MOST_PIXELS = 2 ** 24;

/** One page: its place from the beginning, its picture and its text while it is in sight. */
export interface Sheet {
  readonly element: HTMLElement;
  size(scale: number): void;
  draw(scale: number): void;
  clear(): void;
}

interface Drawing {
  readonly scale: number;
  stopped: boolean;
  task: RenderTask | null;
  layer: TextLayer | null;
}

export function sheetOf(copy: PDFDocumentProxy, number: number, like: PageViewport): Sheet {
  const element = document.createElement('div');
  element.className = 'sheet';
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', `Page ${number}`);
  /** At scale 1; as the first page until this one was looked at. */
  let [width, height] = [like.width, like.height];
  let now: Drawing | null = null;

  const size = (scale: number): void => {
    element.style.width = `${Math.floor(width * scale)}px`;
    element.style.height = `${Math.floor(height * scale)}px`;
    element.style.setProperty('--total-scale-factor', String(scale));
    if (now !== null && now.scale !== scale) draw(scale);
  };
  const clear = (): void => {
    if (now !== null) {
      now.stopped = true;
      now.task?.cancel();
      now.layer?.cancel();
    }
    now = null;
    element.replaceChildren();
  };
  const draw = (scale: number): void => {
    if (now?.scale === scale) return;
    clear();
    const drawing: Drawing = { scale, stopped: false, task: null, layer: null };
    now = drawing;
    drawn(drawing).catch((error: unknown) => {
      if (drawing.stopped) return;
      element.textContent = 'This page could not be drawn. Open the copy in a page of its own.';
      throw error;
    });
  };
  const drawn = async (drawing: Drawing): Promise<void> => {
    const page = await copy.getPage(number);
    if (drawing.stopped) return;
    const plain = page.getViewport({ scale: 1 });
    [width, height] = [plain.width, plain.height];
    size(drawing.scale);
    const viewport = page.getViewport({ scale: drawing.scale });
    const sharp = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    canvas.setAttribute('aria-hidden', 'true');
    const text = document.createElement('div');
    text.className = 'textLayer';
    element.replaceChildren(canvas, text);
    drawing.task = page.render({ canvas, viewport, transform: sharp === 1 ? undefined : [sharp, 0, 0, sharp, 0, 0] });
    drawing.layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
    await Promise.all([drawing.task.promise, drawing.layer.render()]);
  };
  return { element, size, draw, clear };
}

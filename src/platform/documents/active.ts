import {
  type PDFContext,
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { Refusal } from './limits.ts';

/** What a reader's click, or the opening of a document, may do: show another place of it, or open an address. */
const ALLOWED: ReadonlySet<string> = new Set(['GoTo', 'URI', 'Named']);
/** These do something wherever they stand. */
const ACTIONS: ReadonlySet<string> = new Set(
  'JavaScript Launch GoToR GoToE SubmitForm ImportData ResetForm Rendition Movie Sound Hide SetOCGState Trans GoTo3DView RichMediaExecute GoToDp Thread'.split(
    ' ',
  ),
);
const HOLDS_SCRIPT = 'it holds a script';
const KEYS: Readonly<Record<string, string>> = {
  JS: HOLDS_SCRIPT,
  JavaScript: HOLDS_SCRIPT,
  XFA: 'it is a form that runs scripts (XFA)',
  EF: 'another file is embedded in it',
  EmbeddedFiles: 'another file is embedded in it',
  RichMediaContent: 'it holds media that run by themselves',
  RichMediaSettings: 'it holds media that run by themselves',
  AA: 'something in it acts by itself when it is opened, shown or closed',
};
const ANNOTATIONS: Readonly<Record<string, string>> = {
  FileAttachment: 'another file is attached to a page',
  Movie: 'it holds a film',
  Sound: 'it holds a sound',
  Screen: 'it holds media that run by themselves',
  RichMedia: 'it holds media that run by themselves',
  '3D': 'it holds a model that runs by itself',
};
const SCHEMES = /^(https?:|mailto:|tel:|[^:]*$)/i;
/** Written in a file that hides what it says behind later versions of itself. */
const HIDDEN = /\/(JavaScript|EmbeddedFile|RichMedia|Launch)[^A-Za-z]/;
const DEEPEST = 200;

const refuse = (because: string): never => {
  throw new Refusal(because, 'Take it out, or print the document to a new PDF, which leaves only its pages.');
};

const nameOf = (value: PDFObject | undefined): string | null => (value instanceof PDFName ? value.decodeText() : null);

/** Refuses a document that does more than to be read: every object in it is looked at, whether anything leads to it or not. */
export function mustBeStill(context: PDFContext, bytes: Buffer): void {
  for (const [, object] of context.enumerateIndirectObjects()) look(context, object, 0);
  const catalog = context.lookup(context.trailerInfo.Root);
  if (catalog instanceof PDFDict) mustOpenStill(context, catalog);
  if (HIDDEN.test(bytes.toString('latin1')))
    refuse('an earlier version of it, still in the file, holds a script, another file or a program');
}

function look(context: PDFContext, object: PDFObject, depth: number): void {
  if (depth > DEEPEST) refuse('it is nested deeper than any document');
  if (object instanceof PDFStream) look(context, object.dict, depth + 1);
  else if (object instanceof PDFArray) for (const each of object.asArray()) look(context, each, depth + 1);
  else if (object instanceof PDFDict) {
    mustBeAllowed(context, object);
    for (const [, value] of object.entries()) look(context, value, depth + 1);
  }
}

function mustBeAllowed(context: PDFContext, dict: PDFDict): void {
  for (const [name, value] of dict.entries()) {
    const because = KEYS[name.decodeText()];
    if (because !== undefined && isWhatItSeems(context, name.decodeText(), context.lookup(value))) refuse(because);
  }
  const type = nameOf(context.lookup(dict.get(PDFName.of('Type'))));
  const action = nameOf(context.lookup(dict.get(PDFName.of('S'))));
  if (action !== null && (ACTIONS.has(action) || (type === 'Action' && !ALLOWED.has(action))))
    refuse(`it holds an action of the kind ${action}`);
  if (action === 'URI') mustBeAddress(context, dict);
  if (type === 'EmbeddedFile') refuse('another file is embedded in it');
  const shown = ANNOTATIONS[nameOf(context.lookup(dict.get(PDFName.of('Subtype')))) ?? ''];
  if (shown !== undefined && dict.has(PDFName.of('Rect'))) refuse(shown);
  const clicked = context.lookup(dict.get(PDFName.of('A')));
  if (clicked instanceof PDFDict && clicked.has(PDFName.of('S'))) mustBeAction(context, clicked);
}

const acts = (each: PDFObject | undefined): boolean => each instanceof PDFDict && each.has(PDFName.of('S'));

/** Names of fonts and pictures are free, so that one of them may be called by such a name. */
function isWhatItSeems(context: PDFContext, key: string, value: PDFObject | undefined): boolean {
  if (key === 'JS') return value instanceof PDFString || value instanceof PDFHexString || value instanceof PDFStream;
  if (key !== 'AA') return value !== undefined;
  return value instanceof PDFDict && value.values().some((each) => acts(context.lookup(each)));
}

function mustBeAction(context: PDFContext, action: PDFDict): void {
  const kind = nameOf(context.lookup(action.get(PDFName.of('S'))));
  const isStructure = context.lookup(action.get(PDFName.of('O'))) !== undefined; // attributes of a tagged document
  if (!isStructure && (kind === null || !ALLOWED.has(kind)))
    refuse(`a click in it does something of the kind ${kind ?? 'nothing known'}`);
}

function mustBeAddress(context: PDFContext, dict: PDFDict): void {
  const address = context.lookup(dict.get(PDFName.of('URI')));
  if (!(address instanceof PDFString || address instanceof PDFHexString)) return;
  if (!SCHEMES.test(address.decodeText().trim()))
    refuse('a link in it leads to something else than a web page or a mail address');
}

/** Beginning at a certain page is no action. */
function mustOpenStill(context: PDFContext, catalog: PDFDict): void {
  const opening = context.lookup(catalog.get(PDFName.of('OpenAction')));
  if (opening instanceof PDFDict && nameOf(context.lookup(opening.get(PDFName.of('S')))) !== 'GoTo')
    refuse('it does something by itself when it is opened');
}

/** The pages of a document, each once. Throws where its tree is none. */
export function pageRefs(context: PDFContext, most: number): readonly PDFRef[] {
  const catalog = context.lookup(context.trailerInfo.Root);
  const [found, seen, open]: [PDFRef[], Set<string>, PDFObject[]] = [[], new Set(), []];
  const root = catalog instanceof PDFDict ? catalog.get(PDFName.of('Pages')) : undefined;
  if (root !== undefined) open.push(root);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!(next instanceof PDFRef) || seen.has(next.toString()))
      throw new RangeError('its tree of pages leads in circles');
    seen.add(next.toString());
    const node = context.lookup(next);
    if (!(node instanceof PDFDict)) throw new RangeError('a page is missing');
    const kids = context.lookup(node.get(PDFName.of('Kids')));
    if (kids instanceof PDFArray) open.push(...kids.asArray().toReversed());
    else found.push(next);
    if (found.length > most || open.length > most * 4) throw new RangeError(`it has more than ${most} pages`);
  }
  return found;
}

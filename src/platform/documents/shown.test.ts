import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { packedStream, placesOfForms, writtenPdf } from '#test/kit/pdf.ts';
import { documents } from './documents.ts';

const papers = documents();
after(() => papers.close());

const MARK = { lines: ['Zoë Buyer <zoe@buyer.example>'], foot: 'Copy for zoe@buyer.example, grant 0000-1' };
const CATALOG = '<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const drawing = (content: string, page = '/MediaBox [0 0 300 300]'): Buffer =>
  writtenPdf([
    CATALOG,
    PAGES,
    `<< /Type /Page /Parent 2 0 R ${page} /Contents 4 0 R /Resources << /Properties << /Off 5 0 R >> >> >>`,
    packedStream('', Buffer.from(content, 'latin1')),
    '<< /Type /OCG /Name (hidden) >>',
  ]);
const AS_ON_AN_EMPTY_PAGE = { at: [1, 0, 0, 1, 0, 0], size: [300, 300], isSeen: true };

const LEFT: Readonly<Record<string, string>> = {
  'a part that is cut out': '0 0 1 1 re W n q',
  'a place far outside': '1 0 0 1 5000 5000 cm q q',
  'a part that is cut out after more was closed than opened': 'Q Q 0 0 1 1 re W n',
  'a layer that nobody sees': '/OC /Off BDC',
  'a text that goes on': 'BT 3 Tr',
  'words that look like operators': '(q \\) \\( q) Tj <71> Tj /q gs % q\n0 0 1 1 re W n q',
  'a picture that ends without a space': 'BI /W 1 /H 1 /BPC 8 /CS /G ID xEI 0 0 1 1 re W n q',
  'a picture in which operators stand by chance': 'BI /W 2 /H 2 /BPC 8 /CS /G ID q Q\xff EI\xff EI 0 0 1 1 re W n q',
};
for (const [what, content] of Object.entries(LEFT))
  test(`a page that leaves ${what} is marked as an empty one is`, async () => {
    assert.equal((await papers.inspect('a.pdf', drawing(content))).pages, 1);
    assert.deepEqual(await placesOfForms(await papers.mark(drawing(content), MARK), 1), [AS_ON_AN_EMPTY_PAGE]);
  });

const UNENDED: Readonly<Record<string, string>> = {
  'a text': '(Tj',
  'a text in hexadecimal': '<71',
  'a list': '[(a) 3',
  'a table of names': '/P <</MCID 0',
  'a picture': 'BI /W 1 /H 1 /BPC 8 /CS /G ID x',
  'the beginning of a picture': 'BI /W 1',
  'words that readers take apart in different ways': '0 0 1 1 re W nq',
};
for (const [what, content] of Object.entries(UNENDED))
  test(`a page in which ${what} would swallow the mark is not taken, and no copy of it is made`, async () => {
    await assert.rejects(papers.inspect('a.pdf', drawing(content)), {
      code: 'document_refused',
      message: /what is drawn on page 1 (does not end|cannot be told apart)/,
    });
    await assert.rejects(papers.mark(drawing(content), MARK), { code: 'document_unmarked' });
  });

test('what is drawn on a page unpacks to no more than is read', async () => {
  const began = Date.now();
  await assert.rejects(papers.inspect('a.pdf', drawing(' '.repeat(2 ** 28))), {
    message: /unpacks to more than 128 MB/,
  });
  assert.ok(Date.now() - began < 25_000);
});

test('pages of different sizes that share what they draw with have each its own mark', async () => {
  const document = await PDFDocument.create();
  const shared = document.context.register(document.context.obj({}));
  for (const size of [
    [595, 842],
    [842, 595],
    [20, 20],
  ] as const)
    document.addPage([...size]).node.set(PDFName.of('Resources'), shared);
  const copy = await papers.mark(await document.save(), MARK);
  for (const [at, size] of [
    [595, 842],
    [842, 595],
    [20, 20],
  ].entries())
    assert.deepEqual(
      (await placesOfForms(copy, at + 1)).map((each) => each.size),
      [size],
    );
});

test('where more is to be cut out of a page than lies on it, the mark stands on what is seen', async () => {
  const page = '/MediaBox [0 0 300 300] /CropBox [100 -9000 9000 9000]';
  const [form] = await placesOfForms(await papers.mark(drawing('', page), MARK), 1);
  assert.deepEqual(form, { at: [1, 0, 0, 1, 100, 0], size: [200, 300], isSeen: true });
});

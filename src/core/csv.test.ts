import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvCell, csvOf } from './csv.ts';

test('what a spreadsheet would run is text', () => {
  for (const formula of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', ' =cmd|x', '=HYPERLINK("http://x","y")'])
    assert.match(csvCell(formula), /^"?'/, formula);
  assert.deepEqual(['-12.5', -12.5, 'a=b', 'a-b'].map(csvCell), ['-12.5', '-12.5', 'a=b', 'a-b']);
});

test('commas, quotes and lines stay within their cell', () => {
  assert.equal(csvOf(['a', 'b,c'], [['say "so"', 'two\nlines']]), '\uFEFFa,"b,c"\r\n"say ""so""","two\nlines"\r\n');
  assert.equal(csvOf(['a'], []), '\uFEFFa\r\n');
});

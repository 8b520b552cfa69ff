import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperWords, paragraphsOf } from './paper-words.ts';

test('lines that end at the edge of the page go on, and points, headings and short lines stand alone', () => {
  const page = [
    'Non-disclosure agreement',
    '1. The receiving party keeps what it is given to itself, and shows it to those of its own',
    'people alone who need it. Nothing in this agreement obliges either of them to give any-',
    'thing to the other one.',
    '(a) Copies are destroyed when the disclosing party asks for it, at the latest after one',
    '(b) year.',
    '',
    'Signed',
  ].join('\n');
  assert.deepEqual(paragraphsOf(page), [
    'Non-disclosure agreement',
    '1. The receiving party keeps what it is given to itself, and shows it to those of its own people alone who need it. Nothing in this agreement obliges either of them to give any-thing to the other one.',
    '(a) Copies are destroyed when the disclosing party asks for it, at the latest after one',
    '(b) year.',
    'Signed',
  ]);
  assert.deepEqual(paragraphsOf(' \n\n'), []);
});

test('every page is there, what has no text says so, and nothing of a text is markup', () => {
  const { text } = paperWords(['<b>one</b>', ' '], 3);
  assert.match(text, /&lt;b&gt;one&lt;\/b&gt;.*Page 2 of 3.*no text that can be read.*are in the PDF alone/s);
  assert.match(text, /What is signed is the PDF itself/);
  for (const none of [null, [], ['', ' \n']]) assert.match(paperWords(none, 2).text, /its pages are pictures/);
});

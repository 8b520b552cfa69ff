import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Output } from './output.ts';
import { sinkInto } from '#test/kit/sink.ts';

function written(color: boolean) {
  const texts: string[] = [];
  const sink = () => sinkInto(texts);
  return { to: new Output({ out: sink(), err: sink(), json: false, color, width: 60 }), text: () => texts.join('') };
}

/** Clears the screen, sets the title, turns the direction, and colors by itself. */
const HOSTILE = 'a\u001b[2J\u001b]0;owned\u0007b\u202ec\u009bd\re\u001b[31mf';

test('what comes from elsewhere moves no cursor, sets no title and turns no text', () => {
  const { to, text } = written(false);
  to.line(HOSTILE);
  to.note(HOSTILE);
  to.table(
    [HOSTILE],
    [
      { title: 'x', of: (each) => each },
      { title: 'y', of: (each) => each },
    ],
  );
  assert.match(text(), /a.+b.c.d/u);
  assert.doesNotMatch(text(), /[[\p{Cc}\p{Bidi_Control}]--\n]/v);
});

test('our own colors stay', () => {
  const { to, text } = written(true);
  to.line(to.style('bad', 'bad'));
  assert.equal(text(), '\u001b[31mbad\u001b[0m\n');
});

test('a cell with a line break does not break the table', () => {
  const { to, text } = written(false);
  to.table(
    [{ a: 'one\n  two', b: 'three' }],
    [
      { title: 'a', of: ({ a }) => a },
      { title: 'b', of: ({ b }) => b },
    ],
  );
  assert.equal(text(), 'a        b\none two  three\n');
});

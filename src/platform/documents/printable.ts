import anyAscii from 'any-ascii';

/** Letters of Windows code page 1252 beyond Latin-1, which the standard fonts of PDF have. */
const MORE = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const isPrintable = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa1 && code <= 0xff && code !== 0xad) || MORE.includes(letter);
};

/** Whether the standard fonts have every letter of a text. */
export const isPrintableText = (text: string): boolean => Array.from(text).every(isPrintable);

/**
 * The nearest that the standard fonts can show: accents go where the letter with them is unknown, letters of other
 * scripts are written in Latin ones, and only what has no such writing is `?`.
 */
export const printable = (text: string): string =>
  Array.from(text.normalize('NFC').replaceAll(/\s/g, ' '))
    .map((letter) => {
      if (isPrintable(letter)) return letter;
      const bare = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
      if (bare !== '' && isPrintableText(bare)) return bare;
      return anyAscii(letter) || (UNSEEN.test(letter) ? '' : '?');
    })
    .join('');

/** What is drawn on another letter, or not at all. */
const UNSEEN = /^[\p{M}\p{Cf}]$/u;

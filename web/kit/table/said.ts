import { Text } from '@mantine/core';
import { isValidElement, type ReactNode } from 'react';

/** What something says as plain text, and that by which it is put in order. */
export type Said = string | number | null | undefined;

/** A part of the kit that shows a value otherwise than as its children says here what that value is. */
export interface Saying<P> {
  (props: P): ReactNode;
  said?: (props: P) => Said;
}

/** What begins a line of its own. */
const BLOCKS = new Set<unknown>(['div', 'p', 'li', Text]);

/** The words of what is shown: a table is found in, put in order and saved by what people see in it. */
export function wordsOf(shown: ReactNode, apart = ' '): string {
  if (typeof shown === 'string' || typeof shown === 'number') return String(shown);
  if (Array.isArray(shown)) return shown.map((each) => wordsOf(each, apart)).join('');
  if (!isValidElement<{ readonly children?: ReactNode; readonly span?: boolean }>(shown)) return '';
  const { said } = shown.type as Saying<unknown>;
  if (said !== undefined) return String(said(shown.props) ?? '');
  const words = wordsOf(shown.props.children, apart);
  const isLine = shown.type === 'br' || (BLOCKS.has(shown.type) && shown.props.span !== true && words !== '');
  return isLine ? `${apart}${words}` : words;
}

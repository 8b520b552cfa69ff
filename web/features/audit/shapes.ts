import type { Answered } from '#web/kit/shapes.ts';

export type Quote = Answered<'audit', 'quotes'>['quotes'][number];

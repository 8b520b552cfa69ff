import type { Look } from './states.ts';

const SIZE = 14;

/** The mark of a look: told apart by its form, and only then by its color. */
export function Mark({ look }: { readonly look: Look }) {
  return (
    <svg width={SIZE} height={SIZE} viewBox="0 0 14 14" aria-hidden="true" style={{ flex: 'none' }}>
      {FORMS[look]}
    </svg>
  );
}

const box = { x: 1.5, y: 1.5, width: 11, height: 11, rx: 2 };
const clean = 'var(--clean)';
const quiet = 'var(--quiet)';
const brick = 'var(--deviation)';

const FORMS: Readonly<Record<Look, React.ReactNode>> = {
  clean: <rect {...box} fill={clean} />,
  deviation: (
    <>
      <rect {...box} fill={brick} />
      <path d="M7 4v3.6M7 9.6v.6" stroke="var(--on-state)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  hollow: <rect {...box} fill="none" stroke={brick} strokeWidth="1.4" />,
  half: (
    <>
      <rect {...box} fill="none" stroke={clean} strokeWidth="1.4" />
      <path d="M2 7h10v3.5A2 2 0 0 1 10.5 12h-7A2 2 0 0 1 2 10.500z" fill={clean} />
    </>
  ),
  hatched: (
    <>
      <rect {...box} fill="none" stroke={quiet} strokeWidth="1.2" />
      <path d="M2.500 8 8 2.500M3 12 12 3M6.500 12 12 6.500" stroke={quiet} strokeWidth="1.2" />
    </>
  ),
  outlined: <rect {...box} fill="none" stroke={clean} strokeWidth="1.4" strokeDasharray="2.500 1.800" />,
  struck: (
    <>
      <rect {...box} fill="none" stroke={quiet} strokeWidth="1.2" />
      <path d="M2 12 12 2" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  faint: <rect {...box} fill={quiet} opacity="0.35" />,
  late: (
    <>
      <rect {...box} fill={clean} />
      <path d="M7 4v3.200l2 1.300" stroke="var(--on-state)" strokeWidth="1.300" fill="none" strokeLinecap="round" />
    </>
  ),
  relied: (
    <>
      <rect {...box} fill="none" stroke={clean} strokeWidth="1.4" />
      <path d="M5 9l4-4M6 5h3v3" stroke={clean} strokeWidth="1.300" fill="none" strokeLinecap="round" />
    </>
  ),
  zero: <path d="M3 7h8" stroke={quiet} strokeWidth="1.800" strokeLinecap="round" />,
  none: <circle cx="7" cy="7" r="1.600" fill={quiet} />,
};
